package io.eider.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.auth.NewApiKey;
import io.eider.api.auth.Scope;
import io.eider.api.id.ProjectId;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Section 0.5 of the contract: what is answered to the repetition of a request with an idempotency key. */
class ReplayTest {
    private static final String CREATE = "{\"id\":\"p2\"}";

    @TempDir
    Path root;

    private RestServer server;
    private final AtomicInteger created = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        server = new RestServer(root, RestServer.settings(false, 3_000_000, true));
        server.createTable();
        server.storage.beforeCreate = created::incrementAndGet;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void repetitionIsAnsweredAlikeAndNotExecuted() throws Exception {
        HttpResponse<String> first = send("POST", "/projects", "k", CREATE);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().map()).doesNotContainKeys("x-idempotency-key", "x-idempotency-replay");
        HttpResponse<String> second = send("POST", "/projects?x=1", "k", CREATE);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body()).contains("\"api_key\":\"proj_p2");
        assertThat(second.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(second.headers().firstValue("x-idempotency-key")).hasValue("k");
        assertThat(second.headers().firstValue("x-idempotency-replay")).hasValue("true");
        assertThat(second.headers().firstValue("x-request-id"))
                .isPresent()
                .isNotEqualTo(first.headers().firstValue("x-request-id"));
        assertThat(created).hasValue(1);
    }

    @Test
    void withoutAKeyEveryRequestIsExecuted() throws Exception {
        server.post("/projects", MemoryAuth.ADMIN, CREATE);
        assertThat(server.post("/projects", MemoryAuth.ADMIN, CREATE).statusCode())
                .isEqualTo(409);
        assertThat(server.storage.replays.kept).isEmpty();
    }

    @Test
    void deletionIsRepeatedAsAnEmptyAnswer() throws Exception {
        for (String replay : new String[] {null, "true"}) {
            HttpResponse<String> answer = send("DELETE", "/projects/p1", "k", null);
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValue("x-idempotency-replay").orElse(null))
                    .isEqualTo(replay);
            assertThat(answer.headers().map()).doesNotContainKey("content-type");
        }
        assertThat(send("DELETE", "/projects/p1", "other", null).statusCode()).isEqualTo(404);
    }

    @Test
    void errorsOfTheClientAreRepeatedToo() throws Exception {
        assertThat(twice("POST", "/projects", "{\"id\":5}")).isEqualTo(422);
        assertThat(twice("DELETE", "/projects/none", null)).isEqualTo(404);
        assertThat(twice("PUT", "/projects/a%2Fb", "{}")).isEqualTo(400);
        assertThat(twice("POST", "/projects", "{\"id\":\"p1\"}")).isEqualTo(409);
        server.storage.fault = new IllegalStateException("unforeseen");
        assertThat(twice("PUT", "/projects/p1", "{}")).isEqualTo(500);
    }

    /** The status of the first answer; the second is the same, and is a replay. */
    private int twice(String method, String path, String body) throws Exception {
        String key = method + path + body;
        HttpResponse<String> first = send(method, path, key, body);
        HttpResponse<String> second = send(method, path, key, body);
        assertThat(second.statusCode()).isEqualTo(first.statusCode());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(first.headers().map()).doesNotContainKey("x-idempotency-replay");
        assertThat(second.headers().firstValue("x-idempotency-replay")).hasValue("true");
        return first.statusCode();
    }

    @Test
    void keyOfAnotherRequestIsAConflict() throws Exception {
        send("POST", "/projects", "k", CREATE);
        conflict(send("DELETE", "/projects/p2", "k", null), "Idempotency key was used with POST, not DELETE");
        conflict(
                send("POST", "/projects/p2/branches/default/buckets", "k", "{\"name\":\"b\"}"),
                "Idempotency key was used with different endpoint");
        conflict(
                send("POST", "/projects", "k", "{\"id\":\"p3\"}"),
                "Idempotency key was used with different request body");
        conflict(send("POST", "/projects", "k", CREATE + " "), "Idempotency key was used with different request body");
        assertThat(created).hasValue(1);
        assertThat(meter("conflicts_total")).isEqualTo(4);
    }

    private static void conflict(HttpResponse<String> answer, String message) {
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("{\"error\":\"idempotency_conflict\",\"message\":\"" + message + "\"}");
        assertThat(answer.headers().map()).doesNotContainKeys("x-idempotency-replay", "retry-after");
    }

    @Test
    void bodiesAreComparedOnlyIfBothRequestsHaveOne() throws Exception {
        assertThat(send("POST", "/projects", "k", "").statusCode()).isEqualTo(422);
        HttpResponse<String> second = send("POST", "/projects", "k", CREATE);
        assertThat(second.statusCode()).isEqualTo(422);
        assertThat(second.headers().firstValue("x-idempotency-replay")).hasValue("true");
    }

    @Test
    void keyOfAReadIsIgnored() throws Exception {
        for (String method : List.of("GET", "HEAD", "OPTIONS")) {
            for (int i = 0; i < 2; i++) {
                HttpResponse<String> answer = send(method, "/projects", "", null);
                assertThat(answer.statusCode()).as(method).isNotEqualTo(400);
                assertThat(answer.headers().map()).as(method).doesNotContainKey("x-idempotency-key");
            }
        }
        assertThat(server.storage.replays.kept).isEmpty();
    }

    @Test
    void keyThatIsNoTextIsRefused() throws Exception {
        for (String key : List.of("", "x".repeat(256), "a\tb")) {
            HttpResponse<String> answer = send("POST", "/projects", key, CREATE);
            assertThat(answer.statusCode()).as(key).isEqualTo(400);
            assertThat(answer.body()).contains("\"error\":\"invalid_request\"").contains("\"detail\"");
        }
        assertThat(created).hasValue(0);
        assertThat(send("POST", "/projects", "x".repeat(253) + " ~", CREATE).statusCode())
                .isEqualTo(201);
    }

    @Test
    void keyBelongsToItsCaller() throws Exception {
        String bucket = "{\"name\":\"b\"}";
        String one = projectKey();
        String two = projectKey();
        assertThat(post(one, "/projects/p1/branches/default/buckets", "k", bucket)
                        .statusCode())
                .isEqualTo(201);
        HttpResponse<String> foreign = post(two, "/projects/p1/branches/default/buckets", "k", bucket);
        assertThat(foreign.statusCode()).as("executed anew").isEqualTo(409);
        assertThat(foreign.body()).contains("bucket_exists");
        assertThat(post(one, "/projects/p1/branches/default/buckets", "k", bucket)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void whoMayNotDoItSeesNoAnswer() throws Exception {
        String owner = projectKey();
        post(MemoryAuth.ADMIN, "/projects", "k", CREATE);
        for (String caller : List.of("", "wrong", owner)) {
            HttpResponse<String> answer = post(caller, "/projects", "k", CREATE);
            assertThat(answer.statusCode()).as(caller).isEqualTo(401);
            assertThat(answer.body()).doesNotContain("proj_p2");
        }
        String path = "/projects/p1/branches/default/buckets";
        post(owner, path, "k", "{\"name\":\"b\"}");
        server.auth.removeAll(new ProjectId("p1"));
        assertThat(post(owner, path, "k", "{\"name\":\"b\"}").statusCode())
                .as("revoked since")
                .isEqualTo(403);
    }

    @Test
    void whatIsKeptHoldsNoSecret() throws Exception {
        String secret =
                send("POST", "/projects", "my-own-key", CREATE).body().replaceAll(".*\"api_key\":\"([^\"]*)\".*", "$1");
        assertThat(secret).startsWith("proj_p2_");
        assertThat(server.storage.replays.kept).hasSize(1).allSatisfy((name, known) -> {
            String all = name + known.request() + new String(known.answer().body(), StandardCharsets.ISO_8859_1);
            assertThat(all).doesNotContain(secret, "api_key", "my-own-key", MemoryAuth.ADMIN);
            assertThat(name).matches("[0-9a-f]{64}");
        });
    }

    @Test
    void answerOverAMegabyteIsSentAndNotKept() throws Exception {
        String noName = "[" + "\"%s\",".formatted("x".repeat(1000)).repeat(150) + "5]"; // is repeated in the answer
        String column = "{\"name\":" + noName + ",\"type\":\"INTEGER\"}";
        String table = "{\"name\":\"t\",\"columns\":[" + (column + ",").repeat(9) + column + "]}";
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = send("POST", "/projects/p1/branches/default/buckets/b/tables", "k", table);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).hasSizeGreaterThan(1 << 20);
            assertThat(answer.headers().map()).doesNotContainKey("x-idempotency-replay");
        }
        assertThat(server.storage.replays.running).isEmpty();
    }

    @Test
    void replaysAreCounted() throws Exception {
        for (int i = 0; i < 3; i++) {
            send("POST", "/projects", "k", CREATE);
        }
        assertThat(meter("cache_misses_total")).isEqualTo(1);
        assertThat(meter("cache_hits_total")).isEqualTo(2);
        server.send(server.request("/metrics"));
        assertThat(meter("cache_size")).isEqualTo(1);
    }

    private double meter(String name) {
        return server.meters.values.get("duckdb_idempotency_" + name + "[]");
    }

    private String projectKey() {
        return server.auth
                .issue(new NewApiKey(
                        new ProjectId("p1"), Scope.PROJECT_ADMIN, Optional.empty(), "test", Optional.empty()))
                .secret();
    }

    private HttpResponse<String> send(String method, String path, String key, String body) throws Exception {
        return server.send(server.request(path)
                .header("Authorization", "Bearer " + MemoryAuth.ADMIN)
                .header("X-Idempotency-Key", key)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> post(String caller, String path, String key, String body) throws Exception {
        return server.send(server.request(path)
                .header("Authorization", "Bearer " + caller)
                .header("X-Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }
}
