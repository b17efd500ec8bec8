package io.eider.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The {@code *.cfg} files of one start. */
final class EtcFiles {
    private final Path etc;

    EtcFiles(Path etc) {
        this.etc = etc;
    }

    /** Writes values into their files; all other lines stay. */
    void put(Map<Setting, String> values) throws IOException {
        Map<String, Map<String, String>> files = new TreeMap<>();
        values.forEach((setting, value) ->
                files.computeIfAbsent(setting.pid(), pid -> new TreeMap<>()).put(setting.key(), value));
        for (Map.Entry<String, Map<String, String>> file : files.entrySet()) {
            Path path = etc.resolve(file.getKey() + ".cfg");
            write(path, path, file.getValue());
        }
    }

    /** Takes over a file of the distribution that was changed, with the values that belong into it, at once. */
    void replace(Path changed, Map<Setting, String> values) throws IOException {
        Map<String, String> own = new TreeMap<>();
        values.forEach((setting, value) -> {
            if (changed.endsWith(setting.pid() + ".cfg")) {
                own.put(setting.key(), value);
            }
        });
        write(changed, etc.resolve(changed.getFileName()), own);
    }

    /** Karaf, which looks at the files while it runs, sees the old one or the new one. */
    private static void write(Path from, Path to, Map<String, String> values) throws IOException {
        List<String> lines = Files.exists(from) ? Files.readAllLines(from) : List.of();
        Path made = to.resolveSibling(to.getFileName() + ".new");
        Files.write(made, merge(lines, values));
        Files.move(made, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> merge(List<String> lines, Map<String, String> values) {
        List<String> merged = new ArrayList<>();
        for (String line : lines) {
            if (!values.containsKey(keyOf(line))) {
                merged.add(line);
            }
        }
        values.forEach((key, value) -> merged.add(key + " = " + value.replace("\\", "\\\\")));
        return merged;
    }

    private static String keyOf(String line) {
        int end = line.indexOf('=');
        return end < 0 || line.stripLeading().startsWith("#")
                ? ""
                : line.substring(0, end).strip();
    }
}
