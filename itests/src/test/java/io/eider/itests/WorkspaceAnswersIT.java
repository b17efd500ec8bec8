package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the endpoints of workspaces answer in their less common cases (storage contract, sections 1.14 and 3.7). */
class WorkspaceAnswersIT {
    private static final String PROJECT = "/projects/ws1";
    private static final String WORKSPACES = PROJECT + "/workspaces";
    private static final TableRef TABLE = new TableRef("ws1", "in.c-a", "t");

    @TempDir
    static Path data;

    private static EiderProcess eider;
    private static EiderClient mine;
    private static String expired;
    private static String branch;

    /** A workspace lives for an hour at least, so the end of one is moved while no server has the catalog open. */
    @BeforeAll
    static void start() throws SQLException {
        try (EiderProcess first = EiderProcess.configure().dataDir(data).start()) {
            EiderClient client = first.admin().createProject("ws1");
            expired = id(client.post(WORKSPACES, Map.of("name", "short", "ttl_hours", 1)));
            first.stop();
            try (Connection catalog = DriverManager.getConnection("jdbc:duckdb:" + data.resolve("metadata.duckdb"));
                    Statement statement = catalog.createStatement()) {
                assertThat(statement.executeUpdate("UPDATE workspaces SET expires_at = created_at"))
                        .isEqualTo(1);
            }
            eider = first.again();
            mine = eider.admin(client.key());
        }
        mine.createBucket("ws1", "in.c-a");
        mine.createTable(TABLE, List.of("id INTEGER", "v VARCHAR"), List.of("id"));
        mine.importCsv(TABLE, "id,v\n1,a\n2,b\n3,c\n").expect(200);
        branch = id(mine.post(PROJECT + "/branches", Map.of("name", "dev")));
    }

    @AfterAll
    static void stop() {
        if (eider != null) {
            eider.close();
        }
    }

    @Test
    void tableThatIsNotThereFailsAPreloadAndNothingIsLeft() {
        int before = mine.get(WORKSPACES).json().path("count").asInt();
        Object wanted = Map.of("name", "w", "preload_tables", List.of("in.c-a.none"));
        assertThat(mine.post(WORKSPACES, wanted).expect(404).error()).isEqualTo("table_not_found");
        assertThat(mine.get(WORKSPACES).json().path("count").asInt()).isEqualTo(before);
    }

    @Test
    void expiredWorkspaceIsGoneForAllButListAndDelete() {
        String path = WORKSPACES + "/" + expired;
        for (Reply reply : List.of(
                mine.get(path),
                mine.post(path + "/clear", Map.of()),
                mine.delete(path + "/objects/t"),
                mine.post(path + "/load", Map.of("tables", List.of())),
                mine.post(path + "/credentials/reset", Map.of()),
                mine.post(path + "/query", Map.of("sql", "SELECT 1")),
                mine.post(path + "/sessions", Map.of()))) {
            assertThat(reply.expect(410).error()).isEqualTo("workspace_expired");
            assertThat(reply.json().at("/detail/details/workspace_id").asText()).isEqualTo(expired);
            assertThat(reply.json().at("/detail/details/expired_at").asText()).isNotEmpty();
        }
    }

    @Test
    void objectsAreMadeDroppedAndCleared() {
        String path = workspace();
        query(path, "CREATE TABLE a AS SELECT 1 AS x; CREATE VIEW b AS SELECT * FROM a; CREATE TABLE c (x INTEGER)");
        assertThat(objects(path)).containsExactlyInAnyOrder("a", "b", "c");
        mine.delete(path + "/objects/c").expect(204);
        assertThat(mine.delete(path + "/objects/c").expect(404).error()).isEqualTo("object_not_found");
        mine.post(path + "/clear", Map.of()).expect(204);
        assertThat(objects(path)).isEmpty();
    }

    @Test
    void loadCopiesWhatItCanAndTellsOfTheRest() {
        String path = workspace();
        Object tables = List.of(
                Map.of("source", "in.c-a.t", "destination", "d", "columns", List.of("id"), "where", "id > 1"),
                Map.of("source", "in.c-a.none"));
        JsonNode report =
                mine.post(path + "/load", Map.of("tables", tables)).expect(200).json();
        assertThat(report.at("/loaded/0/rows").asInt()).isEqualTo(2);
        assertThat(report.at("/loaded/0/size_bytes").asLong()).isPositive();
        assertThat(report.at("/loaded/0/error").isNull()).isTrue();
        assertThat(report.at("/loaded/1/rows").asInt()).isZero();
        assertThat(report.at("/loaded/1/error").asText()).contains("not found");
        assertThat(rows(path, "SELECT * FROM d ORDER BY ALL")).isEqualTo("[[2],[3]]");
        for (Map<String, String> wrong : List.of(
                Map.of("destination", "d"),
                Map.of("source", "nodot"),
                Map.of("source", "in.c-a.t", "where", "1=1; DROP TABLE d"))) {
            mine.post(path + "/load", Map.of("tables", List.of(wrong))).expect(400);
        }
    }

    @Test
    void queryAnswersEveryTypeAsJson() {
        String path = workspace();
        String sql = "SELECT true, 1::TINYINT, 9007199254740993, 170141183460469231731687303715884105727::HUGEINT,"
                + " 0.1::FLOAT, 'nan'::DOUBLE, 1.50::DECIMAL(5,2), 'x', DATE '2024-02-29',"
                + " TIMESTAMP '2024-02-29 01:02:03.5', '2024-02-29 01:02:03+00'::TIMESTAMPTZ, '\\x00\\xFF'::BLOB,"
                + " [1, 2], NULL";
        JsonNode answer = query(path, sql);
        assertThat(answer.path("rows"))
                .hasToString("[[true,1,9007199254740993,170141183460469231731687303715884105727,0.1,\"NaN\",1.5,\"x\","
                        + "\"2024-02-29\",\"2024-02-29T01:02:03.500000\",\"2024-02-29T01:02:03+00:00\",\"AP8=\","
                        + "\"[1, 2]\",null]]");
        assertThat(answer.path("columns").findValuesAsText("type"))
                .startsWith("BOOLEAN", "TINYINT", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL(5,2)", "VARCHAR");
        assertThat(answer.path("row_count").asInt()).isEqualTo(1);
    }

    @Test
    void queryTakesParametersLimitsAndSeveralStatements() {
        String path = workspace();
        Map<String, Object> wanted = new HashMap<>(Map.of(
                "sql",
                "SELECT $1::INTEGER + id, $2 FROM \"in.c-a\".t ORDER BY id",
                "parameters",
                List.of(10, "p"),
                "max_rows",
                2));
        JsonNode cut = mine.post(path + "/query", wanted).expect(200).json();
        assertThat(cut.path("rows")).hasToString("[[11,\"p\"],[12,\"p\"]]");
        assertThat(cut.path("truncated").asBoolean()).isTrue();
        JsonNode several = query(path, "CREATE TABLE s AS SELECT 7 AS x; SELECT x FROM s; DROP TABLE s");
        assertThat(several.path("rows")).hasToString("[[7]]");
        assertThat(objects(path)).isEmpty();
        wanted.put("sql", "SELECT repeat('x', 1000) FROM range(1000)");
        wanted.put("parameters", List.of());
        wanted.put("max_rows", 1000);
        wanted.put("max_bytes", 1000);
        assertThat(mine.post(path + "/query", wanted).expect(413).error()).isEqualTo("result_too_large");
    }

    @Test
    void errorInTheMiddleEndsTheJson() {
        String path = workspace();
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 5 && told.stream().noneMatch(message -> message.contains("stop")); i++) {
            JsonNode answer = query(
                    path, "SELECT i, CASE WHEN i = 500000 THEN error('stop') ELSE 'x' END FROM range(1000000) t(i)");
            assertThat(answer.path("rows").size()).isBetween(1000, 500_000);
            assertThat(answer.at("/error/error").asText()).isEqualTo("sql_error");
            told.add(answer.at("/error/message").asText());
        }
        assertThat(told).last().asString().contains("stop");
        assertThat(told.subList(0, told.size() - 1)) // another of DuckDB's threads was heard first
                .allMatch(message -> message.contains("before DuckDB said why"));
        Reply early = mine.post(path + "/query", Map.of("sql", "SELECT error('stop')"));
        assertThat(early.expect(400).error()).isEqualTo("sql_error");
        assertThat(mine.post(path + "/query", Map.of("sql", "ATTACH 'x.db'"))
                        .expect(403)
                        .error())
                .isEqualTo("statement_not_allowed");
        assertThat(mine.post(path + "/query", Map.of("sql", "SELECT 'open"))
                        .expect(400)
                        .error())
                .isEqualTo("syntax_error");
    }

    @Test
    void arrowStreamBeginsWithItsSchemaAndEndsWithItsMark() {
        String path = workspace();
        Reply reply = mine.send(mine.request(path + "/query")
                .header("Content-Type", "application/json")
                .header("Accept", "application/vnd.apache.arrow.stream")
                .POST(BodyPublishers.ofString("{\"sql\":\"SELECT i, i::VARCHAR FROM range(200000) t(i)\"}")));
        byte[] bytes = reply.expect(200).bytes();
        assertThat(reply.headers().firstValue("content-type")).hasValue("application/vnd.apache.arrow.stream");
        assertThat(bytes).startsWith(-1, -1, -1, -1).endsWith(-1, -1, -1, -1, 0, 0, 0, 0);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).contains("eider.command", "199999");
        assertThat(bytes.length).isGreaterThan(200_000 * (8 + 4 + 5));
    }

    @Test
    void unloadMakesRowsOfATable() {
        String path = workspace();
        TableRef target = new TableRef("ws1", "in.c-a", "unloaded");
        mine.createTable(target, List.of("id INTEGER", "v VARCHAR"), List.of("id"));
        query(path, "CREATE TABLE mine AS SELECT i::INTEGER AS id, 'x' || i AS v FROM range(5) t(i)");
        Map<String, Object> wanted =
                new HashMap<>(Map.of("table", "mine", "bucket", "in.c-a", "target_table", "unloaded"));
        JsonNode done = mine.post(path + "/unload", wanted).expect(200).json();
        assertThat(done.path("imported_rows").asInt()).isEqualTo(5);
        assertThat(done.path("table_rows_after").asInt()).isEqualTo(5);
        wanted.remove("table");
        wanted.put("query", "SELECT 4 AS id, 'new' AS v UNION ALL SELECT 5, 'more'");
        wanted.put("incremental", true);
        assertThat(mine.post(path + "/unload", wanted)
                        .expect(200)
                        .json()
                        .path("table_rows_after")
                        .asInt())
                .isEqualTo(6);
        assertThat(rows(path, "SELECT v FROM \"in.c-a\".unloaded WHERE id = 4")).isEqualTo("[[\"new\"]]");
        wanted.put("dedup_mode", "fail_on_duplicates");
        mine.post(path + "/unload", wanted).expect(409);
        wanted.put("table", "mine");
        mine.post(path + "/unload", wanted).expect(400);
        wanted.remove("query");
        wanted.put("table", "none");
        assertThat(mine.post(path + "/unload", wanted).expect(404).error()).isEqualTo("object_not_found");
    }

    @Test
    void keyOfABranchServesTheWorkspacesOfItsBranchOnly() {
        String ofBranch = PROJECT + "/branches/" + branch + "/workspaces";
        JsonNode made = mine.post(ofBranch, Map.of("name", "w")).expect(201).json();
        String id = made.path("id").asText();
        assertThat(made.path("branch_id").asText()).isEqualTo(branch);
        Object row = Map.of("rows", List.of(Map.of("id", 9, "v", "of the branch")));
        mine.post(PROJECT + "/branches/" + branch + "/buckets/in.c-a/tables/t/rows", row)
                .expect(201);
        String count = "SELECT count(*) FROM \"in.c-a\".t";
        assertThat(rows(WORKSPACES + "/" + id, count)).isEqualTo("[[4]]");
        assertThat(rows(workspace(), count)).isEqualTo("[[3]]");
        assertThat(mine.get(ofBranch).json().path("workspaces").findValuesAsText("id"))
                .contains(id);
        assertThat(mine.get(ofBranch + "/" + id).expect(200).json().path("attached_tables"))
                .filteredOn(table -> table.path("table").asText().equals("t"))
                .hasSize(1);
        assertThat(mine.get(ofBranch + "/" + expired).expect(404).text())
                .contains("Workspace " + expired + " not found in branch " + branch);
        assertThat(mine.get(PROJECT + "/branches/default/workspaces")
                        .expect(404)
                        .error())
                .isEqualTo("branch_not_found");
        Object branchKey = Map.of("description", "d", "scope", "branch_admin", "branch_id", branch);
        EiderClient admin = mine.withKey(mine.post(PROJECT + "/api-keys", branchKey)
                .expect(201)
                .json()
                .path("api_key")
                .asText());
        admin.post(WORKSPACES + "/" + id + "/query", Map.of("sql", count)).expect(200);
        admin.post(workspace() + "/query", Map.of("sql", count)).expect(403);
        mine.delete(ofBranch + "/" + id).expect(204);
    }

    @Test
    void projectTakesItsWorkspacesWithIt() {
        EiderClient other = eider.admin().createProject("ws2");
        String path = "/projects/ws2/workspaces";
        String id = id(other.post(path, Map.of("name", "w")));
        other.post(path + "/" + id + "/query", Map.of("sql", "CREATE TABLE x (a INTEGER)"))
                .expect(200);
        assertThat(files(id)).isNotEmpty();
        eider.admin().delete("/projects/ws2").expect(204);
        assertThat(files(id)).isEmpty();
        eider.admin().createProject("ws2");
        assertThat(eider.admin().get(path).expect(200).json().path("count").asInt())
                .isZero();
    }

    private static List<Path> files(String workspace) {
        return Footprint.tree(data).stream()
                .filter(file -> file.getFileName().toString().startsWith(workspace))
                .toList();
    }

    private static String workspace() {
        return WORKSPACES + "/" + id(mine.post(WORKSPACES, Map.of("name", "w")));
    }

    private static String id(Reply reply) {
        return reply.expect(201).json().path("id").asText();
    }

    private static List<String> objects(String path) {
        return mine.get(path).expect(200).json().path("workspace_objects").findValuesAsText("name");
    }

    private static JsonNode query(String path, String sql) {
        return mine.post(path + "/query", Map.of("sql", sql)).expect(200).json();
    }

    private static String rows(String path, String sql) {
        return query(path, sql).path("rows").toString();
    }
}
