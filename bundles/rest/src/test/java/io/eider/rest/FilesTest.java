package io.eider.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eider.api.id.ProjectId;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PART =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\nid,v\n1,a\n\r\n--b--\r\n";

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
    void fileIsPreparedUploadedAndRegistered() throws Exception {
        JsonNode prepared = JSON.readTree(server.post(
                        "/projects/p1/files/prepare",
                        MemoryAuth.ADMIN,
                        "{\"filename\":\"a.csv\",\"tags\":{\"k\":\"v\"}}")
                .body());
        String key = prepared.get("upload_key").textValue();
        assertThat(prepared.get("upload_url").textValue()).isEqualTo("/projects/p1/files/upload/" + key);

        HttpResponse<String> uploaded = upload(key, "multipart/form-data; boundary=b", PART);
        assertThat(uploaded.statusCode()).isEqualTo(200);
        assertThat(uploaded.body())
                .isEqualTo("{\"upload_key\":\"" + key + "\",\"staging_path\":\"staging/" + key
                        + "_a.csv\",\"size_bytes\":9,\"checksum_sha256\":\"" + "0".repeat(64) + "\"}");

        HttpResponse<String> registered =
                server.post("/projects/p1/files", MemoryAuth.ADMIN, "{\"upload_key\":\"" + key + "\"}");
        assertThat(registered.statusCode()).isEqualTo(201);
        JsonNode file = JSON.readTree(registered.body());
        assertThat(file.get("is_staged").booleanValue()).isFalse();
        assertThat(file.get("expires_at").isNull()).isTrue();
        assertThat(file.get("tags").toString()).isEqualTo("{\"k\":\"v\"}");
    }

    @Test
    void uploadWithoutThePartIsRefused() throws Exception {
        String key = prepare();
        for (String type : List.of("text/csv", "multipart/form-data", "multipart/form-data; boundary=b")) {
            String body = type.endsWith("b") ? PART.replace("\"file\"", "\"other\"") : PART;
            HttpResponse<String> answer = upload(key, type, body);
            assertThat(answer.statusCode()).as(type).isEqualTo(422);
            assertThat(answer.body()).contains("\"loc\":[\"body\",\"file\"]");
        }
        assertThat(files().isKept(key)).isFalse();
    }

    @Test
    void multipartBodyThatIsCutShortLeavesNothing() throws Exception {
        String key = prepare();
        for (int cut : List.of(10, PART.length() - 20, PART.length() - 6)) {
            HttpResponse<String> answer = upload(key, "multipart/form-data; boundary=b", PART.substring(0, cut));
            assertThat(answer.statusCode()).as("cut at %s", cut).isEqualTo(400);
            assertThat(answer.body()).contains("\"error\":\"upload_incomplete\"");
        }
        assertThat(files().isKept(key)).isFalse();
    }

    @Test
    void connectionThatEndsBeforeTheAnnouncedLengthLeavesNothing() throws Exception {
        String key = prepare();
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(("POST /projects/p1/files/upload/" + key + " HTTP/1.1\r\nHost: x\r\n"
                                    + "Authorization: Bearer admin\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                                    + "Content-Length: 100000\r\nConnection: close\r\n\r\n" + PART)
                            .getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("upload_incomplete");
        }
        assertThat(files().isKept(key)).isFalse();
    }

    @Test
    void uploadThatNobodyPreparedIsRefused() throws Exception {
        HttpResponse<String> answer = upload("none", "multipart/form-data; boundary=b", PART);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"error\":\"upload_session_not_found\"");
        assertThat(files().isKept("none")).isFalse();
    }

    @Test
    void downloadCarriesItsHeaders() throws Exception {
        String path = stored("d\u00fa.csv", "text/csv", "0123456789");
        HttpResponse<String> answer = server.get(path, MemoryAuth.ADMIN);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("0123456789");
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
        assertThat(answer.headers().firstValue("content-length")).hasValue("10");
        assertThat(answer.headers().firstValue("accept-ranges")).hasValue("bytes");
        assertThat(answer.headers().firstValue("last-modified")).hasValue("Sat, 21 Nov 2026 03:53:52 GMT");
        assertThat(answer.headers().firstValue("content-disposition"))
                .hasValue("attachment; filename=\"d_.csv\"; filename*=UTF-8''d%C3%BA.csv");
    }

    @Test
    void downloadHonoursRanges() throws Exception {
        String path = stored("a.bin", "application/octet-stream", "0123456789");
        HttpResponse<String> part = get(path, "Range", "bytes=2-4");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("234");
        assertThat(part.headers().firstValue("content-range")).hasValue("bytes 2-4/10");
        assertThat(get(path, "Range", "bytes=-2").body()).isEqualTo("89");

        HttpResponse<String> outside = get(path, "Range", "bytes=10-");
        assertThat(outside.statusCode()).isEqualTo(416);
        assertThat(outside.headers().firstValue("content-range")).hasValue("bytes */10");

        HttpResponse<String> several = get(path, "Range", "bytes=0-1,3-4");
        assertThat(several.statusCode()).isEqualTo(200);
        assertThat(several.body()).isEqualTo("0123456789");
    }

    @Test
    void downloadHonoursConditions() throws Exception {
        String path = stored("a.bin", "application/octet-stream", "0123456789");
        String tag =
                server.get(path, MemoryAuth.ADMIN).headers().firstValue("etag").orElseThrow();
        HttpResponse<String> known = get(path, "If-None-Match", "\"x\", W/" + tag);
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();

        HttpRequest.Builder range =
                server.request(path).header("Authorization", "Bearer admin").header("Range", "bytes=0-0");
        assertThat(server.send(range.copy().header("If-Range", tag)).statusCode())
                .isEqualTo(206);
        assertThat(server.send(range.copy().header("If-Range", "\"other\"")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void headSendsTheHeadersAlone() throws Exception {
        String path = stored("a.bin", "application/octet-stream", "0123456789");
        HttpResponse<String> answer = server.send(server.request(path)
                .header("Authorization", "Bearer admin")
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-length")).hasValue("10");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void mediaTypeThatIsNoneIsNotRepeated() throws Exception {
        for (String type : List.of("text/csv\r\nX-Evil: 1", "no type", "")) {
            HttpResponse<String> answer = server.get(stored("a", type, "x"), MemoryAuth.ADMIN);
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/octet-stream");
            assertThat(answer.headers().firstValue("x-evil")).isEmpty();
        }
    }

    private static MemoryFiles files() {
        return (MemoryFiles) server.storage.files();
    }

    private static String stored(String name, String type, String content) {
        var file = files().add(new ProjectId("p1"), name, type, content.getBytes(StandardCharsets.UTF_8));
        return "/projects/p1/files/" + file.id() + "/download";
    }

    private static String prepare() throws Exception {
        String body = server.post("/projects/p1/files/prepare", MemoryAuth.ADMIN, "{\"filename\":\"a.csv\"}")
                .body();
        return JSON.readTree(body).get("upload_key").textValue();
    }

    private static HttpResponse<String> upload(String key, String type, String body) throws Exception {
        return server.send(server.request("/projects/p1/files/upload/" + key)
                .header("Authorization", "Bearer admin")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> get(String path, String header, String value) throws Exception {
        return server.send(
                server.request(path).header("Authorization", "Bearer admin").header(header, value));
    }
}
