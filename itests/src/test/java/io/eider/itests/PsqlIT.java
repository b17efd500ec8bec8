package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.itests.ClientProgram.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * psql 15 against a workspace of the built distribution, compared with what PostgreSQL 15 printed ({@code psql/README.md}).
 * {@code .ci/run} installs Debian's {@code postgresql-client}; a build on a machine without it leaves this out.
 */
@ExtendWith(SharedEider.class)
@EnabledIf("psqlIsInstalled")
class PsqlIT {
    private static final Pattern ERROR = Pattern.compile("psql:.*?\\.sql:(\\d+): (\\w+):  (\\w{5}).*");
    private static final Pattern POSITION = Pattern.compile("LINE \\d+: .*| *\\^");

    private static PgWorkspace workspace;

    @TempDir
    Path folder;

    static boolean psqlIsInstalled() {
        return ClientProgram.works("psql", "--version");
    }

    @BeforeAll
    static void prepare(EiderProcess eider) throws IOException {
        workspace = PgWorkspace.create(eider, "psql");
        Output made = psql("-v", "ON_ERROR_STOP=1", "-f", file("schema.sql"));
        assertThat(made.errors()).isEmpty();
        assertThat(made.exit()).isZero();
    }

    @AfterAll
    static void drop() {
        workspace.close();
    }

    private static String file(String name) {
        return ClientProgram.resource("psql/" + name).toString();
    }

    private static List<String> lines(String name) throws IOException {
        return Files.readAllLines(ClientProgram.resource("psql/" + name));
    }

    private static Output psql(String... arguments) throws IOException {
        return ClientProgram.run(command(arguments), environment(), "");
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("psql", "-X", "-q"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(workspace.environment());
        environment.put("PGCLIENTENCODING", "UTF8");
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("PAGER", "cat");
        return environment;
    }

    @Test
    void commandsAboutTheCatalogPrintWhatPostgresPrints() throws IOException {
        Output printed = psql("-a", "-A", "-P", "footer=off", "-f", file("catalog.sql"));
        assertThat(printed.errors()).isEmpty();
        Map<String, String> expected = PsqlListing.of(lines("catalog.expected"));
        assertThat(expected).hasSizeGreaterThan(70);
        String text = printed.text().replace(workspace.environment().get("PGUSER"), "postgres");
        PsqlListing.compare(PsqlListing.of(text.lines().toList()), expected);
    }

    @Test
    void noCommandFails() throws IOException {
        Output printed = psql("-f", file("swept.sql"));
        assertThat(printed.errors()).isEmpty();
        assertThat(printed.exit()).isZero();
        assertThat(printed.text()).contains("You are connected to database", "orders", "pg_catalog.pg_class");
    }

    @Test
    void statementsAndCommandsWithResultsPrintWhatPostgresPrints() throws IOException {
        Output printed = psql("-a", "-f", file("session.sql"));
        assertThat(printed.text().lines()).containsExactlyElementsOf(lines("session.expected"));
        List<String> errors = new ArrayList<>();
        for (String line : printed.errors().lines().toList()) {
            Matcher error = ERROR.matcher(line);
            if (error.matches()) {
                errors.add(error.group(1) + ": " + error.group(2) + " " + error.group(3));
            } else if (POSITION.matcher(line).matches()) {
                errors.add(line);
            }
        }
        assertThat(errors).containsExactlyElementsOf(lines("session.errors"));
    }

    @Test
    void interruptCancelsTheQuery() throws Exception {
        Process process = start(
                "-v",
                "VERBOSITY=sqlstate",
                "-c",
                "SELECT count(*) FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b");
        try {
            Deadline.await("the query runs", Duration.ofSeconds(30), PsqlIT::endlessQueryRuns);
            interrupt(process);
            Output printed = ClientProgram.end(process, folder);
            assertThat(printed.errors()).contains("ERROR:  57014");
            assertThat(printed.exit()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void watchRepeatsUntilInterrupted() throws Exception {
        Path script = Files.writeString(folder.resolve("watch.sql"), "SELECT 'seen' AS w \\watch 0.1\n\\echo after\n");
        Process process = start("-f", script.toString());
        try {
            Deadline.await(
                    "three results",
                    Duration.ofSeconds(30),
                    () -> Files.readString(folder.resolve("out")).split("seen", -1).length > 3);
            interrupt(process);
            assertThat(ClientProgram.end(process, folder).errors()).doesNotContain("ERROR");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void passwordsAreNotChangedBySql() throws IOException {
        Output printed = ClientProgram.run(
                command("-v", "VERBOSITY=sqlstate", "-c", "ALTER USER nobody_here PASSWORD 'x'", "-c", "SELECT 'on'"),
                environment(),
                "");
        assertThat(printed.errors()).matches("ERROR:  (0A000|42501)\\s*");
        assertThat(printed.text()).contains("on");
    }

    @Test
    void wrongPasswordIsRefused() throws IOException {
        Map<String, String> environment = environment();
        environment.put("PGPASSWORD", "wrong");
        Output printed = ClientProgram.run(command("-c", "SELECT 1"), environment, "");
        assertThat(printed.exit()).isEqualTo(2);
        assertThat(printed.errors()).contains("password authentication failed for user");
    }

    private Process start(String... arguments) throws IOException {
        Path in = Files.writeString(folder.resolve("in"), "");
        return ClientProgram.start(command(arguments), environment(), folder, in);
    }

    /** Control-C, as a terminal sends it. */
    private static void interrupt(Process process) throws Exception {
        new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start().waitFor();
    }

    private static boolean endlessQueryRuns() throws SQLException {
        try (Connection c = workspace.connect();
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                        + " AND query LIKE 'SELECT count(*) FROM generate_series%'")) {
            return r.next() && r.getInt(1) == 1;
        }
    }
}
