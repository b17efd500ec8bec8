package io.eider.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a PostgreSQL front in another process may ask (storage contract, section 1.15). */
class PgwireTest {
    private static final String TOKEN = "token-of-a-front";

    @TempDir
    Path root;

    private RestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new RestServer(root);
        server.createTable();
        server.post("/projects/p1/workspaces", MemoryAuth.ADMIN, "{\"name\":\"w\"}");
        server.post("/projects/p1/workspaces", MemoryAuth.ADMIN, "{\"name\":\"expired\"}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> call(String method, String path, String token, String json) throws Exception {
        return server.send(server.request("/internal/pgwire" + path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> login(String user, String password) throws Exception {
        return call("POST", "/auth", TOKEN, "{\"username\":\"" + user + "\",\"password\":\"" + password + "\"}");
    }

    @Test
    void nobodyElseMayAsk() throws Exception {
        for (String token : new String[] {"", "wrong", MemoryAuth.ADMIN}) {
            HttpResponse<String> refused = call("GET", "/sessions", token, "");
            assertThat(refused.statusCode()).as(token).isEqualTo(401);
        }
        assertThat(call("GET", "/sessions", TOKEN, "").body()).isEqualTo("[]");
    }

    @Test
    void passwordOpensItsWorkspaceAlone() throws Exception {
        HttpResponse<String> answer = login("ws_ws_00000001", "secret");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith(
                        "{\"workspace_id\":\"ws_00000001\",\"project_id\":\"p1\",\"branch_id\":null,\"db_path\":\"/")
                .contains("_workspaces/ws_00000001.duckdb", "\"memory_limit\":\"4GB\",\"query_timeout_seconds\":300");
        for (HttpResponse<String> refused : List.of(login("ws_ws_00000001", "no"), login("nobody", "secret"))) {
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body())
                    .isEqualTo(
                            "{\"detail\":{\"error\":\"invalid_credentials\",\"message\":\"Invalid username or password\"}}");
        }
        assertThat(login("ws_ws_00000002", "secret").statusCode()).isEqualTo(410);
    }

    @Test
    void sessionsAreNotedUntilTheyEnd() throws Exception {
        String create = "{\"session_id\":\"pgw_1\",\"workspace_id\":\"ws_00000001\",\"client_ip\":\"::1\"}";
        HttpResponse<String> made = call("POST", "/sessions", TOKEN, create);
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body())
                .isEqualTo("{\"session_id\":\"pgw_1\",\"workspace_id\":\"ws_00000001\",\"client_ip\":\"::1\","
                        + "\"connected_at\":null,\"last_activity_at\":null,\"query_count\":0,\"status\":\"active\"}");
        assertThat(call("POST", "/sessions", TOKEN, create).statusCode()).isEqualTo(500);
        assertThat(call("PATCH", "/sessions/pgw_1/activity", TOKEN, "{}").body())
                .contains("\"query_count\":1");
        assertThat(call("DELETE", "/sessions/pgw_1", TOKEN, "").statusCode()).isEqualTo(204);
        assertThat(call("GET", "/sessions/pgw_1", TOKEN, "").body()).contains("\"status\":\"disconnected\"");
        assertThat(call("GET", "/sessions?status=active", TOKEN, "").body()).isEqualTo("[]");
        assertThat(call("GET", "/sessions/pgw_2", TOKEN, "").statusCode()).isEqualTo(404);
        assertThat(call("POST", "/sessions/cleanup", TOKEN, "").body())
                .isEqualTo("{\"cleaned_up\":0,\"idle_timeout_seconds\":3600}");
    }
}
