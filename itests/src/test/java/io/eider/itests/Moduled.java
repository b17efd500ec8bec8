package io.eider.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The options that open the JDK's modules to Karaf, as {@code bin/eider} gives them. */
final class Moduled {
    private static final Path HOME = Path.of(System.getProperty("eider.home", "."));

    private Moduled() {}

    /** Read from the script, so that there is one list. */
    static String[] options() {
        List<String> options = new ArrayList<>();
        try (Stream<String> lines = Files.lines(HOME.resolve("bin/eider"))) {
            lines.map(line -> line.replaceFirst("\\\\$", "").strip())
                    .filter(line -> line.startsWith("--add-") || line.startsWith("--patch-module"))
                    .forEach(line -> {
                        String[] words = line.split(" ", 2);
                        options.add(words[0]);
                        if (words.length > 1) {
                            options.add(words[1].contains("$(") ? patched(words[1]) : words[1]);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        options.add("-Djdk.util.zip.disableZip64ExtraFieldValidation=true");
        options.add("--enable-native-access=ALL-UNNAMED");
        options.add("-Xmx512m");
        return options.toArray(String[]::new);
    }

    /** {@code java.xml="$(echo "$home"/lib/endorsed/…-*.jar)"} with the jar that is there. */
    private static String patched(String word) {
        String module = word.substring(0, word.indexOf('='));
        String name = word.replaceFirst(".*/lib/endorsed/", "").replaceFirst("-(\\*|\\[0-9]\\*)\\.jar.*", "-");
        try (Stream<Path> jars = Files.list(HOME.resolve("lib/endorsed"))) {
            return jars.map(jar -> jar.getFileName().toString())
                    .filter(jar -> jar.startsWith(name) && Character.isDigit(jar.charAt(name.length())))
                    .map(jar -> module + "=lib/endorsed/" + jar)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
