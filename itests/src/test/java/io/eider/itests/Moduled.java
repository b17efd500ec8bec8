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
                    .filter(line -> line.startsWith("--add-"))
                    .forEach(line -> options.addAll(List.of(line.split(" "))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        options.add("-Djdk.util.zip.disableZip64ExtraFieldValidation=true");
        options.add("--enable-native-access=ALL-UNNAMED");
        options.add("-Xmx512m");
        return options.toArray(String[]::new);
    }
}
