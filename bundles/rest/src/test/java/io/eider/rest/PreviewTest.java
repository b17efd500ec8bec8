package io.eider.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.RowSink;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewTest {
    private static final String PREVIEW = "/projects/p1/branches/default/buckets/in_c_a/tables/t/preview";

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
    void rowsAreObjectsAndCounted() throws Exception {
        HttpResponse<String> answer = preview(sink -> {
            sink.row(Arrays.asList(1L, "a"));
            sink.row(Arrays.asList(2L, null));
        });
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"columns\":[{\"name\":\"id\",\"type\":\"INTEGER\",\"nullable\":false,\"ordinal_position\":1},"
                                + "{\"name\":\"v\",\"type\":\"VARCHAR\",\"nullable\":true,\"ordinal_position\":2}],"
                                + "\"rows\":[{\"id\":1,\"v\":\"a\"},{\"id\":2,\"v\":null}],"
                                + "\"total_row_count\":0,\"preview_row_count\":2}");
    }

    @Test
    void valuesAreMappedAsTheContractSays() throws Exception {
        Map<String, Object> struct = new LinkedHashMap<>();
        struct.put("x", 1L);
        struct.put("y", null);
        Map<Object, String> expected = new LinkedHashMap<>();
        expected.put(true, "true");
        expected.put(
                new BigInteger("170141183460469231731687303715884105727"), "170141183460469231731687303715884105727");
        expected.put(1.5, "1.5");
        expected.put(1.5f, "1.5");
        expected.put(Double.NaN, "\"NaN\"");
        expected.put(Double.NEGATIVE_INFINITY, "\"-Infinity\"");
        expected.put(Float.POSITIVE_INFINITY, "\"Infinity\"");
        expected.put(new BigDecimal("1.50"), "\"1.50\"");
        expected.put(new BigDecimal("1E+3"), "\"1000\"");
        expected.put(LocalDate.of(2024, 1, 1), "\"2024-01-01\"");
        expected.put(LocalTime.of(3, 0), "\"03:00:00\"");
        expected.put(LocalDateTime.of(2024, 1, 2, 3, 4, 5), "\"2024-01-02T03:04:05\"");
        expected.put(LocalDateTime.of(2024, 1, 2, 3, 4, 0, 120_000_000), "\"2024-01-02T03:04:00.120000\"");
        expected.put(LocalDateTime.of(2024, 1, 2, 3, 4, 0, 7), "\"2024-01-02T03:04:00.000000007\"");
        expected.put(OffsetDateTime.of(2024, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC), "\"2024-01-02T03:04:05+00:00\"");
        expected.put(
                UUID.fromString("00000000-0000-0000-0000-000000000001"), "\"00000000-0000-0000-0000-000000000001\"");
        expected.put(new byte[] {0, (byte) 0xff}, "\"AP8=\"");
        expected.put(List.of(1L, List.of("a")), "[1,[\"a\"]]");
        expected.put(struct, "{\"x\":1,\"y\":null}");
        for (Map.Entry<Object, String> entry : expected.entrySet()) {
            HttpResponse<String> answer = preview(sink -> sink.row(Arrays.asList(1L, entry.getKey())));
            assertThat(answer.body()).contains("\"rows\":[{\"id\":1,\"v\":" + entry.getValue() + "}]");
        }
    }

    @Test
    void errorBeforeTheFirstBytesIsAnAnswerOfItsOwn() throws Exception {
        HttpResponse<String> answer = preview(sink -> {
            sink.row(Arrays.asList(1L, "a"));
            throw new ApiException(ErrorCode.TABLE_BROKEN, "The file of the table is damaged");
        });
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .isEqualTo("{\"detail\":{\"error\":\"table_broken\","
                        + "\"message\":\"The file of the table is damaged\",\"details\":{}}}");
    }

    @Test
    void errorAfterTheFirstBytesCutsTheAnswerOff() {
        assertThatThrownBy(() -> preview(sink -> {
                    for (int i = 0; i < 10_000; i++) {
                        sink.row(Arrays.asList(1L, "some text that fills the buffers"));
                    }
                    throw new ApiException(ErrorCode.OPERATION_TIMEOUT, "too slow");
                }))
                .isInstanceOf(IOException.class);
    }

    @Test
    void longPreviewsAreSentWhole() throws Exception {
        HttpResponse<String> answer = preview(sink -> {
            for (int i = 0; i < 10_000; i++) {
                sink.row(Arrays.asList((long) i, "some text that fills the buffers"));
            }
        });
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).endsWith("],\"total_row_count\":0,\"preview_row_count\":10000}");
    }

    @Test
    void limitIsBounded() throws Exception {
        for (String limit : List.of("0", "10001", "x", "")) {
            assertThat(server.get(PREVIEW + "?limit=" + limit, MemoryAuth.ADMIN).statusCode())
                    .isEqualTo(422);
        }
    }

    private static HttpResponse<String> preview(Consumer<RowSink> rows) throws IOException, InterruptedException {
        server.storage.rows = rows;
        return server.get(PREVIEW, MemoryAuth.ADMIN);
    }
}
