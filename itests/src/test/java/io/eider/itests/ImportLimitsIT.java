package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are too long, broken or not what they are called (storage contract, sections 0.2, 1.9 and 1.10). */
class ImportLimitsIT {
    private static final TableRef TABLE = new TableRef("limits", "b", "t");
    private static final String OLD = "id,v\n1,old\n2,older\n";
    private static final String NEW = "id,v\n7,new\n8,newer\n9,newest\n";
    private static final String NEW_ROWS =
            "[{\"id\":7,\"v\":\"new\"},{\"id\":8,\"v\":\"newer\"},{\"id\":9,\"v\":\"newest\"}]";
    private static final long GIGABYTE = 1_000_000_000;

    /** Most that the server's resident memory may grow over a field of a gigabyte. */
    private static final long MOST_MEGABYTES = 400;

    private static EiderProcess eider;
    private static EiderClient client;

    @TempDir
    private Path temporary;

    @BeforeAll
    static void start() {
        eider = EiderProcess.configure().start();
        client = eider.admin().createProject("limits");
        client.createBucket("limits", "b");
        client.createTable(TABLE, List.of("id INTEGER", "v VARCHAR"), List.of());
    }

    @AfterAll
    static void stop() {
        eider.close();
    }

    @BeforeEach
    void fill() {
        client.importCsv(TABLE, OLD).expect(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {-30, -8, 1, 1_000_000})
    void uploadOfAnotherLengthThanAnnouncedIsRefused(int more) {
        JsonNode prepared = client.prepare("limits", "a.csv");
        String key = prepared.path("upload_key").asText();
        Footprint before = Footprint.of(eider);
        assertRefused(sendUpload(prepared, NEW.length() + more, NEW), "upload_incomplete");
        assertThat(Footprint.of(eider)).isEqualTo(before);
        Reply registered = client.post("/projects/limits/files", Map.of("upload_key", key));
        assertRefused(registered, "file_not_uploaded");
        assertThat(sendUpload(prepared, NEW.length(), NEW).status()).isEqualTo(200);
    }

    @Test
    void headerOfAHundredThousandColumnsIsRefused() throws IOException {
        String header = IntStream.range(0, 100_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        refused("wide.csv", bytes(header + "\n"), "csv", "fields");
    }

    @Test
    void fieldOfAGigabyteIsRefusedInBoundedMemory() throws IOException {
        String file = client.upload("limits", "huge.csv", BodyPublishers.ofInputStream(ImportLimitsIT::hugeField));
        refusedInBoundedMemory(file);
    }

    @Test
    void compressedFieldOfAGigabyteIsRefusedInBoundedMemory() throws IOException {
        Path packed = temporary.resolve("huge.csv.gz");
        try (InputStream field = hugeField();
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed), 1 << 16)) {
            field.transferTo(out);
        }
        refusedInBoundedMemory(client.upload("limits", "huge.csv.gz", packed));
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() throws IOException {
        for (String text : List.of("id,v\n1,a\u00ffb\n", "id,v\u00fe\n1,a\n", "id,v\n1,\u00c0\u00af\n")) {
            refused("latin.csv", text.getBytes(StandardCharsets.ISO_8859_1), "csv", "UTF-8");
        }
    }

    @Test
    void byteOrderMarkAndWindowsLineEndsAreNoPartOfTheValues() throws IOException {
        imported("windows.csv", bytes("\ufeff" + NEW.replace("\n", "\r\n")), "csv", NEW_ROWS);
    }

    @Test
    void emptyFileIsRefused() throws IOException {
        refused("empty.csv", new byte[0], "csv", "empty");
        refused("empty.parquet", new byte[0], "parquet", "empty");
        refused("empty.csv.gz", gzip(new byte[0]), "csv", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,v", "id,v\n", "id,v\r\n"})
    void headerAloneIsNoRows(String header) throws IOException {
        imported("header.csv", bytes(header), "csv", "[]");
    }

    @Test
    void parquetCalledCsvIsTakenForWhatItIs() throws IOException {
        client.importCsv(TABLE, NEW).expect(200);
        JsonNode export = client.post(TABLE.path() + "/export", Map.of("format", "parquet"))
                .expect(200)
                .json();
        String path = "/projects/limits/files/" + export.path("file_id").asText() + "/download";
        byte[] parquet = client.get(path).expect(200).bytes();
        client.importCsv(TABLE, OLD).expect(200);
        refused("rows.csv", parquet, "csv", "Parquet");
        refused("cut.parquet", Arrays.copyOf(parquet, parquet.length - 9), "parquet", "");
        imported("rows.csv", parquet, "parquet", NEW_ROWS);
    }

    @Test
    void csvCalledParquetIsTakenForWhatItIs() throws IOException {
        refused("rows.parquet", bytes(NEW), "parquet", "Parquet");
        imported("rows.parquet", bytes(NEW), "csv", NEW_ROWS);
    }

    @Test
    void gzipIsKnownByItsContent() throws IOException {
        imported("rows.csv", gzip(bytes(NEW)), "csv", NEW_ROWS);
        client.importCsv(TABLE, OLD).expect(200);
        imported("rows.csv.gz", bytes(NEW), "csv", NEW_ROWS);
    }

    @Test
    void gzipThatIsCutOffIsRefused() throws IOException {
        byte[] whole = gzip(bytes(NEW));
        for (int length : List.of(3, 10, whole.length / 2, whole.length - 8, whole.length - 1)) {
            refused("cut.csv.gz", Arrays.copyOf(whole, length), "csv", "");
        }
    }

    private static void refused(String name, byte[] content, String format, String word) {
        String file = client.upload("limits", name, BodyPublishers.ofByteArray(content));
        refused(file, format, word);
    }

    private static void refused(String file, String format, String word) {
        JsonNode rows = client.preview(TABLE, 10);
        assertThat(client.rowCount(TABLE)).isEqualTo(2);
        Footprint before = Footprint.of(eider);
        Reply reply = client.importFile(TABLE, file, Map.of("format", format));
        assertRefused(reply, "import_failed");
        JsonNode detail = reply.json().path("detail");
        assertThat(detail.path("message").asText())
                .startsWith("Failed to load file: ")
                .contains(word);
        assertThat(detail.path("details").path("file_id").asText()).isEqualTo(file);
        assertThat(detail.path("details").path("format").asText()).isEqualTo(format);
        assertThat(Footprint.of(eider)).isEqualTo(before);
        assertThat(client.rowCount(TABLE)).isEqualTo(2);
        assertThat(client.preview(TABLE, 10)).isEqualTo(rows);
        client.delete("/projects/limits/files/" + file).expect(204);
    }

    private static void assertRefused(Reply reply, String error) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.error()).as(reply.text()).isEqualTo(error);
        assertThat(reply.text()).doesNotContain(eider.dataDir().toString()).hasSizeLessThan(2_000);
    }

    private static void imported(String name, byte[] content, String format, String rows) {
        String file = client.upload("limits", name, BodyPublishers.ofByteArray(content));
        client.importFile(TABLE, file, Map.of("format", format)).expect(200);
        JsonNode preview = client.preview(TABLE, 10);
        assertThat(preview.path("rows").toString()).isEqualTo(rows);
        assertThat(client.rowCount(TABLE)).isEqualTo(preview.path("rows").size());
        assertNothingStaged();
        client.delete("/projects/limits/files/" + file).expect(204);
    }

    private static void assertNothingStaged() {
        assertThat(Footprint.tree(eider.dataDir().resolve("duckdb/_staging")))
                .filteredOn(Files::isRegularFile)
                .isEmpty();
    }

    private static void refusedInBoundedMemory(String file) throws IOException {
        Files.writeString(Path.of("/proc/" + eider.pid() + "/clear_refs"), "5"); // starts the peak anew
        long before = megabytes("VmRSS");
        refused(file, "csv", "line 2 is longer than 8000000 bytes");
        assertNothingStaged();
        assertThat(megabytes("VmHWM") - before)
                .as("megabytes more than the %d before", before)
                .isLessThan(MOST_MEGABYTES);
    }

    private static long megabytes(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + eider.pid() + "/status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** An upload by hand that announces a part of this length. */
    private static Reply sendUpload(JsonNode prepared, int announced, String content) {
        String start = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
        String end = "\r\n--b--\r\n";
        return RawHttp.exchange(
                eider,
                "POST " + prepared.path("upload_url").asText() + " HTTP/1.1\r\nHost: localhost\r\n"
                        + "Connection: close\r\nAuthorization: Bearer " + client.key() + "\r\n"
                        + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: "
                        + (start.length() + announced + end.length()) + "\r\n\r\n" + start + content + end);
    }

    private static InputStream hugeField() {
        return new SequenceInputStream(new ByteArrayInputStream(bytes("id,v\n1,")), new Letters(GIGABYTE));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The same letter so many times, without keeping them. */
    private static final class Letters extends InputStream {
        private long left;

        Letters(long count) {
            this.left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] target, int offset, int wanted) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(wanted, left);
            Arrays.fill(target, offset, offset + count, (byte) 'x');
            left -= count;
            return count;
        }
    }
}
