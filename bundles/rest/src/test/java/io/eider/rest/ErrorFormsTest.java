package io.eider.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.StorageHealth;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorFormsTest {
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
    void unknownRouteIsFormTwo() throws Exception {
        HttpResponse<String> answer = server.get("/nowhere", MemoryAuth.ADMIN);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Not Found\"}");
    }

    @Test
    void wrongMethodNamesTheRightOnes() throws Exception {
        HttpResponse<String> answer =
                server.send(server.request("/projects/p1").method("PATCH", HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Method Not Allowed\"}");
        assertThat(answer.headers().firstValue("allow")).hasValue("DELETE, GET, PUT");
    }

    @Test
    void missingKeyIsFormTwoWithChallenge() throws Exception {
        for (String header : List.of("Basic YTpi", "Bearer", "Bearer  ")) {
            HttpResponse<String> answer =
                    server.send(server.request("/projects").header("Authorization", header));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"detail\":\"Not authenticated\"}");
            assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
        }
    }

    @Test
    void wrongAdminKeyIsFormOneWithoutDetails() throws Exception {
        HttpResponse<String> answer = server.get("/projects", "wrong");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .isEqualTo("{\"detail\":{\"error\":\"unauthorized\",\"message\":\"Invalid admin API key\"}}");
        assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
    }

    @Test
    void foreignKeyIsForbiddenEvenForAProjectThatIsNotThere() throws Exception {
        for (String project : List.of("p1", "none", "..%2Fp1")) {
            HttpResponse<String> answer = server.get("/projects/" + project, "wrong");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body())
                    .isEqualTo("{\"detail\":{\"error\":\"forbidden\",\"message\":\"Access denied to project "
                            + project.replace("%2F", "/") + "\"}}");
        }
    }

    @Test
    void projectsOwnEndpointsSayNotFound() throws Exception {
        for (String path : List.of("/projects/none", "/projects/none/stats")) {
            HttpResponse<String> answer = server.get(path, MemoryAuth.ADMIN);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body())
                    .isEqualTo("{\"detail\":{\"error\":\"not_found\",\"message\":\"Project none not found\","
                            + "\"details\":{\"project_id\":\"none\"}}}");
        }
    }

    @Test
    void otherEndpointsSayProjectNotFound() throws Exception {
        HttpResponse<String> answer = server.get("/projects/none/branches/default/buckets", MemoryAuth.ADMIN);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"error\":\"project_not_found\"");
    }

    @Test
    void branchThatCannotBeOneIsNotFoundAfterTheProject() throws Exception {
        assertThat(server.get("/projects/none/branches/x/buckets", MemoryAuth.ADMIN)
                        .body())
                .contains("project_not_found");
        for (String branch : List.of("x", "DEFAULT", "..%2F..%2Fx", "0123abcd")) {
            HttpResponse<String> answer = server.get("/projects/p1/branches/" + branch + "/buckets", MemoryAuth.ADMIN);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("\"error\":\"branch_not_found\"");
        }
    }

    @Test
    void brokenNamesAreRefused() throws Exception {
        for (String path : List.of(
                "/projects/a%2Fb",
                "/projects/p1/branches/default/buckets/..%2Fx",
                "/projects/p1/branches/default/buckets/_x",
                "/projects/p1/branches/default/buckets/in_c_a/tables/..%2F..%2Fevil")) {
            HttpResponse<String> answer = server.get(path, MemoryAuth.ADMIN);
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.body()).contains("\"error\":\"invalid_name\"").contains("\"pattern\"");
        }
    }

    @Test
    void brokenJsonComesBeforeCredentials() throws Exception {
        HttpResponse<String> broken =
                server.send(server.request("/projects").POST(HttpRequest.BodyPublishers.ofString("{\"id\": ")));
        assertThat(broken.statusCode()).isEqualTo(422);
        assertThat(broken.body()).contains("\"type\":\"json_invalid\"");
        HttpResponse<String> wrong =
                server.send(server.request("/projects").POST(HttpRequest.BodyPublishers.ofString("{\"id\": 5}")));
        assertThat(wrong.statusCode()).isEqualTo(401);
    }

    @Test
    void fieldsComeBeforeExistence() throws Exception {
        HttpResponse<String> answer =
                server.post("/projects/none/branches/default/buckets", MemoryAuth.ADMIN, "{\"name\":5}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .isEqualTo("{\"detail\":[{\"type\":\"string_type\",\"loc\":[\"body\",\"name\"],"
                        + "\"msg\":\"Input should be a valid string\",\"input\":5}]}");
    }

    @Test
    void missingBodyIsSaidAfterAuthentication() throws Exception {
        HttpRequest.Builder request = server.request("/projects").POST(HttpRequest.BodyPublishers.noBody());
        assertThat(server.send(request).statusCode()).isEqualTo(401);
        HttpResponse<String> answer = server.send(request.header("Authorization", "Bearer " + MemoryAuth.ADMIN));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .isEqualTo("{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\"],"
                        + "\"msg\":\"Field required\",\"input\":null}]}");
    }

    @Test
    void queryParametersAreChecked() throws Exception {
        HttpResponse<String> answer = server.get("/projects?limit=0&offset=x", MemoryAuth.ADMIN);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("\"type\":\"greater_than_equal\",\"loc\":[\"query\",\"limit\"]")
                .contains("\"ctx\":{\"ge\":1}")
                .contains("\"type\":\"int_parsing\",\"loc\":[\"query\",\"offset\"]");
    }

    @Test
    void tooLargeABodyIsRefused() throws Exception {
        String body = "{\"id\":\"" + "x".repeat(11_000) + "\"}";
        HttpResponse<String> announced = server.post("/projects", MemoryAuth.ADMIN, body);
        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(announced.body()).contains("\"error\":\"request_too_large\"");
        HttpResponse<String> chunked = server.send(server.request("/projects")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(body.getBytes()))));
        assertThat(chunked.statusCode()).isEqualTo(413);
    }

    @Test
    void unforeseenFaultTellsNothing() throws Exception {
        server.storage.fault = new IllegalStateException("/data/secret");
        try {
            HttpResponse<String> answer = server.get("/projects/p1", MemoryAuth.ADMIN);
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"internal_server_error\",\"message\":\"An internal error occurred\"}");
            assertThat(answer.headers().firstValue("x-request-id")).isPresent();
        } finally {
            server.storage.fault = null;
        }
    }

    @Test
    void retryIsSuggestedWhenBusy() throws Exception {
        server.storage.fault = new ApiException(ErrorCode.TOO_BUSY, "The queue is full");
        try {
            HttpResponse<String> answer = server.get("/projects/p1", MemoryAuth.ADMIN);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"detail\":{\"error\":\"too_busy\",\"message\":\"The queue is full\",\"details\":{}}}");
        } finally {
            server.storage.fault = null;
        }
    }

    @Test
    void unwritablePathIsUnhealthy() throws Exception {
        server.storage.health = new StorageHealth(true, false, true, true, List.of());
        try {
            for (String path : List.of("/health", "/health/ready")) {
                HttpResponse<String> answer = server.send(server.request(path));
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body())
                        .isEqualTo("{\"detail\":{\"error\":\"storage_unavailable\","
                                + "\"message\":\"One or more storage paths are not accessible\","
                                + "\"details\":{\"data_dir\":true,\"duckdb_dir\":false,"
                                + "\"files_dir\":true,\"snapshots_dir\":true}}}");
            }
            assertThat(server.send(server.request("/health/live")).statusCode()).isEqualTo(200);
        } finally {
            server.storage.health = new StorageHealth(true, true, true, true, List.of());
        }
    }
}
