package io.eider.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
    @TempDir
    Path directory;

    private TableFiles files;

    @BeforeEach
    void open() throws Exception {
        files = new TableFiles(
                new DataLayout(directory), new TableFiles.Settings(2, "1GB", "1GB", Duration.ofSeconds(30)));
    }

    @AfterEach
    void close() {
        files.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = 5",
                "id > 1 AND name LIKE 'a%' OR NOT flag",
                "\"we\"\"ird name\" IS NOT NULL",
                "lower(name) IN ('a', 'b')",
                "(id, name) IN ((1, 'a'), (2, 'b'))",
                "amount BETWEEN 1 AND 2.5 + 3",
                "created > DATE '2024-01-01' - INTERVAL 3 DAY",
                "created >= current_date AND created < now()",
                "CASE WHEN id > 1 THEN true ELSE false END",
                "name::INTEGER = 3 OR TRY_CAST(name AS DATE) IS NULL",
                "CAST(amount AS DECIMAL(10,2)) = 1.50",
                "tags[1] = 'x' AND list_contains(tags, 'y')",
                "len(list_filter(tags, lambda x: x > 'a')) > 0",
                "payload->>'$.a' = '1' OR payload->'a' IS NULL",
                "extract(year FROM created) = 2024",
                "name COLLATE NOCASE = 'x'",
                "regexp_matches(name, '^a+$')",
                "coalesce(name, 'x') = $$y$$",
                "true",
                "name = 'SELECT'",
                "name = '(' OR name = ')'",
            })
    void oneHarmlessExpressionIsAFilter(String text) {
        assertThat(filter(text)).isEqualTo("(" + text + ")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "id = 1; DROP TABLE data | contains ';'",
                "id = 1 -- x | contains '--'",
                "v = '--' | contains '--'",
                "id = 1 /* x */ | contains '/*'",
                "x */ | contains '*/'",
                "DROP table; x | contains ';'",
                "DROP table x | contains 'drop '",
                "a or Truncate b | contains 'truncate '",
                "ALTER x | contains 'alter '",
                "DELETE FROM x | contains 'delete '",
                "1) OR (1 | syntax error at or near \")\"",
                "id = (SELECT 1) | it may not contain a SUBQUERY",
                "EXISTS (SELECT 1 FROM read_text('/etc/passwd')) | it may not contain a SUBQUERY",
                "id IN (SELECT 1) | it may not contain a SUBQUERY",
                "sum(id) OVER () > 1 | it may not contain a WINDOW",
                "sum(id) > 1 | function sum is not allowed here",
                "count(*) > 1 | function count_star is not allowed here",
                "id = ? | it must be one single expression",
                "id = $1 | it must be one single expression",
                "COLUMNS(*) > 1 | it may not contain a STAR",
                "* | it may not contain a STAR",
                "#1 = 1 | it may not contain a POSITIONAL_REFERENCE",
                "DEFAULT | it may not contain a DEFAULT",
                "getenv('HOME') = 'x' | function getenv is not allowed here",
                "current_setting('temp_directory') = 'x' | function current_setting is not allowed here",
                "nextval('s') = 1 | function nextval is not allowed here",
                "write_log('x') IS NULL | function write_log is not allowed here",
                "pg_catalog.pg_sleep(1) | function pg_sleep is not allowed here",
                "system.main.lower(name) = 'a' | names of schemas are not allowed",
                "unnest([1]) = 1 | function unnest is not allowed here",
                "read_text('x') = 'a' | function read_text is not allowed here",
                "id = 1, id = 2 | it must be one single expression",
                "id AS x | syntax error at or near \"AS\"",
                "id FROM t | syntax error at or near \"FROM\"",
                "id WHERE true | syntax error at or near \"WHERE\"",
                "id ORDER BY 1 | syntax error at or near \"ORDER\"",
                "id LIMIT 1 | syntax error at or near \"LIMIT\"",
                "id UNION SELECT 1 | syntax error at or near \"UNION\"",
                "ALL id | syntax error at or near \"ALL\"",
                "DISTINCT id | syntax error at or near \"DISTINCT\"",
                "id WINDOW w AS () | syntax error at or near \"WINDOW\"",
                "id USING SAMPLE 10% | syntax error at or near \"USING\"",
                "'open | unterminated ",
            })
    void anythingElseIsNoFilter(String text, String reason) {
        assertThatThrownBy(() -> filter(text)).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_WHERE_CLAUSE);
            assertThat(e.getMessage()).startsWith("Invalid WHERE clause: " + reason);
            assertThat(e.details()).containsEntry("where_filter", text);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u0000", "a\u0000b"})
    void emptyAndNulAreNoFilter(String text) {
        assertThatThrownBy(() -> filter(text)).hasMessageStartingWith("Invalid WHERE clause: it ");
    }

    @Test
    void deeplyNestedFilterIsRefusedNotSuffered() {
        assertThatThrownBy(() -> filter("(".repeat(30_000) + "1" + ")".repeat(30_000)))
                .isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> filter("id = 1 OR ".repeat(20_000) + "true")).hasMessageContaining("longer than");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replace(replace(name, 'x', 'REPEATED'), 'x', 'REPEATED') = ''",
                "replace(name, 'x', name || replace(name, 'y', 'zz')) = ''",
                "regexp_replace(regexp_replace(name, 'x', 'REPEATED', 'g'), 'x', 'REPEATED', 'g') = ''",
                "regexp_replace(regexp_replace(bin(bin(name)), '', 'x', 'g'), '', 'x', 'g') || hex(hex(hex(bin(bin(name))))) = ''",
                "hex(hex(hex(hex(hex(hex(hex(hex(hex(name))))))))) = ''",
                "bin(bin(hex(hex(hex(name))))) = ''",
                "array_to_string(string_split(replace(name, 'x', 'REPEATED'), ''), 'REPEATED') = ''",
                "list_aggr(string_split(replace(name, 'x', 'REPEATED'), ''), 'string_agg', 'REPEATED') = ''",
                "concat_ws(concat_ws('REPEATED', 1, 2), 1, replace(name, 'x', 'REPEATED')) = ''",
                "name || name || name || name || name || name || name || name || name || name || name || name || name || name"
                        + " || name || name || name || name || name || name || name || name || name || name = ''",
                "json_quote(json_quote(json_quote(json_quote(json_quote(name))))) = ''",
                "[[[[[[name]::VARCHAR]::VARCHAR]::VARCHAR]::VARCHAR]::VARCHAR] IS NULL",
                "len(list_filter(tags, lambda x: hex(hex(hex(replace(replace(x, 'a', 'REPEATED'), 'a', 'bb')))) = '')) = 1",
            })
    void functionsThatMultiplyATextAreNotNested(String text) {
        String nested = text.replace("REPEATED", "x".repeat(100));
        assertThatThrownBy(() -> filter(nested))
                .isInstanceOf(ApiException.class)
                .hasMessage("Invalid WHERE clause: it may make a text more than 256 times as long");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "# name || # name = '' # nested more than 100 levels deep",
                "# name || 'x' || # name = '' # nested more than 100 levels deep",
                "concat( # name, # name) = '' # more than 256 times as long",
                "len([ # name, # name]::VARCHAR) = 1 # more than 256 times as long",
                "json_object( # 'a', name, # 'a', name) = '' # more than 256 times as long",
                "json_extract(payload, [ # '$', # '$']) IS NULL # more than 256 times as long",
                "(payload->[ # '$', # '$']) IS NULL # more than 256 times as long",
                "(payload->>[ # '$', # '$']) IS NULL # more than 256 times as long",
                "# hex(hex(hex(name))) = 'a' OR # true # more than 1024 copies",
                "# lower(name) || id = 'a' OR lower(name) = 'b' OR # true # more than 1024 copies",
                "# NOT # flag # nested more than 100 levels deep",
            })
    void partsAreNotRepeatedTooOften(String begin, String part, String end, String reason) {
        assertThatThrownBy(() -> filter((begin == null ? "" : begin) + (part + " ").repeat(400) + end))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void longFiltersOfProgramsAreAllowed() {
        for (String part : List.of(
                "id = 1 OR ",
                "name LIKE 'a%' OR ",
                "created > DATE '2024-01-01' AND ",
                "lower(name) = 'a' OR ",
                "CAST(name AS INTEGER) = 1 OR ",
                "id BETWEEN 1 AND 2 OR ")) {
            String text = part.repeat(900) + "true";
            assertThat(filter(text)).isEqualTo("(" + text + ")");
        }
        String in = "id IN (" + "1, ".repeat(10_000) + "1)";
        assertThat(filter(in)).isEqualTo("(" + in + ")");
        String list = "list_contains([" + "1, ".repeat(2_000) + "1], id)";
        assertThat(filter(list)).isEqualTo("(" + list + ")");
    }

    @Test
    void deepAndWideFilterIsRefusedSoon() {
        String text = "NOT ".repeat(800) + "(" + "a::INT=1 OR ".repeat(5_000) + "true)";
        assertTimeout(Duration.ofSeconds(20), () -> assertThatThrownBy(() -> filter(text))
                .isInstanceOf(ApiException.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replace(replace(replace(replace(replace(name, ' ', ''), '-', ''), '(', ''), ')', ''), '+', '00') = '1'",
                "replace(replace(name, ' & ', ' and '), 'Str.', 'Street') = '1'",
                "replace(name, 'x', tags[1]) = '1'",
                "regexp_replace(trim(lower(name)), '[^a-z]+', '_', 'g') = '1'",
                "hex(name) = '1' OR hex(name) = '2' OR bin(name) = '3' OR hex(hex(name)) = '4' OR to_json(name) = '5'",
                "array_to_string(list_sort(string_split(name, ',')), ', ') = '1'",
                "CAST(CAST(name AS INTEGER) AS VARCHAR) = '1'",
                "concat_ws(', ', name, id, tags[1]) = '1'",
                "list_aggr(tags, 'max') = '1'",
                "name || ', ' || id || ', ' || amount || ', ' || created || ', ' || tags[1] || ', ' || city = '1'",
                "concat(name, ' ', id, ' ', name, ' ', id) = '1' AND [name, city, street] IS NOT NULL",
                "payload->'a' IS NULL OR payload->>'a' = '1' OR json_extract_string(payload, ['$.a', '$.b'])[1] = 'x'",
                "address.city = 'Bern' AND coalesce(address.street, name, '') LIKE '%a%'",
            })
    void oneAfterTheOtherTheyAreAllowed(String text) {
        assertThat(filter(text)).isEqualTo("(" + text + ")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "-1",
                "'it''s'",
                "NULL",
                "1 + 2",
                "now()",
                "current_timestamp",
                "CURRENT_DATE",
                "uuid()",
                "gen_random_uuid()",
                "DATE '2024-01-01'",
                "lower('X')",
                "[1, 2]",
                "{'a': 1}",
                "CAST('1' AS INTEGER)",
                "1 -- one",
                "1 /* one */",
                "'--'",
            })
    void constantIsADefaultThatDuckDbTakes(String text) {
        String checked = files.plain(session -> Expressions.constant(session, text));
        files.plain(session -> session.execute("CREATE TEMP TABLE t (a VARCHAR DEFAULT (" + checked + "))"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a + 1",
                "(SELECT 1)",
                "1, b INTEGER",
                "1) , (b",
                "nextval('x')",
                "getenv('HOME')",
                "1 -- x\n)",
                "?",
                "",
            })
    void anythingElseIsNoDefault(String text) {
        assertThatThrownBy(() -> files.plain(session -> Expressions.constant(session, text)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DEFAULT));
    }

    @Test
    void everyListedFunctionIsAScalarOfDuckDbWithoutSideEffects() throws Exception {
        List<String> scalars = files.plain(session -> session.query(
                "SELECT DISTINCT function_name FROM duckdb_functions()"
                        + " WHERE function_type IN ('scalar', 'macro') AND stability IS DISTINCT FROM 'VOLATILE'",
                row -> row.getString(1)));
        try (var in = Expressions.class.getResourceAsStream("expression-functions.txt")) {
            List<String> listed = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("# "))
                    .toList();
            assertThat(scalars).containsAll(listed);
        }
    }

    private String filter(String text) {
        return files.plain(
                session -> Expressions.filter(session, "where_filter", text, List.of("delete ", "insert ", "update ")));
    }
}
