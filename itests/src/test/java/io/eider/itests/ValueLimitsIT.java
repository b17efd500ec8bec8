package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Limits of values in bodies, beyond those of {@link LimitsIT}: one less, exactly, one more. */
@ExtendWith(SharedEider.class)
class ValueLimitsIT {
    private static final String PROJECT = "/projects/valuelimits";
    private static final TableRef TABLE = new TableRef("valuelimits", "b", "t");
    private static final int MAX_ROWS = 10_000;
    private static final long TEN_GIB = 10_737_418_240L;

    private static EiderClient admin;
    private static EiderClient client;

    @BeforeAll
    static void prepare(EiderProcess eider) {
        admin = eider.admin();
        client = admin.createProject("valuelimits");
        client.createBucket("valuelimits", "b");
        client.createTable(TABLE, List.of("id INTEGER", "v VARCHAR"), List.of());
        client.importCsv(TABLE, "id,v\n1,a\n2,b\n").expect(200);
    }

    @AfterAll
    static void drop() {
        admin.delete(PROJECT).expect(204);
    }

    @Test
    void fileNamesAreCountedInBytes() {
        client.prepare("valuelimits", "f".repeat(200));
        client.prepare("valuelimits", "\u00e9".repeat(100));
        invalidName(client.post(PROJECT + "/files/prepare", Map.of("filename", "f".repeat(201))));
        invalidName(client.post(PROJECT + "/files/prepare", Map.of("filename", "\u00e9".repeat(100) + "f")));
    }

    @Test
    void announcedSizesEndAtTenGibibytes() {
        for (long size : List.of(0L, TEN_GIB - 1, TEN_GIB)) {
            client.post(PROJECT + "/files/prepare", Map.of("filename", "f", "size_bytes", size))
                    .expect(200);
        }
        Reply over = client.post(PROJECT + "/files/prepare", Map.of("filename", "f", "size_bytes", TEN_GIB + 1));
        assertThat(over.expect(400).error()).isEqualTo("file_too_large");
    }

    @Test
    void exportsEndAtTheirLimit() {
        for (Map.Entry<Long, Integer> rows :
                Map.of(0L, 2, 1L, 1, 2L, 2, 3L, 2, Long.MAX_VALUE, 2).entrySet()) {
            Reply reply = client.post(TABLE.path() + "/export", Map.of("limit", rows.getKey()));
            assertThat(reply.expect(200).json().path("rows_exported").asInt()).isEqualTo(rows.getValue());
        }
        invalid(client.post(TABLE.path() + "/export", Map.of("limit", -1)));
    }

    @Test
    void textsThatAreListedEndAt65536CharactersOfJson() {
        for (int length : List.of(65_533, 65_534)) {
            client.post(PROJECT + "/branches", Map.of("name", "n" + length, "description", "x".repeat(length)))
                    .expect(201);
        }
        invalid(client.post(PROJECT + "/branches", Map.of("name", "n", "description", "x".repeat(65_535))));
        invalid(client.put(PROJECT, Map.of("settings", Map.of("a", "x".repeat(65_530)))));
    }

    @Test
    void rowsOfARequestEndAtTheLimit() {
        Map<Integer, Integer> statuses = new HashMap<>(Map.of(0, 422, 1, 201, MAX_ROWS, 201, MAX_ROWS + 1, 422));
        TableRef table = new TableRef("valuelimits", "b", "rows");
        client.createTable(table, List.of("id INTEGER"), List.of());
        statuses.forEach((rows, status) -> client.post(
                        table.path() + "/rows",
                        Map.of(
                                "rows",
                                IntStream.range(0, rows)
                                        .mapToObj(id -> Map.of("id", id))
                                        .collect(Collectors.toList())))
                .expect(status));
        assertThat(client.rowCount(table)).isEqualTo(1 + MAX_ROWS);
    }

    private static void invalid(Reply reply) {
        assertThat(reply.expect(422).json().at("/detail/0/loc").isArray()).isTrue();
    }

    private static void invalidName(Reply reply) {
        assertThat(reply.expect(400).error()).isEqualTo("invalid_name");
    }
}
