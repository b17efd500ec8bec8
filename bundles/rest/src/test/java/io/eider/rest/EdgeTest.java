package io.eider.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeTest {
    @TempDir
    static Path root;

    private static RestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RestServer(root);
        server.createTable();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void goodRequestIdsComeBackOthersAreReplaced() throws Exception {
        assertThat(requestId("abc-123")).isEqualTo("abc-123");
        assertThat(requestId("a b")).matches("[0-9a-f-]{36}");
        assertThat(requestId("x".repeat(129))).matches("[0-9a-f-]{36}");
        assertThat(server.send(server.request("/nowhere"))
                        .headers()
                        .firstValue("x-request-id")
                        .orElseThrow())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    private static String requestId(String given) throws Exception {
        return server.send(server.request("/").header("X-Request-ID", given))
                .headers()
                .firstValue("x-request-id")
                .orElseThrow();
    }

    @Test
    void everyOriginIsAllowedOnEveryAnswer() throws Exception {
        for (String path : new String[] {"/", "/projects", "/nowhere"}) {
            HttpResponse<String> answer = server.send(server.request(path).header("Origin", "https://x.example"));
            assertThat(answer.headers().firstValue("access-control-allow-origin"))
                    .hasValue("https://x.example");
            assertThat(answer.headers().firstValue("access-control-allow-credentials"))
                    .hasValue("true");
            assertThat(answer.headers().firstValue("vary")).hasValue("Origin");
        }
        HttpResponse<String> same = server.send(server.request("/"));
        assertThat(same.headers().firstValue("access-control-allow-origin")).isEmpty();
        assertThat(same.headers().firstValue("vary")).hasValue("Origin");
    }

    @Test
    void preflightNeedsNoKey() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/projects")
                .header("Origin", "https://x.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("OK");
        assertThat(answer.headers().firstValue("access-control-max-age")).hasValue("600");
        assertThat(answer.headers().firstValue("access-control-allow-methods").orElseThrow())
                .contains("POST");
        assertThat(answer.headers().firstValue("access-control-allow-headers")).hasValue("authorization");
    }

    @Test
    void pathWithParametersIsRefused() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/projects;x=1"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Bad Request\"}");
        assertThat(answer.headers().firstValue("x-request-id")).isPresent();
    }

    @Test
    void slashAtTheEndIsRedirected() throws Exception {
        HttpResponse<String> answer = server.get("/projects/?limit=5", MemoryAuth.ADMIN);
        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(answer.headers().firstValue("location")).hasValue("/projects?limit=5");
        assertThat(server.get("/nowhere/", MemoryAuth.ADMIN).statusCode()).isEqualTo(404);
        assertThat(server.get("//evil.example/", MemoryAuth.ADMIN).statusCode()).isEqualTo(404);
    }

    @Test
    void answersAreJsonAndCompleteWhateverTheClientAsksFor() throws Exception {
        HttpRequest.Builder request = server.request("/projects/p1").header("Authorization", "Bearer admin");
        assertThat(server.send(request.copy().header("Accept", "application/xml"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.send(request.copy().header("OnewayRequest", "true")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void requestsAreCountedByTemplate() throws Exception {
        server.get("/projects/p1/api-keys/some-key", MemoryAuth.ADMIN);
        server.get("/projects/p1/branches/default/buckets/in_c_a/tables/t", MemoryAuth.ADMIN);
        server.get("/some/path/4711", MemoryAuth.ADMIN);
        server.get("/metrics", MemoryAuth.ADMIN);
        awaitCount("duckdb_api_requests_total[GET, /projects/{project_id}/api-keys/{key_id}, 404]");
        awaitCount("duckdb_api_requests_total[GET, /projects/{project_id}/branches/{branch_id}/buckets/{bucket_name}"
                + "/tables/{table_name}, 200]");
        awaitCount("duckdb_api_requests_total[GET, {unmatched}, 404]");
        assertThat(server.meters.values.keySet()).noneMatch(name -> name.contains("/metrics") || name.contains("4711"));
    }

    @Test
    void unforeseenFaultsAreCountedByClass() throws Exception {
        server.storage.fault = new IllegalStateException("x");
        try {
            server.get("/projects/p1", MemoryAuth.ADMIN);
        } finally {
            server.storage.fault = null;
        }
        awaitCount("duckdb_api_errors_total[IllegalStateException, /projects/{project_id}]");
    }

    @Test
    void scrapeShowsWhatTheStorageHolds() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/metrics"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; version=1.0.0; charset=utf-8");
        assertThat(answer.body())
                .contains("duckdb_projects_total[]=1.0")
                .contains("duckdb_storage_size_bytes[staging]=3.0")
                .contains("duckdb_api_service_info[0.1.0, v1.5.6]=1.0");
    }

    /** A request is counted when its answer was sent, which its client may see first. */
    private static void awaitCount(String name) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(10));
        while (!server.meters.values.containsKey(name) && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(server.meters.values).containsKey(name);
    }
}
