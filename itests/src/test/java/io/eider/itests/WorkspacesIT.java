package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Workspaces over HTTP (storage contract, sections 1.14 and 3.7), in the built distribution. */
@ExtendWith(SharedEider.class)
class WorkspacesIT {
    private static final String P = "/projects/wsp";
    private static final TableRef ORDERS = new TableRef("wsp", "in_c_sales", "orders");

    private static EiderProcess eider;
    private static EiderClient client;

    @BeforeAll
    static void prepare(EiderProcess shared) {
        eider = shared;
        client = eider.admin().createProject("wsp");
        client.createBucket("wsp", "in_c_sales");
        client.createTable(ORDERS, List.of("id INTEGER", "item VARCHAR", "price DECIMAL(10,2)"), List.of("id"));
        client.importCsv(ORDERS, "id,item,price\n1,tea,2.50\n2,coffee,3.00\n").expect(200);
    }

    @AfterAll
    static void drop() {
        eider.admin().delete(P).expect(204);
    }

    private static String create(String name) {
        return P + "/workspaces/"
                + client.post(P + "/workspaces", Map.of("name", name))
                        .expect(201)
                        .json()
                        .path("id")
                        .asText();
    }

    private static Reply query(String workspace, String sql) {
        return client.post(workspace + "/query", Map.of("sql", sql));
    }

    private static String rows(String workspace, String sql) {
        String text = query(workspace, sql).expect(200).text();
        return text.substring(text.indexOf("\"rows\":") + 7, text.indexOf(",\"row_count\""));
    }

    @Test
    void workspaceLivesFromItsPasswordToItsEnd() {
        JsonNode made = client.post(P + "/workspaces", Map.of("name", "life", "ttl_hours", 2, "size_limit_gb", 3))
                .expect(201)
                .json();
        String path = P + "/workspaces/" + made.path("id").asText();
        assertThat(made.path("id").asText()).matches("ws_[0-9a-f]{8}");
        JsonNode connection = made.path("connection");
        assertThat(connection.path("username").asText())
                .startsWith("ws_" + made.path("id").asText() + "_");
        assertThat(connection.path("password").asText()).hasSize(32);
        assertThat(connection.path("database").asText())
                .isEqualTo("workspace_" + made.path("id").asText());
        assertThat(made.path("expires_at").asText()).isNotBlank();
        JsonNode detail = client.get(path).expect(200).json();
        assertThat(detail.at("/connection/password").isNull()).isTrue();
        assertThat(detail.path("attached_tables").toString())
                .contains("{\"schema\":\"in_c_sales\",\"table\":\"orders\",\"rows\":2,\"permission\":\"read\"}");
        String reset = client.post(path + "/credentials/reset", Map.of())
                .expect(200)
                .json()
                .path("password")
                .asText();
        assertThat(reset).hasSize(32).isNotEqualTo(connection.path("password").asText());
        client.delete(path).expect(204);
        assertThat(client.get(path).expect(404).error()).isEqualTo("workspace_not_found");
    }

    @Test
    void queriesReadTheProjectAndWriteTheWorkspace() {
        String workspace = create("query");
        assertThat(rows(workspace, "SELECT * FROM in_c_sales.orders ORDER BY id"))
                .isEqualTo("[[1,\"tea\",2.50],[2,\"coffee\",3.00]]");
        query(workspace, "CREATE TABLE cheap AS SELECT * FROM in_c_sales.orders WHERE price < 3")
                .expect(200);
        assertThat(rows(workspace, "SELECT count(*) FROM cheap")).isEqualTo("[[1]]");
        Reply refused = query(workspace, "SELECT nope FROM in_c_sales.orders");
        assertThat(refused.expect(400).json().at("/detail/details/sqlstate").asText())
                .isEqualTo("42703");
        assertThat(query(workspace, "ATTACH 'x'").expect(403).error()).isEqualTo("statement_not_allowed");
        Reply arrow = client.send(client.request(workspace + "/query")
                .header("Content-Type", "application/json")
                .header("Accept", "application/vnd.apache.arrow.stream")
                .POST(BodyPublishers.ofString("{\"sql\": \"SELECT * FROM in_c_sales.orders\"}")));
        assertThat(arrow.expect(200).headers().firstValue("content-type"))
                .contains("application/vnd.apache.arrow.stream");
        client.delete(workspace + "/objects/cheap").expect(204);
        assertThat(client.delete(workspace + "/objects/cheap").expect(404).error())
                .isEqualTo("object_not_found");
    }

    @Test
    void rowsComeFromAndGoBackToTheProject() {
        String workspace = create("load");
        Object tables = List.of(
                Map.of(
                        "source",
                        "in_c_sales.orders",
                        "destination",
                        "mine",
                        "columns",
                        List.of("id"),
                        "where",
                        "id > 1"),
                Map.of("source", "in_c_sales.nothing"));
        JsonNode loaded = client.post(workspace + "/load", Map.of("tables", tables))
                .expect(200)
                .json()
                .path("loaded");
        assertThat(loaded.at("/0/rows").asInt()).isEqualTo(1);
        assertThat(loaded.at("/1/rows").asInt()).isZero();
        assertThat(loaded.at("/1/error").asText()).isNotBlank();
        TableRef target = new TableRef("wsp", "in_c_sales", "totals");
        client.createTable(target, List.of("item VARCHAR", "total DECIMAL(18,2)"), List.of());
        client.post(
                        workspace + "/unload",
                        Map.of(
                                "query",
                                "SELECT item, sum(price) AS total FROM in_c_sales.orders GROUP BY item",
                                "bucket",
                                "in_c_sales",
                                "target_table",
                                "totals"))
                .expect(200);
        assertThat(client.rowCount(target)).isEqualTo(2);
        assertThat(rows(workspace, "SELECT total FROM in_c_sales.totals WHERE item = 'tea'"))
                .isEqualTo("[[2.50]]");
    }

    @Test
    void sessionsKeepTheirTransactionAndCanBeEnded() throws Exception {
        String workspace = create("sessions");
        String session = client.post(workspace + "/sessions", Map.of())
                .expect(201)
                .json()
                .path("session_id")
                .asText();
        client.post(workspace + "/query", Map.of("sql", "BEGIN", "session_id", session))
                .expect(200);
        client.post(workspace + "/query", Map.of("sql", "CREATE TABLE t (i INTEGER)", "session_id", session))
                .expect(200);
        assertThat(query(workspace, "SELECT * FROM t")
                        .expect(400)
                        .json()
                        .at("/detail/details/sqlstate")
                        .asText())
                .isEqualTo("42P01");
        Map<String, Object> endless = Map.of("sql", "SELECT count(*) FROM range(1000000000000)", "session_id", session);
        CompletableFuture<Reply> running =
                CompletableFuture.supplyAsync(() -> client.post(workspace + "/query", endless));
        Deadline.await("the statement runs", Duration.ofSeconds(10), () -> client.get(workspace + "/sessions")
                .json()
                .at("/sessions/0/state")
                .asText()
                .equals("active"));
        client.post(workspace + "/sessions/" + session + "/cancel", Map.of()).expect(204);
        assertThat(running.get(10, TimeUnit.SECONDS).error()).isEqualTo("operation_cancelled");
        assertThat(client.get(workspace + "/sessions")
                        .json()
                        .at("/sessions/0/state")
                        .asText())
                .isEqualTo("idle in transaction (aborted)");
        client.delete(workspace + "/sessions/" + session).expect(204);
        Reply gone = client.post(workspace + "/query", Map.of("sql", "SELECT 1", "session_id", session));
        assertThat(gone.error()).isEqualTo("session_not_found");
    }

    @Test
    void branchWorkspaceSeesItsBranch() {
        String branch = client.post(P + "/branches", Map.of("name", "dev"))
                .expect(201)
                .json()
                .path("id")
                .asText();
        String workspaces = P + "/branches/" + branch + "/workspaces";
        JsonNode made = client.post(workspaces, Map.of("name", "b")).expect(201).json();
        assertThat(made.path("branch_id").asText()).isEqualTo(branch);
        client.post(
                        P + "/branches/" + branch + "/buckets/in_c_sales/tables/orders/rows",
                        Map.of("rows", List.of(Map.of("id", 3, "item", "cake", "price", 4))))
                .expect(201);
        String workspace = P + "/workspaces/" + made.path("id").asText();
        assertThat(rows(workspace, "SELECT count(*) FROM in_c_sales.orders")).isEqualTo("[[3]]");
        assertThat(client.get(P + "/branches/default/workspaces").expect(404).error())
                .isEqualTo("branch_not_found");
        client.delete(P + "/branches/" + branch).expect(204);
        assertThat(client.get(workspace).expect(404).error()).isEqualTo("workspace_not_found");
    }
}
