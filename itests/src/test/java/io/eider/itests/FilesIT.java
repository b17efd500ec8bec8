package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploaded files over HTTP (storage contract, sections 1.10 and 2.2). */
class FilesIT {
    private static final String P = "/projects/p1/files";
    private static final long GIBIBYTE = 1L << 30;
    private static final Duration SOON = Duration.ofSeconds(20);

    private static EiderProcess eider;
    private static EiderClient p1;
    private static EiderClient p2;

    @BeforeAll
    static void start() {
        eider = EiderProcess.configure().start();
        p1 = eider.admin().createProject("p1");
        p2 = eider.admin().createProject("p2");
    }

    @AfterAll
    static void stop() {
        eider.close();
    }

    @Test
    void takesAndGivesAGibibyteInFlatMemory() throws Exception {
        p1.upload("p1", "warm.bin", "warm up");
        String url = p1.prepare("p1", "big.bin").path("upload_url").asText();
        long before = residentMegabytes("VmRSS");
        long start = System.nanoTime();
        JsonNode received = p1.send(
                        p1.multipart(url, "big.bin", BodyPublishers.ofInputStream(() -> new Filler(GIBIBYTE))))
                .expect(200)
                .json();
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(received.path("size_bytes").asLong()).isEqualTo(GIBIBYTE);
        assertThat(received.path("checksum_sha256").asText()).isEqualTo(sha256(new Filler(GIBIBYTE)));

        JsonNode file =
                register(p1, received.path("upload_key").asText()).expect(201).json();
        HttpResponse<InputStream> download = HttpClient.newHttpClient()
                .send(
                        p1.request(P + "/" + file.path("id").asText() + "/download")
                                .build(),
                        BodyHandlers.ofInputStream());
        assertThat(download.headers().firstValueAsLong("Content-Length")).hasValue(GIBIBYTE);
        try (InputStream body = download.body()) {
            assertThat(sha256(body)).isEqualTo(received.path("checksum_sha256").asText());
        }
        assertThat(residentMegabytes("VmHWM") - before)
                .as("megabytes more than before; the upload took %.1f s", seconds)
                .isLessThan(300);
        p1.delete(P + "/" + file.path("id").asText()).expect(204);
    }

    @Test
    void givesPartsOfAFile() {
        String file = P + "/" + p1.upload("p1", "digits.txt", "0123456789") + "/download";
        Reply whole = p1.get(file).expect(200);
        assertThat(whole.text()).isEqualTo("0123456789");
        assertThat(whole.headers().firstValue("Accept-Ranges")).hasValue("bytes");
        assertThat(whole.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"digits.txt\"");
        assertPart(file, "bytes=2-4", "234", "bytes 2-4/10");
        assertPart(file, "bytes=7-", "789", "bytes 7-9/10");
        assertPart(file, "bytes=-2", "89", "bytes 8-9/10");
        assertPart(file, "bytes=8-100", "89", "bytes 8-9/10");
        Reply beyond = p1.send(p1.request(file).header("Range", "bytes=10-")).expect(416);
        assertThat(beyond.headers().firstValue("Content-Range")).hasValue("bytes */10");
        assertThat(p1.send(p1.request(file).header("Range", "lines=1-2"))
                        .expect(200)
                        .text())
                .isEqualTo("0123456789");

        String etag = whole.headers().firstValue("ETag").orElseThrow();
        p1.send(p1.request(file).header("If-None-Match", etag)).expect(304);
        p1.send(p1.request(file).header("Range", "bytes=0-0").header("If-Range", etag))
                .expect(206);
        p1.send(p1.request(file).header("Range", "bytes=0-0").header("If-Range", "\"other\""))
                .expect(200);
    }

    @Test
    void uploadThatBreaksOffLeavesNothing() throws Exception {
        String key = p1.prepare("p1", "a.bin").path("upload_key").asText();
        try (Socket socket = upload(key, "Content-Length: 2000000")) {
            OutputStream out = socket.getOutputStream();
            out.write(new byte[1_000_000]);
            out.flush();
            Deadline.await("the bytes arrive", SOON, () -> !staged("p1", key).isEmpty());
        }
        Deadline.await("the bytes go", SOON, () -> staged("p1", key).isEmpty());
        assertThat(register(p1, key).expect(400).error()).isEqualTo("file_not_uploaded");
    }

    @Test
    void wrongLengthsAreRefusedAndLeaveNothing() throws Exception {
        String key = p1.prepare("p1", "a.bin").path("upload_key").asText();
        String part = "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n0123456789\r\n--b--\r\n";
        assertThat(answer(key, "Content-Length: " + (part.length() - 8), part)).startsWith("HTTP/1.1 400");
        assertThat(answer(key, "Content-Length: 20", part)).startsWith("HTTP/1.1 400");
        assertThat(answer(key, "Content-Length: -1", part)).startsWith("HTTP/1.1 400");
        assertThat(answer(key, "Content-Length: x", part)).startsWith("HTTP/1.1 400");
        assertThat(answer(key, "Content-Length: 5\r\nContent-Length: 6", part)).startsWith("HTTP/1.1 400");
        assertThat(answer(key, "Transfer-Encoding: chunked", "5\r\n--b\r\n\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(staged("p1", key)).isEmpty();
        assertThat(register(p1, key).expect(400).error()).isEqualTo("file_not_uploaded");

        assertThat(answer(key, "Content-Length: " + part.length(), part)).startsWith("HTTP/1.1 200");
        assertThat(register(p1, key).expect(201).json().path("size_bytes").asLong())
                .isEqualTo(10);
    }

    @Test
    void uploadSurvivesCrashesBetweenItsStages() throws Exception {
        try (EiderProcess first = EiderProcess.configure().start()) {
            EiderClient client = first.admin().createProject("p1");
            String key = client.prepare("p1", "a.txt").path("upload_key").asText();
            first.kill();
            try (EiderProcess second = first.again()) {
                client.send(client.multipart(P + "/upload/" + key, "x", BodyPublishers.ofString("kept")))
                        .expect(200);
                String other = client.prepare("p1", "b").path("upload_key").asText();
                Path staging = first.dataDir().resolve("files/project_p1/staging");
                Files.writeString(staging.resolve(other + "_b.0123456789abcdef"), "half of an upload");
                second.kill();
                try (EiderProcess third = second.again()) {
                    assertThat(staging)
                            .isDirectoryNotContaining(path -> path.toString().contains(other));
                    String id =
                            register(client, key).expect(201).json().path("id").asText();
                    assertThat(third.log()).contains("no open upload names it");
                    assertThat(staging).isEmptyDirectory();
                    assertThat(client.get(P + "/" + id + "/download")
                                    .expect(200)
                                    .text())
                            .isEqualTo("kept");
                    assertThat(register(client, other).expect(400).error()).isEqualTo("file_not_uploaded");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "..",
                "a/../../evil",
                "/etc/evil",
                "..\\evil",
                "evil\u0000.csv",
                "evil\n.csv",
                "",
                " ",
                "evil/"
            })
    void refusesNamesThatArePaths(String name) throws Exception {
        Reply prepared = p1.post(P + "/prepare", Map.of("filename", name));
        assertThat(prepared.expect(400).error()).isEqualTo("invalid_name");
        String key = received("p1", p1, "good.txt", "x");
        Reply registered = p1.post(P, Map.of("upload_key", key, "name", name));
        assertThat(registered.expect(400).error()).isEqualTo("invalid_name");
        assertThat(register(p1, key).expect(201).json().path("name").asText()).isEqualTo("good.txt");
        assertThat(everything()).noneMatch(path -> path.contains("evil"));
    }

    @Test
    void ignoresTheFileNameOfThePart() throws Exception {
        String key = p1.prepare("p1", "mine.txt").path("upload_key").asText();
        p1.send(p1.multipart(P + "/upload/" + key, "../../../evil.txt", BodyPublishers.ofString("x")))
                .expect(200);
        assertThat(register(p1, key).expect(201).json().path("path").asText()).endsWith("_mine.txt");
        assertThat(everything()).noneMatch(path -> path.contains("evil"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2F..%2Fmetadata.duckdb",
                "..%2f..%2f..%2fetc%2fpasswd",
                "%2Fetc%2Fpasswd",
                "..%5C..%5Cmetadata.duckdb",
                "..;/metadata.duckdb",
                "%00",
                "x'%20OR%20'1'='1",
                "00000000-0000-0000-0000-000000000000"
            })
    void findsNoFileByAPath(String id) {
        p1.upload("p1", "a.txt", "x");
        for (String path : List.of(P + "/" + id, P + "/" + id + "/download")) {
            assertThat(p1.get(path).status()).as(path).isIn(400, 404);
        }
        assertThat(p1.delete(P + "/" + id).status()).isIn(400, 404, 405);
        assertThat(p1.send(p1.multipart(P + "/upload/" + id, "x", BodyPublishers.ofString("x")))
                        .status())
                .isIn(400, 404);
        assertThat(register(p1, id).expect(404).error()).isEqualTo("upload_session_not_found");
    }

    @Test
    void keepsProjectsApart() throws Exception {
        String key = received("p1", p1, "secret.txt", "secret");
        String foreign = "/projects/p2/files";
        assertThat(p2.send(p2.multipart(foreign + "/upload/" + key, "x", BodyPublishers.ofString("evil")))
                        .expect(403)
                        .error())
                .isEqualTo("upload_session_mismatch");
        assertThat(p2.post(foreign, Map.of("upload_key", key)).expect(403).error())
                .isEqualTo("upload_session_mismatch");
        assertThat(p2.get(P).expect(403).error()).isEqualTo("forbidden");

        String id = register(p1, key).expect(201).json().path("id").asText();
        assertThat(p2.get(P + "/" + id + "/download").expect(403).error()).isEqualTo("forbidden");
        assertThat(p2.get(foreign + "/" + id + "/download").expect(404).error()).isEqualTo("file_not_found");
        assertThat(p2.delete(foreign + "/" + id).expect(404).error()).isEqualTo("file_not_found");
        assertThat(p1.get(P + "/" + id + "/download").expect(200).text()).isEqualTo("secret");
    }

    @Test
    void droppedProjectTakesItsFilesAlong() throws Exception {
        EiderClient p3 = eider.admin().createProject("p3");
        p3.upload("p3", "a.txt", "x");
        String key = received("p3", p3, "b.txt", "y");
        eider.admin().delete("/projects/p3").expect(204);
        assertThat(everything()).noneMatch(path -> path.contains("project_p3"));
        EiderClient again = eider.admin().createProject("p3");
        assertThat(again.get("/projects/p3/files")
                        .expect(200)
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(again.post("/projects/p3/files", Map.of("upload_key", key))
                        .expect(404)
                        .error())
                .isEqualTo("upload_session_not_found");
        eider.admin().delete("/projects/p3").expect(204);
    }

    private static void assertPart(String path, String range, String content, String contentRange) {
        Reply part = p1.send(p1.request(path).header("Range", range)).expect(206);
        assertThat(part.text()).isEqualTo(content);
        assertThat(part.headers().firstValue("Content-Range")).hasValue(contentRange);
    }

    private static Reply register(EiderClient client, String key) {
        return client.post(P, Map.of("upload_key", key));
    }

    /** The key of an upload whose bytes have come. */
    private static String received(String project, EiderClient client, String name, String content) {
        JsonNode prepared = client.prepare(project, name);
        client.send(client.multipart(prepared.path("upload_url").asText(), name, BodyPublishers.ofString(content)))
                .expect(200);
        return prepared.path("upload_key").asText();
    }

    /** An upload written by hand, up to the blank line after its headers. */
    private static Socket upload(String key, String lengthHeader) throws IOException {
        Socket socket = new Socket("127.0.0.1", eider.base().getPort());
        socket.setSoTimeout((int) SOON.toMillis());
        String head = "POST " + P + "/upload/" + key + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + p1.key() + "\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\n" + lengthHeader + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        if (!lengthHeader.startsWith("Transfer-Encoding") && lengthHeader.endsWith("000")) {
            String part = "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n";
            socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
        }
        return socket;
    }

    private static String answer(String key, String lengthHeader, String body) throws IOException {
        try (Socket socket = upload(key, lengthHeader)) {
            socket.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> staged(String project, String key) {
        Path staging = eider.dataDir().resolve("files/project_" + project + "/staging");
        return everything(staging).stream().filter(path -> path.contains(key)).toList();
    }

    private static List<String> everything() {
        return everything(eider.dataDir());
    }

    private static List<String> everything(Path root) {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(path -> !path.startsWith(eider.dataDir().resolve("karaf")))
                    .map(Path::toString)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return everything(root); // something went while it was looked at
        }
    }

    private static long residentMegabytes(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + eider.pid() + "/status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static String sha256(InputStream content) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
    }
}
