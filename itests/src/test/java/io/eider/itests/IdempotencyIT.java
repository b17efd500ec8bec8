package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.itests.EiderClient.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Section 0.5 of the storage contract on the built server: a repetition is answered once more and not executed. */
class IdempotencyIT {
    private static final int PATIENCE_MILLIS = 60_000;

    @TempDir
    Path data;

    @Test
    void answersAreGivenAgainAlsoAfterARestart() throws Exception {
        String secret;
        Reply first;
        try (EiderProcess eider = EiderProcess.configure().dataDir(data).start()) {
            first = create(eider, "k1").expect(201);
            secret = first.json().path("api_key").asText();
            assertThat(first.headers().map()).doesNotContainKeys("x-idempotency-key", "x-idempotency-replay");
            isReplay(create(eider, "k1"), first);
            assertThat(create(eider, "k2").expect(409).error()).isEqualTo("project_exists");
            noSecret(secret);
            eider.stop();
            try (EiderProcess again = eider.again()) {
                isReplay(create(again, "k1"), first);
                assertThat(again.admin(secret).get("/projects/p1").expect(200).status())
                        .isEqualTo(200);
                deletionOverOneConnection(again);
                again.kill();
                try (EiderProcess third = again.again()) {
                    isReplay(create(third, "k1"), first);
                    third.admin().get("/projects/p1").expect(404);
                    assertThat(third.admin().get("/metrics").text())
                            .contains("duckdb_idempotency_cache_hits_total 1", "duckdb_idempotency_cache_size 3");
                }
            }
        }
        noSecret(secret);
    }

    /** A body after the head of a 204 would be taken for the next answer. */
    private static void deletionOverOneConnection(EiderProcess eider) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", eider.base().getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (int i = 0; i < 4; i++) {
                String request = "DELETE /projects/p1 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Idempotency-Key: d\r\n"
                        + "Authorization: Bearer " + eider.adminKey() + "\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                List<String> head = head(in);
                assertThat(head.get(0)).startsWith("HTTP/1.1 204");
                assertThat(head.contains("x-idempotency-replay: true")).isEqualTo(i > 0);
                assertThat(head).noneMatch(line -> line.startsWith("content-type") || line.startsWith("connection"));
            }
        }
    }

    private static List<String> head(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>(List.of(in.readLine()));
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            lines.add(line.toLowerCase(Locale.ROOT));
        }
        return lines;
    }

    private static Reply create(EiderProcess eider, String key) {
        EiderClient admin = eider.admin();
        return admin.send(admin.request("/projects")
                .header("Content-Type", "application/json")
                .header("X-Idempotency-Key", key)
                .POST(BodyPublishers.ofString("{\"id\":\"p1\"}")));
    }

    private static void isReplay(Reply reply, Reply first) {
        assertThat(reply.expect(201).text()).isEqualTo(first.text());
        assertThat(reply.headers().firstValue("x-idempotency-replay")).hasValue("true");
        assertThat(reply.headers().firstValue("x-idempotency-key")).hasValue("k1");
        assertThat(reply.headers().firstValue("content-type")).hasValue("application/json");
    }

    private void noSecret(String secret) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            List<Path> catalog = files.filter(
                            file -> file.getFileName().toString().startsWith("metadata.duckdb"))
                    .toList();
            assertThat(catalog).isNotEmpty();
            for (Path file : catalog) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
            }
        }
    }
}
