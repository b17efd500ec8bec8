package io.eider.bench;

import io.eider.api.bridge.Bridge;
import io.eider.api.bridge.Bridges;
import io.eider.api.bridge.LiveRegistration;
import io.eider.api.bridge.LiveTables;
import io.eider.api.bridge.Permission;
import io.eider.api.bridge.TableName;
import io.eider.api.meter.Meters;
import io.eider.bridge.DuckBridges;
import io.eider.engine.link.InstanceTarget;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A bridge over a running instance beside the same query in that instance; two instances in this process, the server is not asked. */
final class BridgeFigure implements Figure {
    private static final int ROUNDS = 5;
    private static final long ROWS = 20_000_000;
    private static final double INSERTED = 1_000_000;
    private static final String SMALL =
            "CREATE TABLE small AS SELECT range AS k, range % 7 AS g, 'text number ' || range AS w FROM range(1000)";

    private static final List<String> ALONE = List.of(
            "SELECT sum(id) FROM big",
            "SELECT sum(d) FROM big WHERE id % 7 = 0",
            "SELECT count(DISTINCT v) FROM big",
            "SELECT max(v) FROM big");
    private static final List<String> NUMBERS = List.of(
            "SELECT g, sum(d) FROM big JOIN small ON k = id % 1000 GROUP BY g",
            "SELECT g, count(*), sum(id) FROM big JOIN small ON k = id % 1000 GROUP BY g");
    private static final List<String> TEXTS = List.of(
            "SELECT g, max(v) FROM big JOIN small ON k = id % 1000 GROUP BY g",
            "SELECT g, count(*) FROM big JOIN small ON w = v GROUP BY g");

    @Override
    public void measure(Server server, Report report) throws Exception {
        Bridges bridges = new DuckBridges(Meters.NOOP);
        try (Connection source = DriverManager.getConnection("jdbc:duckdb:");
                Connection target = DriverManager.getConnection("jdbc:duckdb:")) {
            run(
                    source,
                    "CREATE TABLE big AS SELECT range AS id, range * 1.5::DOUBLE AS d, 'text number ' || range % 1000000 AS v FROM range("
                            + ROWS + ")");
            run(source, SMALL);
            run(source, "CREATE TABLE sink(id BIGINT, d DOUBLE, v VARCHAR)");
            run(target, SMALL);
            run(
                    target,
                    "CREATE TABLE million AS SELECT range AS id, range * 1.5::DOUBLE AS d, 'text number ' || range AS v FROM range("
                            + (long) INSERTED + ")");
            Map<TableName, Permission> tables =
                    Map.of(TableName.of("big"), Permission.READ, TableName.of("sink"), Permission.READWRITE);
            try (LiveRegistration registered = bridges.register("bench", new LiveTables(source, "memory", "main"));
                    InstanceTarget at = InstanceTarget.of(target, Path.of("unused"));
                    Bridge bridge = bridges.open(registered.source(), at, "app", tables);
                    Connection bridged = bridge.connect()) {
                compare(report, "queries of a live source, all tables bridged", 1.1, ALONE, source, bridged);
                compare(report, "live source joined with a table of the target, numbers", 4, NUMBERS, source, bridged);
                compare(report, "live source joined with a table of the target, texts", 8, TEXTS, source, bridged);
                Samples inserts =
                        Samples.of(1, ROUNDS, () -> run(bridged, "INSERT INTO app.sink SELECT * FROM million"));
                report.atLeast(
                        "1,000,000 rows inserted through a bridge",
                        500_000,
                        INSERTED * 1_000 / inserts.medianMillis(),
                        " rows/s",
                        inserts.summary());
            }
        }
    }

    private static void compare(
            Report report, String figure, double ceiling, List<String> queries, Connection source, Connection bridged)
            throws Exception {
        double direct = 0;
        double over = 0;
        for (String query : queries) {
            Samples plain = new Samples();
            Samples through = new Samples();
            for (int round = 0; round <= ROUNDS; round++) {
                (round == 0 ? new Samples() : plain).time(() -> run(source, query));
                (round == 0 ? new Samples() : through)
                        .time(() -> run(bridged, query.replace("FROM big", "FROM app.big")));
            }
            direct += plain.medianMillis();
            over += through.medianMillis();
        }
        String how = String.format(
                Locale.ROOT,
                "%d queries over 20,000,000 rows, sums of medians of %d: %.0f / %.0f ms",
                queries.size(),
                ROUNDS,
                over,
                direct);
        report.atMost(figure + " / the same in the source", ceiling, over / direct, " ×", how);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        rows.getObject(1);
                    }
                }
            }
        }
    }
}
