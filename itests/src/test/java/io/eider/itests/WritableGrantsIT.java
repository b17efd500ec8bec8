package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.ClientProgram.Output;
import io.eider.itests.EiderClient.TableRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables that grants let write, through psql and the HTTP query of the built distribution. */
@ExtendWith(SharedEider.class)
@EnabledIf("psqlIsInstalled")
class WritableGrantsIT {
    private static final String PROJECT = "granted";
    private static final String WORKSPACES = "/projects/" + PROJECT + "/workspaces";
    private static final TableRef ITEMS = new TableRef(PROJECT, "in_c_sales", "items");
    private static final TableRef LOG = new TableRef(PROJECT, "in_c_sales", "log");

    private static EiderProcess eider;
    private static EiderClient client;
    private static JsonNode workspace;

    static boolean psqlIsInstalled() {
        return ClientProgram.works("psql", "--version");
    }

    @BeforeAll
    static void prepare(EiderProcess shared) {
        eider = shared;
        client = eider.admin().createProject(PROJECT);
        client.createBucket(PROJECT, "in_c_sales");
        client.createTable(LOG, List.of("id INTEGER", "v VARCHAR"), List.of());
        client.importCsv(LOG, "id,v\n1,l\n").expect(200);
        client.createTable(ITEMS, List.of("id INTEGER", "v VARCHAR", "n DOUBLE"), List.of("id"));
        workspace = create(
                Map.of("table", "in_c_sales.items", "permission", "readwrite"), Map.of("table", "in_c_sales.log"));
    }

    @AfterAll
    static void drop() {
        eider.admin().delete("/projects/" + PROJECT).expect(204);
    }

    @BeforeEach
    void threeRows() throws IOException {
        psql(
                "TRUNCATE in_c_sales.items;\nINSERT INTO in_c_sales.items VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', 3);\n");
    }

    private static JsonNode create(Object... grants) {
        return client.post(WORKSPACES, Map.of("name", "w", "grants", List.of(grants)))
                .expect(201)
                .json();
    }

    /** What psql prints, errors with their fields among it. */
    private static String psql(String script) throws IOException {
        JsonNode connection = workspace.path("connection");
        Map<String, String> environment = new HashMap<>(Map.of(
                "PGHOST", "127.0.0.1",
                "PGPORT", eider.setting("PGWIRE_PORT"),
                "PGUSER", connection.path("username").asText(),
                "PGPASSWORD", connection.path("password").asText(),
                "PGDATABASE", connection.path("database").asText()));
        environment.put("LC_ALL", "C.UTF-8");
        Output printed =
                ClientProgram.run(List.of("sh", "-c", "psql -X -A -t -v VERBOSITY=verbose 2>&1"), environment, script);
        return printed.text().strip();
    }

    private static String query(String sql) {
        return client.post(WORKSPACES + "/" + workspace.path("id").asText() + "/query", Map.of("sql", sql))
                .expect(200)
                .json()
                .path("rows")
                .toString();
    }

    @Test
    void everyFormOfWritingWorksAndIsSeenByAll() throws IOException {
        assertThat(psql("INSERT INTO in_c_sales.items (n, id, v) VALUES (4, 4, 'd');\n"))
                .isEqualTo("INSERT 0 1");
        assertThat(psql("INSERT INTO in_c_sales.items SELECT i, 'many', i FROM generate_series(1000, 4999) g(i);\n"))
                .isEqualTo("INSERT 0 4000");
        assertThat(psql("UPDATE in_c_sales.items SET v = upper(v) WHERE in_c_sales.items.id < 3 RETURNING id, v;\n"))
                .isEqualTo("1|A\n2|B\nUPDATE 2");
        assertThat(psql("DELETE FROM in_c_sales.items WHERE v = 'many';\n")).isEqualTo("DELETE 4000");
        assertThat(psql("INSERT INTO in_c_sales.items VALUES (1, 'x', 0), (5, 'e', 5) ON CONFLICT (id)"
                        + " DO UPDATE SET v = items.v || excluded.v;\n"))
                .isEqualTo("INSERT 0 2");
        assertThat(psql("MERGE INTO in_c_sales.items USING in_c_sales.log ON items.id = log.id"
                        + " WHEN MATCHED THEN UPDATE SET n = 9;\n"))
                .isEqualTo("MERGE 1");
        assertThat(query("SELECT id, v, n FROM in_c_sales.items ORDER BY id"))
                .isEqualTo("[[1,\"Ax\",9.0],[2,\"B\",2.0],[3,\"c\",3.0],[4,\"d\",4.0],[5,\"e\",5.0]]");
        JsonNode preview = client.get(ITEMS.path() + "/preview").expect(200).json();
        assertThat(preview.toString()).contains("Ax");
        assertThat(psql("TRUNCATE in_c_sales.items;\n")).isEqualTo("TRUNCATE TABLE");
        assertThat(query("SELECT count(*) FROM in_c_sales.items")).isEqualTo("[[0]]");
    }

    @Test
    void whatIsReadAndWrittenIsCounted() throws IOException {
        double statements = counted("statements");
        double rows = counted("rows");
        psql("SELECT * FROM in_c_sales.items;\nDELETE FROM in_c_sales.items WHERE id < 3;\nSELECT 1;\n");
        query("SELECT l.id FROM in_c_sales.items, in_c_sales.log l");
        assertThat(counted("statements")).isEqualTo(statements + 3);
        assertThat(counted("rows")).isEqualTo(rows + 3 + 2 + 1);
    }

    private static double counted(String what) {
        String name = "eider_bridge_" + what + "_total{path=\"attached\"} ";
        return eider.admin()
                .get("/metrics")
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElse(0);
    }

    @Test
    void httpWritesAsPsqlDoes() throws IOException {
        query("UPDATE in_c_sales.items SET n = n * 10");
        assertThat(psql("SELECT sum(n) FROM in_c_sales.items;\n")).isEqualTo("60");
    }

    @Test
    void rulesOfTheTableAreKept() throws IOException {
        assertThat(psql("INSERT INTO in_c_sales.items VALUES (9, 'i', 9), (1, 'again', 1);\n"))
                .contains("23505", "TABLE NAME:  items", "CONSTRAINT NAME:  items_pkey");
        assertThat(psql("INSERT INTO in_c_sales.items (id) VALUES (NULL);\n")).contains("23502", "COLUMN NAME:  id");
        assertThat(psql("UPDATE in_c_sales.items SET id = 2 WHERE id = 1;\n")).contains("23505");
        assertThat(psql("INSERT INTO in_c_sales.log VALUES (2, 'x');\n"))
                .contains("ERROR:  42501: 'log' does not have 'insert' permission");
        assertThat(psql("UPDATE in_c_sales.log SET v = 'x';\n")).contains("'log' does not have 'update' permission");
        assertThat(psql("DELETE FROM in_c_sales.log;\n")).contains("'log' does not have 'delete' permission");
        assertThat(psql("TRUNCATE in_c_sales.log;\n")).contains("'log' does not have 'truncate' permission");
        assertThat(psql("DROP TABLE in_c_sales.items;\n")).contains("42501", "bridge-managed");
        assertThat(psql("ALTER TABLE in_c_sales.items ADD COLUMN x INTEGER;\n")).contains("42501", "bridge-managed");
        assertThat(psql("SELECT count(*) FROM in_c_sales.items;\nSELECT v FROM in_c_sales.log;\n"))
                .isEqualTo("3\nl");
    }

    @Test
    void transactionIsOneVersionOrNone() throws IOException {
        assertThat(psql(
                        "BEGIN;\nINSERT INTO in_c_sales.items VALUES (4, 'd', 4);\nDELETE FROM in_c_sales.items WHERE id = 1;\n"
                                + "SELECT count(*), max(id) FROM in_c_sales.items;\nROLLBACK;\n"))
                .isEqualTo("BEGIN\nINSERT 0 1\nDELETE 1\n3|4\nROLLBACK");
        assertThat(psql(
                        "BEGIN;\nINSERT INTO in_c_sales.items VALUES (4, 'd', 4);\nDELETE FROM in_c_sales.items WHERE id = 1;\n"
                                + "COMMIT;\nSELECT count(*) FROM in_c_sales.items;\n"))
                .isEqualTo("BEGIN\nINSERT 0 1\nDELETE 1\nCOMMIT\n3");
        assertThat(psql(
                        "BEGIN;\nINSERT INTO in_c_sales.items VALUES (5, 'e', 5);\nINSERT INTO in_c_sales.items VALUES (5, 'e', 5);\n"
                                + "SELECT 1;\nCOMMIT;\n"))
                .contains("23505", "25P02", "ROLLBACK");
        assertThat(psql("CREATE TABLE mine (i INTEGER);\nBEGIN;\nINSERT INTO mine VALUES (1);\n"
                        + "INSERT INTO in_c_sales.items VALUES (6, 'f', 6);\nROLLBACK;\nDROP TABLE mine;\n"))
                .contains("0A000");
    }

    @Test
    void grantsThatCannotBeAreRefused() {
        refused(404, Map.of("table", "in_c_sales.nothing"));
        refused(422, Map.of("table", "in_c_sales.items", "permission", "write"));
        refused(422, Map.of("permission", "read"));
        refused(400, Map.of("table", "items"));
        refused(
                400,
                Map.of("table", "in_c_sales.items"),
                Map.of("table", "IN_C_SALES.ITEMS", "permission", "readwrite"));
        JsonNode shown = client.get(WORKSPACES + "/" + workspace.path("id").asText())
                .expect(200)
                .json();
        assertThat(shown.path("grants").toString())
                .isEqualTo("[{\"table\":\"in_c_sales.items\",\"permission\":\"readwrite\"},"
                        + "{\"table\":\"in_c_sales.log\",\"permission\":\"read\"}]");
    }

    private static void refused(int status, Object... grants) {
        client.post(WORKSPACES, Map.of("name", "refused", "grants", List.of(grants)))
                .expect(status);
    }

    @Test
    void sessionsAndImportsEndInASerialOrder() throws Exception {
        psql("TRUNCATE in_c_sales.items;\n");
        int rounds = 12;
        String next =
                "INSERT INTO in_c_sales.items SELECT coalesce(max(id), 0) + 1, 'sql', 0 FROM in_c_sales.items WHERE id < 1000;\n";
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<Callable<String>> work = new ArrayList<>();
            work.add(() -> psql(next.repeat(rounds)));
            work.add(() -> psql(next.repeat(rounds)));
            work.add(() -> {
                for (int i = 0; i < rounds; i++) {
                    String file = client.upload(PROJECT, "more.csv", "id,v,n\n" + (1000 + i) + ",csv,1\n");
                    client.importFile(ITEMS, file, Map.of("import_options", Map.of("incremental", true)))
                            .expect(200);
                }
                return "";
            });
            for (Future<String> done : pool.invokeAll(work)) {
                assertThat(done.get()).doesNotContain("ERROR");
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(query("SELECT v, count(*), max(id) - min(id) FROM in_c_sales.items GROUP BY v ORDER BY v"))
                .isEqualTo("[[\"csv\",12,11],[\"sql\",24,23]]");
    }
}
