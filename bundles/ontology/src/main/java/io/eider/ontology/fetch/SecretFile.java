package io.eider.ontology.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads a secret from a file of its own, so that no configuration holds it. */
final class SecretFile {
    private static final Pattern SECRET = Pattern.compile("[\\x20-\\x7e]{1,8192}");

    private SecretFile() {}

    /**
     * The one line of a file.
     *
     * @param setting that names it, for the message of the error
     * @throws IllegalArgumentException if there is none; never with the secret in it
     */
    static String read(String setting, String file) {
        try {
            String secret = Files.readString(Path.of(file)).strip();
            if (SECRET.matcher(secret).matches()) {
                return secret;
            }
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(setting + " names a file that cannot be read: " + file, e);
        }
        throw new IllegalArgumentException(setting + " must name a file with one line of printable ASCII: " + file);
    }
}
