package io.eider.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells one build of the distribution from another: a hash over the names and sizes of all that Karaf copies into its bundle
 * cache, and over the content of our own bundles, whose version stays the same while they are developed.
 */
final class BuildId {
    private static final List<String> PARTS = List.of("system", "lib");
    private static final List<String> BOOT_FILES =
            List.of("startup.properties", "config.properties", "org.apache.karaf.features.cfg");

    private BuildId() {}

    /** The id of the distribution in this directory. */
    static String of(Path home) throws IOException {
        MessageDigest digest = sha256();
        digest.update(home.toString().getBytes(StandardCharsets.UTF_8));
        Path ours = home.resolve("system/io/eider");
        for (String part : PARTS) {
            for (Path file : files(home.resolve(part))) {
                String line = home.relativize(file) + " " + Files.size(file) + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
                if (file.startsWith(ours)) {
                    digest.update(Files.readAllBytes(file));
                }
            }
        }
        for (String name : BOOT_FILES) {
            Path file = home.resolve("etc").resolve(name);
            digest.update(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static List<Path> files(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
