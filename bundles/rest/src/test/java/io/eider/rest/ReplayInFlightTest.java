package io.eider.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.Replays.Answer;
import io.eider.api.storage.Replays.Answered;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests with an idempotency key that run at once, fail half-way or lose the storage: the key is never stuck. */
class ReplayInFlightTest {
    private static final int CROWD = 64;

    @TempDir
    Path root;

    private RestServer server;
    private final AtomicInteger created = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        server = new RestServer(root);
        server.createTable();
        server.storage.beforeCreate = created::incrementAndGet;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void oneOfManyAtOnceIsExecuted() throws Exception {
        CountDownLatch refused = new CountDownLatch(CROWD - 1);
        server.storage.beforeCreate = () -> {
            created.incrementAndGet();
            await(refused);
        };
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            answers.add(HttpClient.newHttpClient()
                    .sendAsync(create().build(), BodyHandlers.ofString())
                    .whenComplete((answer, error) -> refused.countDown()));
        }
        int made = 0;
        for (CompletableFuture<HttpResponse<String>> pending : answers) {
            HttpResponse<String> answer = pending.get(30, TimeUnit.SECONDS);
            if (answer.statusCode() == 201) {
                made++;
                continue;
            }
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body())
                    .startsWith("{\"error\":\"idempotency_in_progress\",\"message\":\"")
                    .doesNotContain("detail");
            assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
        }
        assertThat(made).isEqualTo(1);
        assertThat(created).hasValue(1);
        assertThat(server.send(create()).headers().firstValue("x-idempotency-replay"))
                .hasValue("true");
    }

    @Test
    void manyRepetitionsAtOnceAllSeeTheAnswer() throws Exception {
        server.send(create());
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            answers.add(client.sendAsync(create().build(), BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> pending : answers) {
            assertThat(pending.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
        }
        assertThat(created).hasValue(1);
    }

    @Test
    void whatIsToBeRepeatedLaterIsExecutedAgain() throws Exception {
        for (ErrorCode code : List.of(
                ErrorCode.TOO_BUSY,
                ErrorCode.OPERATION_CANCELLED,
                ErrorCode.STORAGE_FULL,
                ErrorCode.UPLOAD_TOO_LARGE)) {
            server.storage.beforeCreate = () -> {
                throw new ApiException(code, "later");
            };
            assertThat(server.send(create()).statusCode()).isEqualTo(code.httpStatus());
        }
        isExecutedNext();
    }

    @Test
    void uploadThatIsCutOffIsExecutedAgain() throws Exception {
        String prepared = server.post("/projects/p1/files/prepare", MemoryAuth.ADMIN, "{\"filename\":\"a.csv\"}")
                .body();
        String key = prepared.replaceAll(".*\"upload_key\":\"([^\"]*)\".*", "$1");
        String part = "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\ndata\r\n--b--\r\n";
        for (int length : new int[] {part.length() - 20, part.length()}) {
            HttpResponse<String> answer = server.send(server.request("/projects/p1/files/upload/" + key)
                    .header("Authorization", "Bearer " + MemoryAuth.ADMIN)
                    .header("X-Idempotency-Key", "k")
                    .header("Content-Type", "multipart/form-data; boundary=b")
                    .POST(BodyPublishers.ofString(part.substring(0, length))));
            assertThat(answer.statusCode()).isEqualTo(length == part.length() ? 200 : 400);
        }
        nothingRuns();
    }

    @Test
    void uploadWhoseConnectionBreaksIsExecutedAgain() throws Exception {
        String prepared = server.post("/projects/p1/files/prepare", MemoryAuth.ADMIN, "{\"filename\":\"a.csv\"}")
                .body();
        String key = prepared.replaceAll(".*\"upload_key\":\"([^\"]*)\".*", "$1");
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(("POST /projects/p1/files/upload/" + key + " HTTP/1.1\r\nHost: x\r\n"
                                    + "Authorization: Bearer admin\r\nX-Idempotency-Key: k\r\n"
                                    + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n"
                                    + "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nsome")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
        assertThat(server.storage.replays.kept).isEmpty();
        nothingRuns();
    }

    @Test
    void faultOfTheMachineDoesNotKeepTheKey() throws Exception {
        server.storage.beforeCreate = () -> {
            throw new StackOverflowError("on purpose");
        };
        assertThat(server.send(create()).statusCode()).isEqualTo(500);
        nothingRuns();
    }

    @Test
    void answerThatCannotBeKeptIsStillSent() throws Exception {
        server.storage.replays.beforeKeeping = () -> {
            throw new IllegalStateException("on purpose");
        };
        assertThat(server.send(create()).statusCode()).isEqualTo(201);
        server.storage.replays.beforeKeeping = () -> {};
        assertThat(server.send(create()).statusCode()).as("executed again").isEqualTo(409);
        nothingRuns();
    }

    @Test
    void faultOfTheMachineAfterTheResourceDoesNotKeepTheKey() throws Exception {
        server.storage.replays.beforeKeeping = () -> {
            throw new StackOverflowError("on purpose");
        };
        assertThat(server.send(create()).statusCode()).isEqualTo(500);
        server.storage.replays.beforeKeeping = () -> {};
        nothingRuns();
    }

    @Test
    void answerIsKeptByTheStorageThatCameInBetween() throws Exception {
        MemoryStorage next = new MemoryStorage(root);
        List<HttpResponse<String>> meanwhile = new ArrayList<>();
        server.storage.beforeCreate = () -> {
            created.incrementAndGet();
            server.services.unbindStorage(server.storage);
            server.services.bindStorage(next);
            meanwhile.add(sendQuietly());
        };
        assertThat(server.send(create()).statusCode()).isEqualTo(201);
        assertThat(meanwhile).singleElement().satisfies(answer -> assertThat(answer.body())
                .contains("idempotency_in_progress"));
        assertThat(server.send(create()).headers().firstValue("x-idempotency-replay"))
                .hasValue("true");
        assertThat(created).hasValue(1);
        assertThat(next.replays.kept).hasSize(1);
        assertThat(next.replays.running).isEmpty();
    }

    @Test
    void storageThatIsGoneAtTheEndCostsTheReplayOnly() throws Exception {
        server.storage.beforeCreate = () -> server.services.unbindStorage(server.storage);
        assertThat(server.send(create()).statusCode()).isEqualTo(201);
        MemoryStorage next = new MemoryStorage(root);
        server.services.bindStorage(next);
        next.beforeCreate = created::incrementAndGet;
        assertThat(server.send(create()).statusCode()).isEqualTo(201);
        assertThat(created).hasValue(1);
    }

    @Test
    void keptAnswerThatIsDamagedIsAFaultAndIsNotExecutedAgain() throws Exception {
        server.send(create());
        server.storage.replays.kept.replaceAll((name, known) ->
                new Answered(known.request(), new Answer(known.answer().status(), new byte[100])));
        HttpResponse<String> answer = server.send(create());
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"error\":\"internal_server_error\"");
        assertThat(created).hasValue(1);
    }

    private void isExecutedNext() throws Exception {
        assertThat(server.storage.replays.running).isEmpty();
        server.storage.beforeCreate = created::incrementAndGet;
        HttpResponse<String> answer = server.send(create());
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().map()).doesNotContainKey("x-idempotency-replay");
        assertThat(created).hasValue(1);
    }

    private void nothingRuns() throws Exception {
        server.storage.beforeCreate = created::incrementAndGet;
        assertThat(server.storage.replays.running).isEmpty();
        assertThat(server.send(create()).body()).doesNotContain("idempotency_in_progress");
    }

    private HttpRequest.Builder create() {
        return server.request("/projects")
                .header("Authorization", "Bearer " + MemoryAuth.ADMIN)
                .header("X-Idempotency-Key", "k")
                .POST(BodyPublishers.ofString("{\"id\":\"p2\"}"));
    }

    private HttpResponse<String> sendQuietly() {
        try {
            return server.send(create());
        } catch (Exception e) { // whatever it is, the test fails with it
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
