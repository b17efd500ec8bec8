package io.eider.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            List<String> lines = Files.exists(path) ? Files.readAllLines(path) : List.of();
            Files.write(path, merge(lines, file.getValue()));
        }
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
