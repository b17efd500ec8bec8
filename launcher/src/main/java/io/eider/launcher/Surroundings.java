package io.eider.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must be right around the process before Karaf starts. */
final class Surroundings {
    private static final long FILES_WANTED = 8_192;
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\d+)\\s.*");
    private static final List<Setting> DIRECTORIES =
            List.of(Setting.DUCKDB_DIR, Setting.FILES_DIR, Setting.SNAPSHOTS_DIR);

    private Surroundings() {}

    /**
     * Checks directories and ports.
     *
     * @param err gets the warnings
     * @throws StartFailure naming what is wrong
     */
    static void check(Settings settings, PrintStream err) {
        for (Setting setting : DIRECTORIES) {
            if (!settings.get(setting).isEmpty()) {
                DataDir.create(setting.env(), Path.of(settings.get(setting)).toAbsolutePath());
            }
        }
        Ports.check(settings);
        openFiles(LIMITS).ifPresent(limit -> {
            if (limit < FILES_WANTED) {
                err.println("eider: warning: only " + limit + " files may be open at once (ulimit -n); " + FILES_WANTED
                        + " or more are wanted");
            }
        });
    }

    /** How many files this process may have open, if the system tells. */
    static OptionalLong openFiles(Path limits) {
        try (Stream<String> lines = Files.lines(limits)) {
            return lines.map(OPEN_FILES::matcher)
                    .filter(Matcher::matches)
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
