package io.eider.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.id.ColumnName;
import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnChange;
import io.eider.api.storage.ColumnChange.Lossy;
import io.eider.api.storage.ColumnChange.Nullability;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.RowInsert;
import io.eider.api.storage.RowUpdate;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangesTest {
    private static final String TABLE = "/projects/p1/branches/default/buckets/in_c_a/tables/t";

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
    void columnIsAddedWithItsDefaults() throws Exception {
        HttpResponse<String> answer = send("POST", "/columns", "{\"name\":\"n\",\"type\":\"INTEGER\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"primary_key\":[\"id\"]").contains("\"columns\":[{\"name\":\"id\"");
        assertThat(asked()).isEqualTo(new Column(new ColumnName("n"), "INTEGER", true, Optional.empty()));
        assertThat(server.meters.values)
                .containsKey("duckdb_schema_operations_total[add_column, success]")
                .containsKey("duckdb_schema_operation_duration_seconds[add_column]");
    }

    @Test
    void notNullColumnIsNotYetSupported() throws Exception {
        HttpResponse<String> answer =
                send("POST", "/columns", "{\"name\":\"n\",\"type\":\"INTEGER\",\"nullable\":false}");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .isEqualTo("{\"detail\":{\"error\":\"add_column_failed\",\"message\":\"Adding columns with constraints"
                        + " not yet supported\",\"details\":{\"column_name\":\"n\"}}}");
        assertThat(server.meters.values).containsKey("duckdb_schema_operations_total[add_column, error]");
    }

    @Test
    void everythingOfAColumnCanBeChanged() throws Exception {
        HttpResponse<String> answer = send(
                "PUT",
                "/columns/a%20b%22",
                "{\"new_name\":\"c\",\"new_type\":\"DATE\",\"set_not_null\":false,\"set_default\":\"\",\"force\":true}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(asked())
                .isEqualTo(List.of(
                        "a b\"",
                        new ColumnChange(
                                Optional.of(new ColumnName("c")),
                                Optional.of("DATE"),
                                Optional.of(Nullability.NULLABLE),
                                Optional.of(""),
                                Lossy.FORCE)));
        send("PUT", "/columns/c", "{\"set_not_null\":true,\"new_name\":null}");
        assertThat(asked())
                .isEqualTo(List.of(
                        "c",
                        new ColumnChange(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Nullability.NOT_NULL),
                                Optional.empty(),
                                Lossy.REFUSE)));
    }

    @Test
    void droppedColumnAndKeyAreAnsweredWithTheTable() throws Exception {
        HttpResponse<String> column = send("DELETE", "/columns/v", null);
        assertThat(column.statusCode()).isEqualTo(200);
        assertThat(column.body()).contains("\"name\":\"t\"");
        assertThat(asked()).isEqualTo("v");
        HttpResponse<String> key = send("DELETE", "/primary-key", null);
        assertThat(key.statusCode()).isEqualTo(200);
        assertThat(key.body()).contains("\"name\":\"t\"");
        assertThat(send("POST", "/primary-key", "{\"columns\":[\"id\",\"v\"]}").statusCode())
                .isEqualTo(201);
        assertThat(asked()).isEqualTo(List.of("id", "v"));
        assertThat(server.meters.values)
                .containsKey("duckdb_schema_operations_total[drop_column, success]")
                .containsKey("duckdb_schema_operations_total[drop_pk, success]")
                .containsKey("duckdb_schema_operations_total[add_pk, success]");
    }

    @Test
    void rowsAreDeletedByABody() throws Exception {
        HttpResponse<String> answer = send("DELETE", "/rows", "{\"where_clause\":\"id = 1\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"deleted_rows\":2,\"table_rows_after\":5}");
        assertThat(asked()).isEqualTo("id = 1");
    }

    @Test
    void rowsAreInsertedWithTheirNumbersExact() throws Exception {
        HttpResponse<String> answer = send(
                "POST",
                "/rows",
                "{\"rows\":[{\"id\":1,\"v\":12345678901234567.890},{\"id\":null,\"v\":[true,{\"a\":\"x\"}]}]}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"inserted_rows\":2,\"table_rows_after\":5}");
        RowInsert insert = (RowInsert) asked();
        assertThat(insert.dedup()).isEqualTo(DedupMode.FAIL_ON_DUPLICATES);
        assertThat(insert.rows().get(0))
                .containsEntry("id", 1)
                .containsEntry("v", new BigDecimal("12345678901234567.890"));
        assertThat(insert.rows().get(1)).containsEntry("id", null).containsEntry("v", List.of(true, Map.of("a", "x")));
        send("POST", "/rows", "{\"rows\":[{}],\"dedup_mode\":\"update_duplicates\"}");
        assertThat(asked()).isEqualTo(new RowInsert(List.of(Map.of()), DedupMode.UPDATE_DUPLICATES));
    }

    @Test
    void rowsAreUpdatedByPatch() throws Exception {
        HttpResponse<String> answer = send(
                "PATCH",
                "/rows",
                "{\"where_clause\":\"true\",\"set\":{\"v\":1},\"set_expressions\":{\"id\":\"id + 1\"}}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"updated_rows\":2,\"table_rows_after\":5}");
        assertThat(asked()).isEqualTo(new RowUpdate("true", Map.of("v", 1), Map.of("id", "id + 1")));
        send("PATCH", "/rows", "{\"where_clause\":\"true\"}");
        assertThat(asked()).isEqualTo(new RowUpdate("true", Map.of(), Map.of()));
    }

    @Test
    void truncateNeedsNoBody() throws Exception {
        HttpResponse<String> answer = send("POST", "/truncate", null);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"deleted_rows\":2,\"table_rows_after\":5}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /columns | {\"name\":\"n\"} | missing",
                "POST | /columns | {\"name\":\"n\",\"type\":5} | string_type",
                "PUT | /columns/v | {\"set_not_null\":\"maybe\"} | bool_parsing",
                "PUT | /columns/v | {\"set_default\":1} | string_type",
                "POST | /primary-key | {} | missing",
                "POST | /primary-key | {\"columns\":[]} | too_short",
                "POST | /primary-key | {\"columns\":[1]} | string_type",
                "DELETE | /rows | {} | missing",
                "DELETE | /rows | {\"where_clause\":null} | string_type",
                "DELETE | /rows | x | json_invalid",
                "POST | /rows | {\"rows\":[]} | too_short",
                "POST | /rows | {\"rows\":[1]} | dict_type",
                "POST | /rows | {\"rows\":{}} | list_type",
                "POST | /rows | {\"rows\":[{}],\"dedup_mode\":\"x\"} | literal_error",
                "PATCH | /rows | {\"set\":{}} | missing",
                "PATCH | /rows | {\"where_clause\":\"true\",\"set\":[]} | dict_type",
                "PATCH | /rows | {\"where_clause\":\"true\",\"set_expressions\":{\"a\":1}} | string_type",
            })
    void fieldsAreChecked(String method, String path, String body, String type) throws Exception {
        HttpResponse<String> answer = send(method, path, body);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"type\":\"" + type + "\"");
    }

    @Test
    void bodyIsNeededWhereTheContractHasOne() throws Exception {
        for (String[] call : new String[][] {{"DELETE", "/rows"}, {"PATCH", "/rows"}, {"POST", "/columns"}}) {
            HttpResponse<String> answer = send(call[0], call[1], null);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("\"loc\":[\"body\"]");
        }
    }

    private static Object asked() {
        return server.storage.changes.asked;
    }

    private static HttpResponse<String> send(String method, String path, String json) throws Exception {
        return server.send(server.request(TABLE + path)
                .header("Authorization", "Bearer " + MemoryAuth.ADMIN)
                .header("Content-Type", "application/json")
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
    }
}
