package io.eider.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The settings that our bundles declare in their metatype descriptors, with type and bounds: so a bad or misspelt line in
 * {@code etc/io.eider.*.cfg} stops the start, also where no environment variable exists for it.
 *
 * <p>Source: OSGi Compendium, chapter 105 (Metatype). The descriptors are written by bnd, one element in one form; they are
 * read by pattern, because an XML parser would cost more than all other checks together.
 */
final class DeclaredKeys {
    private static final Pattern PID = Pattern.compile("<Designate\\s+pid=\"([^\"]+)\"");
    private static final Pattern KEY = Pattern.compile("<AD((?:\\s+\\w+=\"[^\"]*\")*)\\s*/?>");
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final Map<String, Map<String, ValueKind>> components;

    private DeclaredKeys(Map<String, Map<String, ValueKind>> components) {
        this.components = components;
    }

    /** Reads the descriptors of our bundles in a distribution. */
    static DeclaredKeys of(Path home) throws IOException {
        Map<String, Map<String, ValueKind>> components = new TreeMap<>();
        Path ours = home.resolve("system/io/eider");
        if (Files.isDirectory(ours)) {
            try (Stream<Path> files = Files.walk(ours, 3)) {
                for (Path jar :
                        files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                    read(jar, components);
                }
            }
        }
        return new DeclaredKeys(components);
    }

    /**
     * Checks the configuration files against the declarations.
     *
     * @throws StartFailure one line for each bad value and each key that nobody declares
     */
    void check(Path etc, Map<String, String> environment) {
        List<String> faults = new ArrayList<>();
        components.forEach((pid, keys) -> {
            String file = pid + ".cfg";
            Properties properties = Settings.load(etc.resolve(file));
            for (String name : new TreeSet<>(properties.stringPropertyNames())) {
                ValueKind kind = keys.get(name);
                String value = Settings.resolve(properties.getProperty(name), environment)
                        .strip();
                if (kind == null) {
                    faults.add("etc/" + file + ": " + name + ": no such setting");
                } else if (kind.normal().apply(value).isEmpty()) {
                    faults.add("etc/" + file + ": " + name + "=" + value + ": not " + kind.meaning());
                }
            }
        });
        if (!faults.isEmpty()) {
            throw new StartFailure(String.join(System.lineSeparator(), faults));
        }
    }

    private static void read(Path jar, Map<String, Map<String, ValueKind>> components) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream()
                    .filter(file -> file.getName().matches("OSGI-INF/metatype/[^/]+\\.xml"))
                    .toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    read(new String(in.readAllBytes(), StandardCharsets.UTF_8), components);
                }
            }
        }
    }

    private static void read(String descriptor, Map<String, Map<String, ValueKind>> components) {
        Matcher pid = PID.matcher(descriptor);
        if (!pid.find()) {
            return;
        }
        Map<String, ValueKind> keys = components.computeIfAbsent(pid.group(1), name -> new HashMap<>());
        KEY.matcher(descriptor).results().forEach(found -> {
            Map<String, String> attributes = new HashMap<>();
            ATTRIBUTE
                    .matcher(found.group(1))
                    .results()
                    .forEach(attribute -> attributes.put(attribute.group(1), attribute.group(2)));
            keys.put(attributes.get("id"), kind(attributes));
        });
    }

    private static ValueKind kind(Map<String, String> attributes) {
        return switch (attributes.getOrDefault("type", "String")) {
            case "Integer" ->
                ValueKind.whole(
                        bound(attributes, "min", Integer.MIN_VALUE), bound(attributes, "max", Integer.MAX_VALUE));
            case "Long" ->
                ValueKind.whole(bound(attributes, "min", Long.MIN_VALUE), bound(attributes, "max", Long.MAX_VALUE));
            case "Boolean" -> ValueKind.BOOLEAN;
            default -> new ValueKind("a text", Optional::of);
        };
    }

    private static long bound(Map<String, String> attributes, String name, long none) {
        String text = attributes.get(name);
        return text == null ? none : Long.parseLong(text);
    }
}
