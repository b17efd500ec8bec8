package io.eider.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwapTest {
    @TempDir
    Path root;

    private RestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new RestServer(root);
        server.createTable();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void requestWaitsForTheNextStorage() throws Exception {
        server.services.unbindStorage(server.storage);
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return server.get("/projects/p1", MemoryAuth.ADMIN);
            } catch (Exception e) { // whatever it is, the test fails with it
                throw new IllegalStateException(e);
            }
        });
        server.services.bindStorage(server.storage);
        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void requestThatWaitedInVainIsToldToRepeat() throws Exception {
        server.services.unbindStorage(server.storage);
        HttpResponse<String> answer = server.get("/projects/p1", MemoryAuth.ADMIN);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"error\":\"service_unavailable\"");
        assertThat(server.send(server.request("/health")).body()).contains("storage_unavailable");
        assertThat(server.send(server.request("/health/ready")).statusCode()).isEqualTo(503);
        assertThat(server.send(server.request("/health/live")).statusCode()).isEqualTo(200);
        assertThat(server.send(server.request("/metrics")).statusCode()).isEqualTo(200);
    }

    @Test
    void withoutMetersRequestsAreServedAtOnce() throws Exception {
        server.services.unbindMeters(server.meters);
        server.services.unbindScrape(server.meters);
        assertThat(server.get("/projects/p1", MemoryAuth.ADMIN).statusCode()).isEqualTo(200);
        assertThat(server.send(server.request("/metrics")).statusCode()).isEqualTo(503);
    }

    @Test
    void projectWithoutAKeyIsNotLeftBehind() throws Exception {
        server.services.unbindAuth(server.auth);
        server.services.bindAuth(new FailingAuth(server.auth));
        assertThat(server.post("/projects", MemoryAuth.ADMIN, "{\"id\":\"p2\"}").statusCode())
                .isEqualTo(503);
        assertThat(server.get("/projects/p2", MemoryAuth.ADMIN).statusCode()).isEqualTo(404);
    }
}
