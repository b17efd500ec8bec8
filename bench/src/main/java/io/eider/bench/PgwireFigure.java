package io.eider.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** The PostgreSQL front of a workspace, in turns with PostgreSQL 15 if that is installed. */
final class PgwireFigure implements Figure {
    private static final int ROWS = 1_000_000;
    private static final int WARM_UP = 2;
    private static final int ROUNDS = 5;
    private static final int FETCH_SIZE = 10_000;
    /** A workspace may run 60,000 statements in a minute. */
    private static final int STATEMENTS = 1_000;

    private static final int STATEMENTS_WARM_UP = 12;
    private static final int CONNECTS = 100;
    private static final int CONNECTS_BEFORE = 200;
    private static final int STALL_SECONDS = 10;
    private static final String TABLE = "in_c_bench.rows10";
    private static final String ALL = "SELECT * FROM " + TABLE;
    private static final String MAKE = "SELECT range::INTEGER AS i, range * 7919 AS b, range * 0.37::DOUBLE AS d,"
            + " (range % 1000000 / 100.0)::DECIMAL(12,2) AS m, 'customer ' || range % 50000 AS c,"
            + " ['red', 'green', 'blue'][1 + range % 3] AS k, DATE '2020-01-01' + (range % 2000)::INTEGER AS t,"
            + " TIMESTAMP '2020-01-01' + to_seconds(range) AS s, range % 3 = 0 AS o, (range % 97)::INTEGER AS n"
            + " FROM range(" + ROWS + ")";

    @Override
    public void measure(Server server, Report report) throws Exception {
        Path csv = server.scratch().resolve("rows10.csv");
        try (Client admin = server.admin();
                Client owner = admin.createProject("pgwire")) {
            make(csv);
            owner.createBucket("pgwire", "in_c_bench");
            String table = owner.createTable("pgwire", "in_c_bench", "rows10", types());
            owner.importFile(table, owner.upload("pgwire", csv));
            JsonNode connection = owner.createWorkspaceAccess("pgwire");
            PgAccess eider = new PgAccess(
                    server.pgwirePort(),
                    connection.path("username").asText(),
                    connection.path("password").asText(),
                    connection.path("database").asText());
            if (Postgres.isInstalled()) {
                try (Postgres postgres = Postgres.start()) {
                    load(postgres.access(), csv);
                    measure(server, report, List.of(eider, postgres.access()));
                    report.note(
                            "PostgreSQL had %.1f s of processor time, which count as taken by others of pgwire",
                            postgres.cpuSeconds());
                }
            } else {
                report.note("PostgreSQL 15 is not installed: pgwire has figures of Eider only");
                measure(server, report, List.of(eider));
            }
        } finally {
            Files.deleteIfExists(csv);
        }
    }

    private static void measure(Server server, Report report, List<PgAccess> sides) throws Exception {
        try (PgClient open = PgClient.connect(sides.get(0))) { // keeps the workspace open
            connect(report, sides);
            ones(report, sides);
            rows(report, sides, "1,000,000 rows of 10 columns as text", ALL, PgClient.TEXT, 0.6);
            rows(report, sides, "1,000,000 rows of 10 columns in binary", ALL, PgClient.BINARY, 1);
            rows(report, sides, "1,000,000 rows of one int as text", "SELECT i FROM " + TABLE, PgClient.TEXT, 0.6);
            rows(report, sides, "1,000,000 rows of one int in binary", "SELECT i FROM " + TABLE, PgClient.BINARY, 1);
            jdbc(report, sides);
            stalled(server, report, sides.get(0));
        }
    }

    private static Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("i", "INTEGER");
        types.put("b", "BIGINT");
        types.put("d", "DOUBLE");
        types.put("m", "DECIMAL(12,2)");
        types.put("c", "VARCHAR");
        types.put("k", "VARCHAR");
        types.put("t", "DATE");
        types.put("s", "TIMESTAMP");
        types.put("o", "BOOLEAN");
        types.put("n", "INTEGER");
        return types;
    }

    private static void make(Path csv) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + MAKE + ") TO '" + csv + "' (FORMAT csv, HEADER)");
        }
    }

    private static void load(PgAccess postgres, Path csv) throws SQLException, IOException {
        String columns = types().entrySet().stream()
                .map(column -> column.getKey() + " " + column.getValue().replace("DOUBLE", "DOUBLE PRECISION"))
                .collect(Collectors.joining(", "));
        try (Connection connection = jdbc(postgres);
                Statement statement = connection.createStatement();
                InputStream in = Files.newInputStream(csv)) {
            statement.execute("CREATE SCHEMA in_c_bench");
            statement.execute("CREATE TABLE " + TABLE + " (" + columns + ")");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + TABLE + " FROM STDIN (FORMAT csv, HEADER)", in, 1 << 16);
            statement.execute("VACUUM ANALYZE " + TABLE); // else the first reads would write
        }
    }

    private static Connection jdbc(PgAccess access) throws SQLException {
        return DriverManager.getConnection(access.url(), access.user(), access.password());
    }

    private static void connect(Report report, List<PgAccess> sides) throws Exception {
        List<Samples.Work> works = new ArrayList<>();
        for (PgAccess side : sides) {
            works.add(() -> PgClient.connect(side).close());
        }
        List<Samples> samples = inTurns(CONNECTS_BEFORE, CONNECTS, works);
        String beside =
                sides.size() == 1 ? "" : "; PostgreSQL " + samples.get(1).summary();
        Samples plain = samples.get(0);
        report.atMost("connect to an open workspace", 5, plain.medianMillis(), " ms", plain.summary() + beside);
        connectTls(report, sides);
    }

    /** By the C library of PostgreSQL: its client's part of a handshake and of SCRAM is the same for both servers. */
    private static void connectTls(Report report, List<PgAccess> sides) throws Exception {
        if (!PgBench.isInstalled()) {
            report.note("pgbench is not installed: connecting with TLS is not measured");
            return;
        }
        List<List<Double>> rounds = List.of(new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round <= ROUNDS; round++) {
            for (int side = 0; side < sides.size(); side++) {
                double millis = PgBench.connectMillis(sides.get(side), CONNECTS);
                if (round > 0) {
                    rounds.get(side).add(millis);
                }
            }
        }
        rounds.forEach(means -> means.sort(null));
        double mine = rounds.get(0).get(ROUNDS / 2);
        String beside = sides.size() == 1
                ? ""
                : String.format("; PostgreSQL %.1f ms", rounds.get(1).get(ROUNDS / 2));
        report.atMost(
                "connect to an open workspace, SCRAM and TLS, by libpq",
                12,
                mine,
                " ms",
                "median of " + ROUNDS + " means of " + CONNECTS + " (pgbench)" + beside);
    }

    private static void ones(Report report, List<PgAccess> sides) throws Exception {
        byte[] named = PgClient.join(PgClient.bindAndExecute("one", PgClient.TEXT), PgClient.sync());
        byte[] unnamed = PgClient.join(
                PgClient.parse("", "select 1"), PgClient.bindAndExecute("", PgClient.TEXT), PgClient.sync());
        List<PgClient> clients = connectAll(sides);
        try {
            for (PgClient client : clients) {
                client.run(PgClient.join(PgClient.parse("one", "select 1"), PgClient.sync()));
            }
            compare(report, "`select 1`, unnamed", 0, STATEMENTS, " statements/s", repeated(clients, unnamed));
            byte[] simple = PgClient.simple("select 1");
            compare(report, "`select 1`, simple", 0, STATEMENTS, " statements/s", repeated(clients, simple));
            compare(report, "`select 1`, prepared", 0.3, STATEMENTS, " statements/s", repeated(clients, named));
        } finally {
            closeAll(clients);
        }
    }

    private static List<Samples.Work> repeated(List<PgClient> clients, byte[] messages) {
        List<Samples.Work> works = new ArrayList<>();
        for (PgClient client : clients) {
            works.add(() -> {
                for (int i = 0; i < STATEMENTS; i++) {
                    require(1, client.run(messages));
                }
            });
        }
        return works;
    }

    private static void rows(Report report, List<PgAccess> sides, String figure, String sql, int format, double target)
            throws Exception {
        byte[] messages = PgClient.join(PgClient.parse("", sql), PgClient.bindAndExecute("", format), PgClient.sync());
        List<PgClient> clients = connectAll(sides);
        try {
            List<Samples.Work> works = new ArrayList<>();
            for (PgClient client : clients) {
                works.add(() -> require(ROWS, client.run(messages)));
            }
            compare(report, figure, target, ROWS, " rows/s", works);
        } finally {
            closeAll(clients);
        }
    }

    private static void jdbc(Report report, List<PgAccess> sides) throws Exception {
        List<Connection> connections = new ArrayList<>();
        try {
            List<Samples.Work> works = new ArrayList<>();
            for (PgAccess side : sides) {
                Connection connection = jdbc(side);
                connections.add(connection);
                connection.setAutoCommit(false);
                works.add(() -> require(ROWS, read(connection)));
            }
            compare(report, "1,000,000 rows of 10 columns by pgjdbc, fetch size 10,000", 0, ROWS, " rows/s", works);
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private static long read(Connection connection) throws SQLException {
        long rows = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet result = statement.executeQuery(ALL)) {
                while (result.next()) {
                    rows++;
                }
            }
        }
        connection.commit();
        return rows;
    }

    /** Growth from before the query to the largest value while the client reads nothing. */
    private static void stalled(Server server, Report report, PgAccess eider) throws Exception {
        byte[] messages =
                PgClient.join(PgClient.parse("", ALL), PgClient.bindAndExecute("", PgClient.TEXT), PgClient.sync());
        server.collectGarbage();
        try (PgClient client = PgClient.connect(eider)) {
            double before = server.residentMb();
            double most = before;
            client.send(messages);
            client.skip(1000);
            for (int i = 0; i < STALL_SECONDS * 10; i++) {
                TimeUnit.MILLISECONDS.sleep(100);
                most = Math.max(most, server.residentMb());
            }
            long rest = client.drain();
            report.atMost(
                    "resident memory that a client costs which stops reading 1,000,000 rows",
                    64,
                    most - before,
                    " MB",
                    String.format(
                            Locale.ROOT,
                            "%.0f to %.0f MB within %d s; then it read the other %,d rows, %d MB in all",
                            before,
                            most,
                            STALL_SECONDS,
                            rest,
                            client.received() / 1_000_000));
        }
    }

    /** One line for what has a target, beside PostgreSQL; else a note. The first work is Eider's, the second PostgreSQL's. */
    private static void compare(
            Report report, String figure, double target, int count, String unit, List<Samples.Work> works)
            throws Exception {
        List<Samples> samples = inTurns(count == STATEMENTS ? STATEMENTS_WARM_UP : WARM_UP, ROUNDS, works);
        double ours = count / samples.get(0).medianMillis() * 1000;
        if (samples.size() == 1) {
            report.note("%s: %,.0f%s, median of %d", figure, ours, unit, ROUNDS);
            return;
        }
        double theirs = count / samples.get(1).medianMillis() * 1000;
        String how = String.format(Locale.ROOT, "medians of %d: %,.0f / %,.0f%s", ROUNDS, ours, theirs, unit);
        if (target == 0) {
            report.note("%s / PostgreSQL: %.2f ×, %s", figure, ours / theirs, how);
        } else {
            report.atLeast(figure + " / PostgreSQL", target, ours / theirs, " ×", how);
        }
    }

    private static List<Samples> inTurns(int warmUp, int rounds, List<Samples.Work> works) throws Exception {
        List<Samples> samples = new ArrayList<>();
        works.forEach(work -> samples.add(new Samples()));
        for (int round = -warmUp; round < rounds; round++) {
            for (int i = 0; i < works.size(); i++) {
                (round < 0 ? new Samples() : samples.get(i)).time(works.get(i));
            }
        }
        return samples;
    }

    private static List<PgClient> connectAll(List<PgAccess> sides) throws IOException, GeneralSecurityException {
        List<PgClient> clients = new ArrayList<>();
        for (PgAccess side : sides) {
            clients.add(PgClient.connect(side));
        }
        return clients;
    }

    private static void closeAll(List<PgClient> clients) throws IOException {
        for (PgClient client : clients) {
            client.close();
        }
    }

    private static void require(long expected, long rows) {
        if (rows != expected) {
            throw new IllegalStateException(rows + " rows instead of " + expected);
        }
    }
}
