package io.eider.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.auth.NewApiKey;
import io.eider.api.auth.Scope;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.ImportMode;
import io.eider.api.workspace.LoadTable;
import io.eider.api.workspace.SessionClient;
import io.eider.api.workspace.TableGrant;
import io.eider.api.workspace.TablePermission;
import io.eider.api.workspace.Unload;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspacesTest {
    private static final String WORKSPACES = "/projects/p1/workspaces";
    private static final String BRANCH = "/projects/p1/branches/0123abcd/workspaces";
    private static final String FIRST = WORKSPACES + "/ws_00000001";
    private static final ProjectId PROJECT = new ProjectId("p1");
    private static final BranchId DEV = new BranchId("0123abcd");

    @TempDir
    Path root;

    private RestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new RestServer(root);
        server.createTable();
        server.storage.branches.ids.add(DEV.value());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void workspaceIsMadeWithItsPasswordOnce() throws Exception {
        HttpResponse<String> made =
                post(WORKSPACES, "{\"name\":\"w\",\"ttl_hours\":2,\"preload_tables\":[\"in_c_a.t\"]}");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body())
                .isEqualTo("{\"id\":\"ws_00000001\",\"name\":\"w\",\"project_id\":\"p1\",\"branch_id\":null,"
                        + "\"created_at\":\"2026-11-21T03:53:52.869720+00:00\","
                        + "\"expires_at\":\"2026-11-21T05:53:52.869720+00:00\",\"size_bytes\":12288,"
                        + "\"size_limit_gb\":10,\"status\":\"active\",\"connection\":{\"host\":\"localhost\","
                        + "\"port\":5432,\"database\":\"workspace_ws_00000001\","
                        + "\"username\":\"ws_ws_00000001_0a0b0c0d\",\"password\":\"secret\","
                        + "\"ssl_mode\":\"prefer\",\"connection_string\":null}}");
        assertThat(server.workspaces.created.preload()).containsExactly("in_c_a.t");
        assertThat(server.workspaces.created.ttl()).hasValue(Duration.ofHours(2));
        HttpResponse<String> shown = get(FIRST);
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body())
                .contains("\"password\":null")
                .endsWith("\"active_sessions\":0,"
                        + "\"attached_tables\":[{\"schema\":\"in_c_a\",\"table\":\"t\",\"rows\":3,\"permission\":\"read\"}],"
                        + "\"workspace_objects\":[{\"name\":\"d\",\"type\":\"table\",\"rows\":2},"
                        + "{\"name\":\"s.v\",\"type\":\"view\",\"rows\":0}],\"grants\":[]}");
    }

    @Test
    void fieldsOfANewWorkspaceAreBounded() throws Exception {
        for (String body : List.of(
                "{}",
                "{\"name\":5}",
                "{\"name\":\"w\",\"ttl_hours\":0}",
                "{\"name\":\"w\",\"ttl_hours\":169}",
                "{\"name\":\"w\",\"size_limit_gb\":0}",
                "{\"name\":\"w\",\"size_limit_gb\":101}",
                "{\"name\":\"w\",\"preload_tables\":[5]}",
                "{\"name\":\"w\",\"grants\":{}}",
                "{\"name\":\"w\",\"grants\":[\"in_c_a.t\"]}",
                "{\"name\":\"w\",\"grants\":[{\"permission\":\"read\"}]}",
                "{\"name\":\"w\",\"grants\":[{\"table\":\"in_c_a.t\",\"permission\":\"write\"}]}",
                "{\"name\":\"w\",\"grants\":[{\"table\":\"in_c_a.t\",\"permission\":\"READWRITE\"}]}")) {
            assertThat(post(WORKSPACES, body).statusCode()).as(body).isEqualTo(422);
        }
    }

    @Test
    void grantsAreTakenAndShown() throws Exception {
        HttpResponse<String> made = post(
                WORKSPACES,
                "{\"name\":\"w\",\"grants\":[{\"table\":\"in_c_a.t\",\"permission\":\"readwrite\"},{\"table\":\"*\"}]}");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(server.workspaces.created.grants())
                .containsExactly(
                        new TableGrant("in_c_a.t", TablePermission.READWRITE),
                        new TableGrant("*", TablePermission.READ));
        assertThat(get(FIRST).body())
                .endsWith("\"grants\":[{\"table\":\"in_c_a.t\",\"permission\":\"readwrite\"},"
                        + "{\"table\":\"*\",\"permission\":\"read\"}]}");
    }

    @Test
    void workspacesAreListedWithThoseOfBranchesAndExpiredOnes() throws Exception {
        post(WORKSPACES, "{\"name\":\"expired\"}");
        HttpResponse<String> made = post(BRANCH, "{\"name\":\"w\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body()).contains("\"branch_id\":\"0123abcd\"").contains("\"password\":\"secret\"");
        assertThat(get(WORKSPACES).body())
                .startsWith("{\"workspaces\":[{\"id\":\"ws_00000002\"")
                .contains("\"status\":\"expired\"")
                .doesNotContain("secret")
                .endsWith("\"count\":2}");
        assertThat(get(BRANCH).body()).contains("ws_00000002").endsWith("\"count\":1}");
        HttpResponse<String> expired = get(FIRST);
        assertThat(expired.statusCode()).isEqualTo(410);
        assertThat(expired.body()).contains("\"error\":\"workspace_expired\"");
        assertThat(delete(FIRST).statusCode()).isEqualTo(204);
    }

    @Test
    void pathOfABranchShowsOnlyItsOwn() throws Exception {
        post(WORKSPACES, "{\"name\":\"w\"}");
        post(BRANCH, "{\"name\":\"v\"}");
        assertThat(get(BRANCH + "/ws_00000002").statusCode()).isEqualTo(200);
        for (String id : List.of("ws_00000001", "ws_99999999")) {
            for (HttpResponse<String> answer : List.of(get(BRANCH + "/" + id), delete(BRANCH + "/" + id))) {
                assertThat(answer.statusCode()).isEqualTo(404);
                assertThat(answer.body())
                        .isEqualTo("{\"detail\":{\"error\":\"workspace_not_found\",\"message\":\"Workspace " + id
                                + " not found in branch 0123abcd\",\"details\":{\"project_id\":\"p1\","
                                + "\"branch_id\":\"0123abcd\",\"workspace_id\":\"" + id + "\"}}}");
            }
        }
        assertThat(delete(BRANCH + "/ws_00000002").statusCode()).isEqualTo(204);
    }

    @Test
    void defaultBranchHasNoWorkspacesOfItsOwn() throws Exception {
        for (String branch : List.of("default", "fedc3210", "no%20branch")) {
            String path = "/projects/p1/branches/" + branch + "/workspaces";
            for (HttpResponse<String> answer :
                    List.of(get(path), post(path, "{\"name\":\"w\"}"), get(path + "/ws_1"), delete(path + "/ws_1"))) {
                assertThat(answer.statusCode()).as(branch).isEqualTo(404);
                assertThat(answer.body()).contains("\"error\":\"branch_not_found\"");
            }
        }
        assertThat(get("/projects/none/branches/default/workspaces").body()).contains("project_not_found");
    }

    @Test
    void workspaceIsClearedAndItsObjectsAreDropped() throws Exception {
        post(WORKSPACES, "{\"name\":\"w\"}");
        assertThat(post(FIRST + "/clear", "").statusCode()).isEqualTo(204);
        assertThat(delete(FIRST + "/objects/a%20b.c").statusCode()).isEqualTo(204);
        assertThat(server.workspaces.calls).containsExactly("clear ws_00000001", "drop a b.c");
    }

    @Test
    void loadTellsOfEachTableWhatBecameOfIt() throws Exception {
        post(WORKSPACES, "{\"name\":\"w\"}");
        HttpResponse<String> answer = post(
                FIRST + "/load",
                "{\"tables\":[{\"source\":\"in_c_a.t\",\"destination\":\"d\",\"columns\":[\"id\"],\"where\":\"id>1\"},"
                        + "{\"source\":\"in_c_a.none\"}]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"loaded\":[{\"source\":\"in_c_a.t\",\"destination\":\"d\",\"rows\":2,"
                        + "\"size_bytes\":4096,\"error\":null},{\"source\":\"in_c_a.none\",\"destination\":\"t\","
                        + "\"rows\":0,\"size_bytes\":0,\"error\":\"no such table\"}],\"workspace_size_bytes\":8192}");
        assertThat(server.workspaces.loaded)
                .containsExactly(
                        new LoadTable("in_c_a.t", Optional.of("d"), List.of("id"), Optional.of("id>1")),
                        new LoadTable("in_c_a.none", Optional.empty(), List.of(), Optional.empty()));
        assertThat(post(FIRST + "/load", "{\"tables\":[]}").body())
                .isEqualTo("{\"loaded\":[],\"workspace_size_bytes\":0}");
        assertThat(post(FIRST + "/load", "{\"tables\":[{\"destination\":\"d\"}]}")
                        .statusCode())
                .isEqualTo(400);
        for (String body : List.of("{}", "{\"tables\":{}}", "{\"tables\":[5]}", "{\"tables\":[{\"source\":5}]}")) {
            assertThat(post(FIRST + "/load", body).statusCode()).as(body).isEqualTo(422);
        }
    }

    @Test
    void resetTellsTheNewPassword() throws Exception {
        post(WORKSPACES, "{\"name\":\"w\"}");
        HttpResponse<String> answer = post(FIRST + "/credentials/reset", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"host\":\"localhost\"").contains("\"password\":\"another\"");
    }

    @Test
    void sessionsAreOpenedListedCancelledAndKilled() throws Exception {
        post(WORKSPACES, "{\"name\":\"w\"}");
        HttpResponse<String> made = post(FIRST + "/sessions", "");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body())
                .startsWith("{\"session_id\":\"http_1\",\"workspace_id\":\"ws_00000001\",\"front\":\"http\","
                        + "\"state\":\"active\",\"client_address\":\"127.0.0.1\",\"application\":\"Java-http-client/")
                .endsWith("\"connected_at\":\"2026-11-21T03:53:52.869720+00:00\","
                        + "\"last_activity_at\":\"2026-11-21T03:53:53.869720+00:00\",\"query_count\":7,"
                        + "\"running_seconds\":1.5,\"progress\":0.25}");
        assertThat(get(FIRST + "/sessions").body())
                .startsWith("{\"sessions\":[{\"session_id\":\"http_1\"")
                .endsWith("\"count\":1}");
        assertThat(post(FIRST + "/sessions/http_1/cancel", "").statusCode()).isEqualTo(204);
        assertThat(delete(FIRST + "/sessions/http_1").statusCode()).isEqualTo(204);
        assertThat(server.workspaces.calls).containsExactly("cancel http_1", "close http_1");
        assertThat(delete(FIRST + "/sessions/http_1").body()).contains("session_not_found");
        assertThat(get(WORKSPACES + "/ws_9/sessions").body()).contains("workspace_not_found");
    }

    @Test
    void unloadWritesATableOfTheWorkspacesBranch() throws Exception {
        post(WORKSPACES, "{\"name\":\"w\"}");
        post(BRANCH, "{\"name\":\"w\"}");
        HttpResponse<String> answer = post(
                FIRST + "/unload",
                "{\"query\":\"SELECT 1\",\"bucket\":\"in_c_a\",\"target_table\":\"t\",\"incremental\":true,"
                        + "\"dedup_mode\":\"insert_duplicates\",\"columns\":[\"id\"]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"imported_rows\":2,\"table_rows_after\":5,\"table_size_bytes\":4096,\"warnings\":[]}");
        assertThat(server.workspaces.unloaded)
                .isEqualTo(new Unload(
                        "SELECT 1",
                        new TableId(new BucketId(PROJECT, BranchId.DEFAULT, "in_c_a"), "t"),
                        ImportMode.INCREMENTAL,
                        DedupMode.INSERT_DUPLICATES,
                        Optional.of(List.of("id"))));
        assertThat(post(
                                WORKSPACES + "/ws_00000002/unload",
                                "{\"table\":\"s.v\",\"bucket\":\"in_c_a\",\"target_table\":\"t\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.workspaces.unloaded)
                .isEqualTo(new Unload(
                        "SELECT * FROM \"s\".\"v\"",
                        new TableId(new BucketId(PROJECT, DEV, "in_c_a"), "t"),
                        ImportMode.FULL,
                        DedupMode.UPDATE_DUPLICATES,
                        Optional.empty()));
    }

    @Test
    void unloadNeedsOneSource() throws Exception {
        post(WORKSPACES, "{\"name\":\"w\"}");
        String target = "\"bucket\":\"in_c_a\",\"target_table\":\"t\"}";
        assertThat(post(FIRST + "/unload", "{" + target).body()).contains("invalid_request");
        assertThat(post(FIRST + "/unload", "{\"query\":\"q\",\"table\":\"d\"," + target)
                        .body())
                .contains("invalid_request");
        assertThat(post(FIRST + "/unload", "{\"table\":\"none\"," + target).body())
                .contains("\"error\":\"object_not_found\",\"message\":\"Object 'none' not found in workspace"
                        + " ws_00000001\",\"details\":{\"project_id\":\"p1\",\"workspace_id\":\"ws_00000001\","
                        + "\"object_name\":\"none\"}");
        assertThat(post(FIRST + "/unload", "{\"query\":\"q\"}").statusCode()).isEqualTo(422);
    }

    @Test
    void keyOfABranchReachesOnlyTheWorkspacesOfItsBranch() throws Exception {
        post(WORKSPACES, "{\"name\":\"of the project\"}");
        post(BRANCH, "{\"name\":\"of the branch\"}");
        String admin = key(Scope.BRANCH_ADMIN, DEV);
        String reader = key(Scope.BRANCH_READ, DEV);
        String ofDefault = key(Scope.BRANCH_ADMIN, BranchId.DEFAULT);
        String own = WORKSPACES + "/ws_00000002";
        String query = "{\"sql\":\"SELECT 1\"}";
        assertThat(server.get(FIRST, reader).statusCode()).isEqualTo(200);
        assertThat(server.post(own + "/query", admin, query).statusCode()).isEqualTo(200);
        assertThat(server.get(own + "/sessions", admin).statusCode()).isEqualTo(200);
        assertThat(server.post(own + "/credentials/reset", admin, "").statusCode())
                .isEqualTo(200);
        for (String key : List.of(reader, ofDefault)) {
            for (String action : List.of("/query", "/load", "/unload", "/clear", "/credentials/reset", "/sessions")) {
                assertThat(server.post(own + action, key, body(action)).statusCode())
                        .as(action)
                        .isEqualTo(403);
            }
        }
        for (String key : List.of(reader, admin, ofDefault)) {
            for (String action : List.of("/query", "/load", "/unload", "/clear", "/credentials/reset", "/sessions")) {
                assertThat(server.post(FIRST + action, key, body(action)).statusCode())
                        .as(action)
                        .isEqualTo(403);
            }
            assertThat(server.get(FIRST + "/sessions", key).statusCode()).isEqualTo(403);
            assertThat(server.post(WORKSPACES, key, "{\"name\":\"w\"}").statusCode())
                    .isEqualTo(403);
        }
        assertThat(server.post(BRANCH, reader, "{\"name\":\"w\"}").statusCode()).isEqualTo(403);
        assertThat(server.post(BRANCH, admin, "{\"name\":\"w\"}").statusCode()).isEqualTo(201);
    }

    private static String body(String action) {
        return switch (action) {
            case "/query" -> "{\"sql\":\"SELECT 1\"}";
            case "/load" -> "{\"tables\":[]}";
            case "/unload" -> "{\"query\":\"q\",\"bucket\":\"b\",\"target_table\":\"t\"}";
            default -> "";
        };
    }

    @Test
    void keyOfABranchUnloadsIntoItsBranchOnly() throws Exception {
        post(BRANCH, "{\"name\":\"of the branch\"}");
        String admin = key(Scope.BRANCH_ADMIN, DEV);
        String unload = "{\"query\":\"q\",\"bucket\":\"b\",\"target_table\":\"t\",\"branch\":\"%s\"}";
        assertThat(server.post(FIRST + "/unload", admin, unload.formatted("0123abcd"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.post(FIRST + "/unload", admin, unload.formatted("default"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(FIRST + "/unload", unload.formatted("default")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void workspacesGoBeforeTheirProjectAndTheirBranch() throws Exception {
        post(WORKSPACES, "{\"name\":\"w\"}");
        post(BRANCH, "{\"name\":\"w\"}");
        assertThat(delete("/projects/p1/branches/0123abcd").statusCode()).isEqualTo(204);
        assertThat(delete("/projects/p1").statusCode()).isEqualTo(204);
        assertThat(server.workspaces.calls).containsExactly("removeAll p1 0123abcd", "removeAll p1");
    }

    @Test
    void scrapeCountsWorkspaces() throws Exception {
        post(WORKSPACES, "{\"name\":\"w\"}");
        server.send(server.request("/metrics"));
        assertThat(server.meters.values).containsEntry("duckdb_workspaces_total[]", 1.0);
    }

    @Test
    void sessionOfAPostgresClientIsNotForHttp() throws Exception {
        post(WORKSPACES, "{\"name\":\"w\"}");
        server.workspaces.sessions.open(
                PROJECT, new WorkspaceId("ws_00000001"), new SessionClient("pg", Optional.empty(), Optional.empty()));
        HttpResponse<String> answer = post(FIRST + "/query", "{\"sql\":\"SELECT 1\",\"session_id\":\"pg_1\"}");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("session_not_found");
    }

    private String key(Scope scope, BranchId branch) {
        return server.auth
                .issue(new NewApiKey(PROJECT, scope, Optional.of(branch), "d", Optional.empty()))
                .secret();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return server.get(path, MemoryAuth.ADMIN);
    }

    private HttpResponse<String> post(String path, String json) throws Exception {
        return server.post(path, MemoryAuth.ADMIN, json);
    }

    private HttpResponse<String> delete(String path) throws Exception {
        return server.send(server.request(path)
                .header("Authorization", "Bearer " + MemoryAuth.ADMIN)
                .DELETE());
    }
}
