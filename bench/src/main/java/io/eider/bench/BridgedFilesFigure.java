package io.eider.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A bridge over published files: queries of a table of the project next to plain DuckDB, and what a write by SQL costs. */
final class BridgedFilesFigure implements Figure {
    private static final int ROWS = 20_000_000;
    private static final int WRITTEN_ROWS = 1_000_000;
    private static final int ROUNDS = 9;
    private static final String JSON = "application/json";
    private static final String PROJECT = "bridged";
    private static final List<String> QUERIES = List.of(
            "SELECT sum(id) FROM %s",
            "SELECT sum(v) FROM %s WHERE id %% 7 = 0",
            "SELECT count(DISTINCT name) FROM %s",
            "SELECT max(name) FROM %s",
            "SELECT id %% 100 AS k, count(*), sum(v) FROM %s GROUP BY k ORDER BY k");

    @Override
    public void measure(Server server, Report report) throws Exception {
        try (Client admin = server.admin();
                Client owner = admin.createProject(PROJECT)) {
            Path parquet = server.scratch().resolve("bridged.parquet");
            Path plain = server.scratch().resolve("bridged.duckdb");
            PlainDuckDb.fill(
                    "SELECT range AS id, range * 0.5::DOUBLE AS v, 'name ' || range % 1000000 AS name FROM range("
                            + ROWS + ")",
                    parquet,
                    plain);
            owner.createBucket(PROJECT, "b");
            owner.importParquet(owner.createTable(PROJECT, "b", "rows", types()), owner.upload(PROJECT, parquet));
            Files.delete(parquet);
            reads(report, owner, plain);
            Files.delete(plain);
            writes(report, owner);
        }
    }

    private static Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("id", "BIGINT");
        types.put("v", "DOUBLE");
        types.put("name", "VARCHAR");
        return types;
    }

    private static void reads(Report report, Client owner, Path file) throws Exception {
        String workspace = owner.createWorkspace(PROJECT);
        String session = owner.openSession(workspace);
        SameQueries same = SameQueries.ask(owner, workspace, session, "b.rows", file, QUERIES, ROUNDS);
        report.atMost(
                "queries over 20,000,000 rows of a published file / plain DuckDB in process",
                1.1,
                same.ours() / same.theirs(),
                " ×",
                String.format(
                        "%d queries, sums of medians of %d: %.0f / %.0f ms; each:%s",
                        QUERIES.size(), ROUNDS, same.ours(), same.theirs(), same.each()));
    }

    private static void writes(Report report, Client owner) throws Exception {
        for (boolean keyed : new boolean[] {false, true}) {
            String name = keyed ? "keyed" : "plain";
            owner.post(
                            "/projects/" + PROJECT + "/branches/default/buckets/b/tables",
                            Map.of(
                                    "name",
                                    name,
                                    "columns",
                                    List.of(
                                            Map.of("name", "id", "type", "BIGINT"),
                                            Map.of("name", "v", "type", "DOUBLE"),
                                            Map.of("name", "name", "type", "VARCHAR")),
                                    "primary_key",
                                    keyed ? List.of("id") : List.of()))
                    .expect(201);
            String workspaces = "/projects/" + PROJECT + "/workspaces";
            String workspace = workspaces + "/"
                    + owner.post(
                                    workspaces,
                                    Map.of(
                                            "name",
                                            "writes",
                                            "grants",
                                            List.of(Map.of("table", "b." + name, "permission", "readwrite"))))
                            .expect(201)
                            .json()
                            .path("id")
                            .asText();
            String session = owner.openSession(workspace);
            Samples small = time(
                    owner,
                    workspace,
                    session,
                    "INSERT INTO b." + name + " (id) SELECT coalesce(max(id), 0) + 1 FROM b." + name);
            Samples large = Samples.of(0, 1, () -> owner.send(owner.query(
                            workspace,
                            session,
                            "INSERT INTO b." + name + " SELECT 1000 + range, range * 0.5, 'name ' || range FROM range("
                                    + WRITTEN_ROWS + ")",
                            JSON))
                    .expect(200));
            Samples update = time(owner, workspace, session, "UPDATE b." + name + " SET v = v + 1 WHERE id = 5");
            report.note(
                    "Writes by SQL to a table %s: one row into an empty table %.0f ms, 1,000,000 rows in one statement %.0f ms, one row of these changed %.0f ms",
                    keyed ? "with a key" : "without a key",
                    small.medianMillis(),
                    large.medianMillis(),
                    update.medianMillis());
        }
    }

    private static Samples time(Client owner, String workspace, String session, String sql) throws Exception {
        byte[] request = owner.query(workspace, session, sql, JSON);
        return Samples.of(2, ROUNDS, () -> owner.send(request).expect(200));
    }
}
