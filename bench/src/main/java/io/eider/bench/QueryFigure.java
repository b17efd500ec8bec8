package io.eider.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SQL of a workspace over HTTP: small and large results, and queries over a table of the project next to plain DuckDB in one process. */
final class QueryFigure implements Figure {
    private static final int ROWS = 10_000_000;
    private static final int RESULT_ROWS = 1_000_000;
    private static final int WARM_UP = 5_000;
    private static final int COUNT = 2_000;
    private static final int ROUNDS = 7;
    private static final String JSON = "application/json";
    private static final String ARROW = "application/vnd.apache.arrow.stream";
    private static final String MAKE =
            "SELECT range::INTEGER AS i, range * 7919 AS b, range * 0.5::DOUBLE AS d, (range % 1000000 / 100.0)::DECIMAL(12,2) AS m,"
                    + " 'customer ' || range % 50000 AS c, ['red', 'green', 'blue'][1 + range % 3] AS k,"
                    + " DATE '2020-01-01' + (range % 2000)::INTEGER AS t, TIMESTAMP '2020-01-01' + to_seconds(range) AS s,"
                    + " range % 3 = 0 AS o, (range % 97)::INTEGER AS n FROM range(" + ROWS + ")";
    private static final List<String> QUERIES = List.of(
            "SELECT k, count(*), sum(m), avg(d) FROM %s GROUP BY k ORDER BY k",
            "SELECT n, min(s), max(t), count(DISTINCT c) FROM %s WHERE o AND b %% 5 <> 0 GROUP BY n ORDER BY n",
            "SELECT c, sum(m) AS total FROM %s WHERE t >= DATE '2024-01-01' GROUP BY c ORDER BY total DESC, c LIMIT 20",
            "SELECT count(*) FROM %s a JOIN (SELECT DISTINCT n FROM %s WHERE n < 10) b USING (n) WHERE a.d > 1000");

    @Override
    public void measure(Server server, Report report) throws Exception {
        try (Client admin = server.admin();
                Client owner = admin.createProject("query")) {
            Path parquet = server.scratch().resolve("query.parquet");
            Path plain = server.scratch().resolve("query.duckdb");
            PlainDuckDb.fill(MAKE, parquet, plain);
            owner.createBucket("query", "b");
            String table = owner.createTable("query", "b", "rows", types());
            owner.importParquet(table, owner.upload("query", parquet));
            Files.delete(parquet);
            String workspace = owner.createWorkspace("query");
            String session = owner.openSession(workspace);
            small(report, owner, workspace, session);
            large(report, owner, workspace, session, server);
            compare(report, owner, workspace, session, plain);
            Files.delete(plain);
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

    private static void small(Report report, Client owner, String workspace, String session) throws Exception {
        byte[] one = owner.query(workspace, session, "SELECT 1", JSON);
        Samples ones = Samples.of(WARM_UP, COUNT, () -> owner.send(one).expect(200));
        report.atMost("`SELECT 1` over HTTP in a session", 2, ones.medianMillis(), " ms", ones.summary());
        byte[] alone = owner.query(workspace, "", "SELECT 1", JSON);
        Samples alones = Samples.of(WARM_UP, COUNT, () -> owner.send(alone).expect(200));
        report.atMost("`SELECT 1` over HTTP, a session each", 2, alones.medianMillis(), " ms", alones.summary());
    }

    private static void large(Report report, Client owner, String workspace, String session, Server server)
            throws Exception {
        String sql = "SELECT * FROM b.rows LIMIT " + RESULT_ROWS;
        for (String accept : List.of(ARROW, JSON)) {
            byte[] request = owner.query(workspace, session, sql, accept);
            long bytes = owner.drain(request);
            Samples samples = Samples.of(1, ROUNDS, () -> owner.drain(request));
            report.atLeast(
                    "1,000,000 rows of 10 columns as " + (accept.equals(JSON) ? "JSON" : "Arrow"),
                    accept.equals(JSON) ? 300_000 : 2_000_000,
                    RESULT_ROWS / samples.medianMillis() * 1_000,
                    " rows/s",
                    samples.summary() + "; " + bytes / 1_000_000 + " MB each");
        }
    }

    private static void compare(Report report, Client owner, String workspace, String session, Path file)
            throws Exception {
        SameQueries same = SameQueries.ask(owner, workspace, session, "b.rows", file, QUERIES, ROUNDS);
        report.atMost(
                "queries over 10,000,000 rows of the project / plain DuckDB in process",
                1.1,
                same.ours() / same.theirs(),
                " ×",
                String.format(
                        "%d queries, sums of medians of %d: %.0f / %.0f ms",
                        QUERIES.size(), ROUNDS, same.ours(), same.theirs()));
    }
}
