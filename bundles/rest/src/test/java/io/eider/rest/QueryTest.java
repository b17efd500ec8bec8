package io.eider.rest;

import static io.eider.rest.FakeResults.chunk;
import static io.eider.rest.FakeResults.column;
import static io.eider.rest.FakeResults.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.workspace.ColumnKind;
import io.eider.api.workspace.ResultColumn;
import io.eider.rest.FakeResults.Statement;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryTest {
    private static final String QUERY = "/projects/p1/workspaces/ws_00000001/query";
    private static final List<ResultColumn> COLUMNS =
            List.of(column("id", "INTEGER", ColumnKind.INTEGER), column("v", "VARCHAR", ColumnKind.TEXT));

    @TempDir
    static Path root;

    private static RestServer server;
    private FakeResults results;

    @BeforeAll
    static void start() throws Exception {
        server = new RestServer(root);
        server.createTable();
        server.post("/projects/p1/workspaces", MemoryAuth.ADMIN, "{\"name\":\"w\"}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void rowsAreArraysAndCounted() throws Exception {
        given(Statement.of(COLUMNS, chunk(row(1L, "a"), row(2L, null)), chunk(row(3L, "\"\n"))));
        HttpResponse<String> answer = query("{\"sql\":\"SELECT 1\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("x-session-id"))
                .hasValueSatisfying(id -> assertThat(id).startsWith("http_"));
        assertThat(answer.body())
                .matches("\\{\"columns\":\\[\\{\"name\":\"id\",\"type\":\"INTEGER\"},"
                        + "\\{\"name\":\"v\",\"type\":\"VARCHAR\"}],"
                        + "\"rows\":\\[\\[1,\"a\"],\\[2,null],\\[3,\"\\\\\"\\\\n\"]],"
                        + "\"row_count\":3,\"command\":\"SELECT\",\"truncated\":false,\"duration_ms\":\\d+}");
        assertThat(results.isClosed).isTrue();
        assertThat(server.workspaces.sessions.list(java.util.Optional.empty(), java.util.Optional.empty()))
                .isEmpty();
    }

    @Test
    void valuesAreWrittenByTheKindOfTheirColumn() throws Exception {
        shown("BOOLEAN", ColumnKind.BOOLEAN, true, "true");
        shown("BIGINT", ColumnKind.INTEGER, Long.MIN_VALUE, "-9223372036854775808");
        shown(
                "HUGEINT",
                ColumnKind.HUGE,
                new BigDecimal("170141183460469231731687303715884105727"),
                "170141183460469231731687303715884105727");
        shown("FLOAT", ColumnKind.FLOAT, 0.1f, "0.1");
        shown("FLOAT", ColumnKind.FLOAT, Float.NEGATIVE_INFINITY, "\"-Infinity\"");
        shown("DOUBLE", ColumnKind.DOUBLE, 0.1, "0.1");
        shown("DOUBLE", ColumnKind.DOUBLE, Double.NaN, "\"NaN\"");
        shown("DECIMAL(12,2)", ColumnKind.DECIMAL, new BigDecimal("1.50"), "1.50");
        shown("DECIMAL(38,20)", ColumnKind.DECIMAL, new BigDecimal("0E-20"), "0.00000000000000000000");
        shown("VARCHAR", ColumnKind.TEXT, "\u20ac\ud83d\ude00", "\"\u20ac\ud83d\ude00\"");
        shown("INTERVAL", ColumnKind.OTHER, "1 day", "\"1 day\"");
        shown("BLOB", ColumnKind.BLOB, new byte[] {0, (byte) 0xff}, "\"AP8=\"");
        shown("DATE", ColumnKind.DATE, 0, "\"1970-01-01\"");
        shown("DATE", ColumnKind.DATE, Integer.MAX_VALUE, "\"infinity\"");
        shown("TIMESTAMP", ColumnKind.TIMESTAMP, -1L, "\"1969-12-31T23:59:59.999999\"");
        shown("TIMESTAMP", ColumnKind.TIMESTAMP, -Long.MAX_VALUE, "\"-infinity\"");
        shown("TIMESTAMP WITH TIME ZONE", ColumnKind.TIMESTAMP_TZ, 0L, "\"1970-01-01T00:00:00+00:00\"");
        shown("INTEGER", ColumnKind.INTEGER, null, "null");
    }

    private void shown(String type, ColumnKind kind, Object value, String json) throws Exception {
        given(Statement.of(List.of(column("c", type, kind)), chunk(row(value))));
        assertThat(query("{\"sql\":\"SELECT 1\"}").body())
                .startsWith("{\"columns\":[{\"name\":\"c\",\"type\":\"" + type + "\"}],\"rows\":[[" + json + "]],");
    }

    @Test
    void statementWithoutRowsTellsHowManyItChanged() throws Exception {
        given(Statement.of("UPDATE", 4));
        assertThat(query("{\"sql\":\"UPDATE t SET a = 1\"}").body())
                .startsWith("{\"columns\":[],\"rows\":[],\"row_count\":4,\"command\":\"UPDATE\",\"truncated\":false,");
        given();
        assertThat(query("{\"sql\":\" -- nothing\"}").body())
                .startsWith("{\"columns\":[],\"rows\":[],\"row_count\":0,\"command\":\"\",\"truncated\":false,");
    }

    @Test
    void lastStatementThatGivesRowsIsAnsweredAndAllAreRun() throws Exception {
        List<ResultColumn> other = List.of(column("x", "BIGINT", ColumnKind.INTEGER));
        given(
                Statement.of(COLUMNS, chunk(row(1L, "a"))),
                Statement.of(other, chunk(row(5L))),
                Statement.of("DROP TABLE", 0));
        assertThat(query("{\"sql\":\"SELECT 1; SELECT 2; DROP TABLE x;\"}").body())
                .contains("\"rows\":[[5]]")
                .contains("\"command\":\"SELECT\"");
        assertThat(results.nextStatement()).isFalse();

        given(Statement.of("CREATE TABLE", 0), Statement.of("INSERT", 2));
        assertThat(query("{\"sql\":\"CREATE TABLE x(a INT); INSERT INTO x VALUES (1), (2)\"}")
                        .body())
                .contains("\"row_count\":2,\"command\":\"INSERT\"");

        given(new Statement("INSERT", other, List.of(chunk(row(8L))), 1), Statement.of("CREATE TABLE", 0));
        assertThat(query("{\"sql\":\"INSERT INTO x VALUES (1) RETURNING a; CREATE TABLE y(a INT)\"}")
                        .body())
                .contains("\"rows\":[[8]]");

        given(Statement.of("INSERT", 1), Statement.of(other, chunk(row(9L))), Statement.of("SET", 0));
        assertThat(query("{\"sql\":\"INSERT INTO x VALUES (1); (SELECT 1); SET a = 1\"}")
                        .body())
                .contains("\"rows\":[[9]]");
    }

    @Test
    void maxRowsLeavesRowsOutAndSaysSo() throws Exception {
        given(Statement.of(COLUMNS, chunk(row(1L, "a"), row(2L, "b")), chunk(row(3L, "c")), chunk(row(4L, "d"))));
        assertThat(query("{\"sql\":\"SELECT 1\",\"max_rows\":2}").body())
                .contains("\"rows\":[[1,\"a\"],[2,\"b\"]],\"row_count\":2,\"command\":\"SELECT\",\"truncated\":true");
        assertThat(results.read.get()).isEqualTo(2);
        given(Statement.of(COLUMNS, chunk(row(1L, "a"), row(2L, "b"))));
        assertThat(query("{\"sql\":\"SELECT 1\",\"max_rows\":2}").body()).contains("\"truncated\":false");
    }

    @Test
    void parametersKeepTheirDigits() throws Exception {
        given(Statement.of("SELECT", 0));
        HttpResponse<String> answer = query("{\"sql\":\"SELECT $1\",\"timeout_seconds\":3,\"parameters\":"
                + "[null,true,1,9223372036854775808,1.10,1e300,\"x\"]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(server.workspaces.sessions.parameters)
                .isEqualTo(Arrays.asList(
                        null, true, 1L, new BigInteger("9223372036854775808"), new BigDecimal("1.10"), 1e300, "x"));
        assertThat(server.workspaces.sessions.options.timeout()).hasValue(Duration.ofSeconds(3));
    }

    @Test
    void fieldsAreBounded() throws Exception {
        for (String body : List.of(
                "{}",
                "{\"sql\":5}",
                "{\"sql\":\"x\",\"max_rows\":0}",
                "{\"sql\":\"x\",\"max_rows\":1000000001}",
                "{\"sql\":\"x\",\"max_bytes\":0}",
                "{\"sql\":\"x\",\"timeout_seconds\":0}",
                "{\"sql\":\"x\",\"parameters\":{}}",
                "{\"sql\":\"x\",\"parameters\":[[]]}",
                "{\"sql\":\"x\",\"parameters\":[1e400]}",
                "{\"sql\":\"x\",\"parameters\":[1" + "0".repeat(40) + "]}",
                "{\"sql\":\"x\",\"session_id\":5}")) {
            assertThat(query(body).statusCode()).as(body).isEqualTo(422);
        }
    }

    @Test
    void errorBeforeTheFirstBytesIsAnAnswerOfItsOwn() throws Exception {
        given(Statement.of(
                COLUMNS,
                chunk(row(1L, "a")),
                new ApiException(ErrorCode.SQL_ERROR, "Division by zero", Map.of("sqlstate", "22012"))));
        HttpResponse<String> answer = query("{\"sql\":\"SELECT 1\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-session-id")).isPresent();
        assertThat(answer.body())
                .isEqualTo("{\"detail\":{\"error\":\"sql_error\",\"message\":\"Division by zero\","
                        + "\"details\":{\"sqlstate\":\"22012\"}}}");
        assertThat(query("{\"sql\":\"SELECT 'open\"}").body()).contains("\"error\":\"syntax_error\"");
    }

    @Test
    void errorAfterTheFirstBytesEndsTheJson() throws Exception {
        for (RuntimeException error : List.of(
                new ApiException(ErrorCode.OPERATION_TIMEOUT, "too slow", Map.of("seconds", 5)),
                new IllegalStateException("secret"))) {
            given(Statement.of(COLUMNS, wide(0), wide(2048), error));
            HttpResponse<String> answer = query("{\"sql\":\"SELECT 1\"}");
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode body = new ObjectMapper().readTree(answer.body());
            assertThat(body.path("rows")).hasSize(4096);
            assertThat(body.has("row_count")).isFalse();
            String expected = error instanceof ApiException
                    ? "{\"error\":\"operation_timeout\",\"message\":\"too slow\",\"details\":{\"seconds\":5}}"
                    : "{\"error\":\"internal_server_error\",\"message\":\"An internal error occurred\"}";
            assertThat(body.path("error")).hasToString(expected);
        }
    }

    @Test
    void largeResultIsCutAtARow() throws Exception {
        given(Statement.of(COLUMNS, wide(0), wide(2048), wide(4096)));
        JsonNode body = new ObjectMapper()
                .readTree(query("{\"sql\":\"SELECT 1\",\"max_bytes\":100000}").body());
        assertThat(body.path("error").path("error").textValue()).isEqualTo("result_too_large");
        assertThat(body.path("rows").size()).isBetween(1000, 4096);
        given(Statement.of(COLUMNS, wide(0)));
        HttpResponse<String> small = query("{\"sql\":\"SELECT 1\",\"max_bytes\":10000}");
        assertThat(small.statusCode()).isEqualTo(413);
        assertThat(small.body()).contains("\"error\":\"result_too_large\"");
    }

    @Test
    void arrowThatFailsInTheMiddleIsCutOff() {
        given(Statement.of(
                COLUMNS,
                IntStream.range(0, 101)
                        .<Object>mapToObj(i -> i < 100 ? wide(i * 2048) : new ApiException(ErrorCode.SQL_ERROR, "no"))
                        .toArray()));
        assertThatThrownBy(() -> send("{\"sql\":\"SELECT 1\"}", "application/vnd.apache.arrow.stream"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void formIsChosenByTheDearestThatIsAccepted() throws Exception {
        String arrow = "application/vnd.apache.arrow.stream";
        for (Map.Entry<String, String> wanted : Map.of(
                        arrow,
                        arrow,
                        "*/*",
                        "application/json",
                        "application/json;q=0.5, " + arrow,
                        arrow,
                        arrow + ";q=0.1, application/json",
                        "application/json")
                .entrySet()) {
            given(Statement.of(COLUMNS, wide(0)));
            assertThat(send("{\"sql\":\"SELECT 1\"}", wanted.getKey()).headers().firstValue("content-type"))
                    .hasValue(wanted.getValue());
        }
        given(Statement.of(COLUMNS, new ApiException(ErrorCode.SQL_ERROR, "no")));
        HttpResponse<String> failed = send("{\"sql\":\"SELECT 1\"}", arrow);
        assertThat(failed.statusCode()).isEqualTo(400);
        assertThat(failed.headers().firstValue("content-type")).hasValue("application/json");
        given(Statement.of("SELECT", 0));
        assertThat(send("{\"sql\":\"SELECT 1\"}", "text/html").statusCode()).isEqualTo(200); // never 406
    }

    @Test
    void sessionOfBeforeIsUsedAgainAndStays() throws Exception {
        String sessions = "/projects/p1/workspaces/ws_00000001/sessions";
        String id = new ObjectMapper()
                .readTree(server.post(sessions, MemoryAuth.ADMIN, "").body())
                .path("session_id")
                .textValue();
        given(Statement.of("BEGIN", 0));
        HttpResponse<String> answer = query("{\"sql\":\"BEGIN\",\"session_id\":\"" + id + "\"}");
        assertThat(answer.headers().firstValue("x-session-id")).hasValue(id);
        assertThat(server.get(sessions, MemoryAuth.ADMIN).body()).contains(id);
        assertThat(query("{\"sql\":\"BEGIN\",\"session_id\":\"http_none\"}").body())
                .contains("session_not_found");
        server.send(server.request(sessions + "/" + id)
                .header("Authorization", "Bearer " + MemoryAuth.ADMIN)
                .DELETE());
    }

    private void given(Statement... statements) {
        results = new FakeResults(statements);
        server.workspaces.sessions.results = () -> results;
    }

    private static List<Object[]> wide(int from) {
        return IntStream.range(from, from + 2048)
                .mapToObj(i -> row((long) i, "a text of some length that fills what is held back"))
                .toList();
    }

    private static HttpResponse<String> query(String json) throws Exception {
        return server.post(QUERY, MemoryAuth.ADMIN, json);
    }

    private static HttpResponse<String> send(String json, String accept) throws Exception {
        return server.send(server.request(QUERY)
                .header("Authorization", "Bearer " + MemoryAuth.ADMIN)
                .header("Content-Type", "application/json")
                .header("Accept", accept)
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }
}
