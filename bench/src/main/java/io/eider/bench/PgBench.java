package io.eider.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own program for figures, with its C library: what a client of that library waits for. */
final class PgBench {
    private static final Path PROGRAM = Postgres.PROGRAMS.resolve("pgbench");
    private static final Pattern CONNECTING = Pattern.compile("average connection time = ([0-9.]+) ms");

    private PgBench() {}

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /**
     * Connects for each of so many statements, one after the other: TLS without resumption, SCRAM with a derivation each time.
     *
     * @return mean of milliseconds from the beginning to ready
     */
    static double connectMillis(PgAccess access, int times) throws IOException, InterruptedException {
        Path script = Files.writeString(Files.createTempFile("eider-bench", ".sql"), "SELECT 1;\n");
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    PROGRAM.toString(),
                    "-h127.0.0.1",
                    "-p" + access.port(),
                    "-U" + access.user(),
                    "--no-vacuum",
                    "--connect",
                    "-f" + script,
                    "-t" + times,
                    access.database());
            builder.environment().putAll(Map.of("PGSSLMODE", "require", "PGPASSWORD", access.password()));
            Process process = builder.redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher mean = CONNECTING.matcher(printed);
            if (process.waitFor() != 0 || !mean.find()) {
                throw new IllegalStateException("pgbench: " + printed);
            }
            return Double.parseDouble(mean.group(1));
        } finally {
            Files.delete(script);
        }
    }
}
