package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SQL in the requests that change rows and columns (storage contract, sections 1.7, 2.2 and BUG-54): the attacks of
 * {@link SqlAttacksIT} and texts that grow change nothing, and what people delete and set by works.
 */
@ExtendWith(SharedEider.class)
class ExpressionAttacksIT {
    private static final TableRef TABLE = new TableRef("expressions", "b", "t");

    private static EiderProcess eider;
    private static EiderClient client;

    @BeforeAll
    static void prepare(EiderProcess shared) {
        eider = shared;
        client = eider.admin().createProject("expressions");
        client.createBucket("expressions", "b");
        client.upload("expressions", "a.csv", "id\n1\n"); // the first one makes the directory
        makeTable();
    }

    @AfterAll
    static void drop() {
        eider.admin().delete("/projects/expressions").expect(204);
    }

    private static void makeTable() {
        client.createTable(
                TABLE,
                List.of(
                        "id INTEGER",
                        "name VARCHAR",
                        "amount DECIMAL(10,2)",
                        "day DATE",
                        "tags VARCHAR[]",
                        "place STRUCT(city VARCHAR, zip INTEGER)",
                        "flag BOOLEAN"),
                List.of("id"));
        List<Map<String, Object>> rows = Stream.iterate(1, i -> i + 1)
                .limit(8)
                .map(i -> Map.<String, Object>of(
                        "id",
                        i,
                        "name",
                        "name " + i,
                        "amount",
                        i + 0.5,
                        "day",
                        "2026-01-0" + i,
                        "tags",
                        List.of("a", "t" + i),
                        "place",
                        Map.of("city", i == 2 ? "Brno" : "Praha", "zip", i),
                        "flag",
                        i % 2 == 0))
                .toList();
        client.post(TABLE.path() + "/rows", Map.of("rows", rows)).expect(201);
    }

    /** Small texts whose nested calls would multiply what they hold. */
    static Stream<String> growing() {
        String hundred = "x".repeat(100);
        return Stream.of(
                "length(" + nested(4, "replace(", "name", ", 'x', '" + hundred + "')") + ") > 1",
                "length(" + nested(4, "regexp_replace(", "name", ", '', '" + hundred + "', 'g')") + ") > 1",
                "length(" + nested(30, "hex(", "name", ")") + ") > 1",
                "length(" + nested(12, "bin(", "name", ")") + ") > 1",
                "length(" + nested(30, "json_quote(", "name", ")") + ") > 1",
                "length(" + nested(30, "url_encode(", "name", ")") + ") > 1",
                "length(" + nested(30, "regexp_escape(", "name", ")") + ") > 1",
                "length(" + nested(30, "[", "name", "]::VARCHAR") + ") > 1",
                "length(" + nested(4, "array_to_string(string_split(", "name", ", ''), '" + hundred + "')") + ") > 1",
                "length(" + nested(4, "list_aggr(string_split(", "name", ", ''), 'string_agg', '" + hundred + "')")
                        + ") > 1",
                "length(repeat(" + nested(3, "repeat(", "name", ", 10000)") + ", 10000)) > 1",
                "len(range(1000000000)) > 1",
                "len(list_transform(range(1000), lambda x: range(1000000))) > 1");
    }

    @ParameterizedTest
    @MethodSource({"growing", "io.eider.itests.SqlAttacksIT#bombs"})
    void textThatGrowsWithoutBoundIsRefusedEverywhere(String expression) {
        Footprint before = Footprint.of(eider);
        refused(delete(expression), "invalid_where_clause");
        refused(export(expression), "invalid_where_clause");
        refused(update("true", Map.of("flag", expression)), "invalid_rows");
        refused(withDefault("BOOLEAN", expression.replace("name", "'x'")), "invalid_default");
        assertThat(Footprint.of(eider)).isEqualTo(before);
    }

    @Test
    void clauseThatIsMoreThanAFilterDeletesAndUpdatesNothing() {
        Footprint before = Footprint.of(eider);
        for (String attack : SqlAttacksIT.attacks()) {
            refused(delete(attack), "invalid_where_clause");
            refused(update(attack, Map.of("name", "'x'")), "invalid_where_clause");
        }
        assertThat(Footprint.of(eider)).isEqualTo(before);
    }

    @Test
    void valueThatIsMoreThanAnExpressionUpdatesNothing() {
        Footprint before = Footprint.of(eider);
        for (String attack : List.of(
                "(SELECT 1)",
                "(SELECT content FROM read_text('/etc/passwd'))",
                "read_text('/etc/passwd')",
                "'x', id = 5",
                "'x' WHERE false",
                "'x'; DROP TABLE data",
                "'x') WHERE (true",
                "'x' -- x\n, id = 5",
                "'x' /* /* x */",
                "getenv('HOME')",
                "nextval('s')",
                "unnest(tags)",
                "DEFAULT",
                "sum(id)",
                "$1",
                "''''",
                "nosuch",
                "")) {
            Reply reply = update("true", Map.of("name", attack));
            if (attack.equals("''''")) { // a text that is one apostrophe
                reply.expect(200);
                client.delete(TABLE.path()).expect(204);
                makeTable();
                before = Footprint.of(eider);
            } else {
                refused(reply, "invalid_rows");
            }
        }
        assertThat(Footprint.of(eider)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id % 2 = 0 AND id * 2 - 1 >= 7 | 3",
                "name LIKE '%7' OR name ILIKE 'NAME 1' | 2",
                "id IN (1, 2, 99) | 2",
                "id NOT BETWEEN 2 AND 7 | 2",
                "upper(name) = 'NAME 3' | 1",
                "split_part(name, ' ', 2)::INTEGER = 7 | 1",
                "CAST(amount AS INTEGER) >= 100 OR amount = 4.5 | 1",
                "day >= DATE '2026-01-01' + INTERVAL 5 DAY | 3",
                "date_trunc('month', day) = DATE '2026-01-01' AND extract(day FROM day) = 3 | 1",
                "CASE WHEN id < 3 THEN 'low' ELSE 'high' END = 'low' | 2",
                "place.city = 'Brno' AND place.zip = 2 | 1",
                "coalesce(TRY_CAST(name AS INTEGER), 0) = 1 | 0",
                "regexp_matches(name, '[3-5]$') | 3",
                "replace(replace(replace(name, 'n', ''), 'a', ''), 'me ', '') = '5' | 1",
                "list_contains(tags, 't4') | 1",
                "name = 'it''s' | 0",
                "flag | 4",
                "NULL | 0",
            })
    void whatPeopleDeleteByWorks(String clause, int rows) {
        Reply reply = delete(clause);
        assertThat(reply.expect(200).json().path("deleted_rows").asInt()).isEqualTo(rows);
        assertThat(client.rowCount(TABLE)).isEqualTo(8 - rows);
        if (rows > 0) {
            client.delete(TABLE.path()).expect(204);
            makeTable();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INTEGER | 1 + 2 * 3 | 7",
                "VARCHAR | 'it''s' | it's",
                "VARCHAR | `upper('a') || 'b'` | Ab",
                "DATE | DATE '2026-01-01' + INTERVAL 5 DAY | 2026-01-06",
                "DECIMAL(10,2) | CAST('1.5' AS DECIMAL(10,2)) | 1.50",
                "VARCHAR | CASE WHEN 1 < 2 THEN 'low' ELSE 'high' END | low",
                "VARCHAR | coalesce(NULL, 'x') | x",
                "BOOLEAN | regexp_matches('abc', '^a') AND 2 BETWEEN 1 AND 3 AND 'a' LIKE 'a%' | true",
                "INTEGER | NULL | null",
            })
    void whatPeopleSetByDefaultWorks(String type, String expression, String value) {
        withDefault(type, expression).expect(201);
        String rows =
                client.preview(TABLE, 1).path("rows").path(0).path("extra").asText();
        client.delete(TABLE.path() + "/columns/extra").expect(200);
        assertThat(rows).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "(SELECT 1)", "nextval('s')", "read_text('/etc/passwd')", "1; DROP TABLE data", "?"})
    void defaultThatIsMoreThanAConstantAddsAndChangesNoColumn(String expression) {
        Footprint before = Footprint.of(eider);
        refused(withDefault("VARCHAR", expression), "invalid_default");
        Map<String, String> change = Map.of("set_default", expression);
        refused(client.put(TABLE.path() + "/columns/name", change), "invalid_default");
        assertThat(Footprint.of(eider)).isEqualTo(before);
    }

    private static Reply delete(String clause) {
        return send("DELETE", Map.of("where_clause", clause));
    }

    private static Reply update(String clause, Map<String, String> expressions) {
        return send("PATCH", Map.of("where_clause", clause, "set_expressions", expressions));
    }

    private static Reply export(String filter) {
        return client.post(TABLE.path() + "/export", Map.of("where_filter", filter));
    }

    private static Reply withDefault(String type, String expression) {
        return client.post(TABLE.path() + "/columns", Map.of("name", "extra", "type", type, "default", expression));
    }

    private static Reply send(String method, Object body) {
        return client.send(client.request(TABLE.path() + "/rows")
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(EiderClient.text(body))));
    }

    private static void refused(Reply reply, String error) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo(error);
        assertThat(reply.text())
                .doesNotContain(eider.dataDir().toString(), "root:", "Exception", "project_expressions")
                .hasSizeLessThan(2_000);
    }

    private static String nested(int depth, String open, String inner, String close) {
        return open.repeat(depth) + inner + close.repeat(depth);
    }
}
