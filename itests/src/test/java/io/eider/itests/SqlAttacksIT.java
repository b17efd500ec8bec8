package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SQL in the requests that read and load rows (storage contract, sections 1.9, 2.2 and BUG-54): filters that are more than a
 * filter are refused and leave nothing, and what people filter by works.
 */
@ExtendWith(SharedEider.class)
class SqlAttacksIT {
    private static final TableRef TABLE = new TableRef("sql", "in.c-a", "orders");
    private static final int ROWS = 8;

    private static EiderProcess eider;
    private static EiderClient client;
    private Footprint before;

    @BeforeAll
    static void prepare(EiderProcess shared) {
        eider = shared;
        client = eider.admin().createProject("sql");
        client.createBucket("sql", "in.c-a");
        client.createTable(
                TABLE,
                List.of(
                        "id INTEGER",
                        "name VARCHAR",
                        "amount DECIMAL(10,2)",
                        "created TIMESTAMP",
                        "day DATE",
                        "tags VARCHAR[]",
                        "place STRUCT(city VARCHAR, zip INTEGER)",
                        "payload JSON",
                        "flag BOOLEAN",
                        "order VARCHAR"),
                List.of("id"));
        StringBuilder csv = new StringBuilder("id,name,amount,created,day,tags,place,payload,flag,order\n");
        for (int i = 1; i <= ROWS; i++) {
            csv.append(i)
                    .append(",name ")
                    .append(i)
                    .append(',')
                    .append(i)
                    .append(".50,2026-01-0")
                    .append(i);
            csv.append(" 10:00:00,2026-01-0")
                    .append(i)
                    .append(",\"[a, t")
                    .append(i)
                    .append("]\",\"{'city': Brno, 'zip': ");
            csv.append(i).append("}\",\"{\"\"k\"\": ").append(i).append("}\",").append(i % 2 == 0);
            csv.append(i == 3 ? ",\n" : ",o" + i + "\n");
        }
        client.importCsv(TABLE, csv.toString()).expect(200);
    }

    @BeforeEach
    void look() {
        before = Footprint.of(eider);
    }

    @AfterEach
    void aliveAndWell() {
        assertThat(client.rowCount(TABLE)).isEqualTo(ROWS);
        assertThat(eider.isReady()).isTrue();
    }

    @AfterAll
    static void drop() {
        eider.admin().delete("/projects/sql").expect(204);
    }

    private static final List<String> ATTACKS = List.of(
            "id = (SELECT 1)",
            "id IN (SELECT id FROM data)",
            "EXISTS (SELECT 1)",
            "EXISTS (FROM data)",
            "id = ANY (SELECT 1)",
            "id < ALL (VALUES (1))",
            "id IN (FROM range(3))",
            "id = (WITH x AS (SELECT 1) FROM x)",
            "ARRAY (SELECT 1) IS NULL",
            "(SELECT content FROM read_text('/etc/passwd')) LIKE '%'",
            "EXISTS (FROM read_csv('/etc/passwd'))",
            "EXISTS (FROM '/etc/passwd')",
            "EXISTS (FROM glob('/**'))",
            "EXISTS (FROM read_blob('/etc/shadow'))",
            "EXISTS (FROM read_parquet('*'))",
            "EXISTS (FROM read_json('/etc/passwd'))",
            "EXISTS (FROM sniff_csv('/etc/passwd'))",
            "EXISTS (FROM parquet_metadata('x'))",
            "EXISTS (FROM duckdb_databases())",
            "EXISTS (FROM duckdb_settings())",
            "EXISTS (FROM information_schema.tables)",
            "EXISTS (FROM query('SELECT 1'))",
            "EXISTS (FROM query_table('data'))",
            "read_csv('/etc/passwd') IS NULL",
            "read_text('/etc/passwd') = ''",
            "glob('/*') IS NOT NULL",
            "unnest([1, 2]) = 1",
            "unnest(tags) = 'a'",
            "generate_series(1, 1000000000) IS NULL",
            "range(1000000000) IS NULL",
            "1 = 1; DROP TABLE data",
            "1 = 1; SELECT 1",
            "1 = 1;",
            "; DROP TABLE data; --",
            "1 = 1 UNION SELECT * FROM data",
            "1 = 1 UNION ALL FROM read_text('/etc/passwd')",
            "1 = 1 EXCEPT SELECT 1",
            "1 = 1 ORDER BY (SELECT 1)",
            "1 = 1 GROUP BY ALL HAVING true",
            "1 = 1 LIMIT 1",
            "1 = 1 WINDOW w AS ()",
            "1 = 1 QUALIFY true",
            "1 = 1 USING SAMPLE 1",
            "1 = 1 FROM data",
            "1 = 1 AS x",
            "true) TO '/tmp/evil.csv' --",
            "true) TO '/tmp/evil.csv' (FORMAT csv",
            "1) OR (1",
            "1)) OR ((1",
            "true -- x",
            "true --",
            "true /* x */",
            "true /* /* nested */ */",
            "true /* unterminated",
            "/**/true",
            "tr/**/ue",
            "true */",
            "true #1",
            "#1 = 1",
            "'a' = 'a' '",
            "name = ''' OR 1 = 1 --",
            "name = '''; DROP TABLE data",
            "name = \"",
            "name = \"a\"\" OR 1 = 1",
            "name = $$a$$; $$",
            "name = $x$ a",
            "name = E'\\' OR 1 = 1",
            "name = U&'\\0027",
            "name = x'zz",
            "getenv('HOME') <> ''",
            "getenv('ADMIN_API_KEY') LIKE 'a%'",
            "current_setting('allowed_directories') IS NULL",
            "current_setting('temp_directory') = ''",
            "getvariable('x') IS NULL",
            "nextval('s') = 1",
            "currval('s') = 1",
            "setseed(0.5) IS NULL",
            "random() < 0.5",
            "current_query() <> ''",
            "current_database() = 'memory'",
            "current_schema() = 'main'",
            "version() <> ''",
            "txid_current() > 0",
            "pg_sleep(100) IS NULL",
            "sleep_ms(100000) IS NULL",
            "error('x')",
            "write_log('x') IS NULL",
            "parse_duckdb_log_message('x', 'y') IS NULL",
            "json_serialize_sql('SELECT 1') <> ''",
            "json_execute_serialized_sql('x') IS NULL",
            "json_deserialize_sql('x') <> ''",
            "query('SELECT 1') IS NULL",
            "sum(id) > 1",
            "count(*) > 1",
            "row_number() OVER () = 1",
            "sum(id) OVER () > 1",
            "first(id) FILTER (true) = 1",
            "system.main.lower(name) = 'a'",
            "pg_catalog.pg_get_userbyid(1) IS NULL",
            "nosuchfunction(1) = 1",
            "id = ?",
            "id = $1",
            "id = $name",
            "id = :name",
            "*",
            "COLUMNS(*) IS NULL",
            "COLUMNS('id') = 1",
            "COLUMNS(c -> c LIKE 'i%') = 1",
            "data.* IS NULL",
            "DEFAULT",
            "id = 1, id = 2",
            "id := 1",
            "id AS x",
            "SET x = 1",
            "ATTACH '/tmp/evil.db'",
            "COPY data TO '/tmp/evil.csv'",
            "PRAGMA database_list",
            "INSTALL httpfs",
            "CALL pragma_version()",
            "DROP TABLE data",
            "delete FROM data",
            "INSERT INTO data VALUES (1)",
            "update data SET id = 1",
            "truncate data",
            "ALTER TABLE data ADD x INTEGER",
            "CREATE TABLE x (i INTEGER)",
            "nosuchcolumn = 1",
            "other.id = 1",
            "rowid(id) = 1",
            "name = 1 + ",
            "name LIKE",
            "((id = 1)",
            "id = 1)",
            "",
            " ",
            "\u0000",
            "id = 1\u0000; DROP TABLE data",
            "name = '\u0000'");

    static List<String> attacks() {
        return ATTACKS;
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void filterThatIsMoreThanAFilterIsRefused(String filter) {
        refused(export(Map.of("where_filter", filter)), "invalid_where_clause");
    }

    /** Small texts that would need far more memory or time than the rows are worth. */
    static Stream<String> bombs() {
        return Stream.of(
                "length(lpad(name, 2000000000, 'x')) > 1",
                "length(rpad(name, 2000000000, 'x')) > 1",
                "length(repeat(name, 2000000000)) > 1",
                "len(list_resize([1], 100000000 + id)) > 1",
                "length(bitstring('1', 2000000000)) > 1",
                "length(printf('%2000000000d', id)) > 1",
                "length(format('{:2000000000}', id)) > 1",
                "list_reduce([1, 2, 3], lambda a, b: a + b) > 1",
                "length(reduce(" + list(60, "name") + ", lambda a, b: a || a)) > 1",
                "length(" + nested(60, "list_transform([", "name", "], lambda x: x || x)[1]") + ") > 1",
                "len(" + nested(12, "list_transform(tags, lambda x: ", "name", ")") + ") > 1");
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void filterThatGrowsWithoutBoundIsRefused(String filter) {
        refused(export(Map.of("where_filter", filter)), "invalid_where_clause");
    }

    @Test
    void deepAndLongFiltersAreRefusedNotSuffered() {
        for (String filter : List.of(
                "(".repeat(30_000) + "true" + ")".repeat(30_000),
                "NOT ".repeat(15_000) + "true",
                "- ".repeat(30_000) + "id = 1",
                "CASE ".repeat(10_000),
                "name" + "::VARCHAR".repeat(7_000) + " = ''",
                "id" + "+id".repeat(20_000) + " = 1",
                "[".repeat(30_000) + "]".repeat(30_000) + " IS NULL",
                "id = 1" + " OR id = 1".repeat(20_000),
                "name = '" + "x".repeat(1_000_000) + "'")) {
            refused(export(Map.of("where_filter", filter)), "invalid_where_clause");
        }
        assertThat(export(Map.of("where_filter", "(".repeat(20_000_000)))
                        .expect(413)
                        .error())
                .isEqualTo("request_too_large");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "id = 5 | 1",
                "id <> 5 AND NOT flag | 3",
                "id > 2 OR flag | 7",
                "id % 2 = 0 AND id * 2 - 1 >= 7 | 3",
                "id BETWEEN 2 AND 4 | 3",
                "id NOT BETWEEN 2 AND 4 | 5",
                "id IN (1, 2, 99) | 2",
                "(id, name) IN ((1, 'name 1'), (2, 'x')) | 1",
                "name LIKE 'name%' | 8",
                "name NOT LIKE '%7' | 7",
                "name ILIKE 'NAME 1' | 1",
                "name SIMILAR TO '.*[12]' | 2",
                "regexp_matches(name, '[3-5]$') | 3",
                "\"order\" IS NULL | 1",
                "\"order\" IS DISTINCT FROM 'o1' | 7",
                "coalesce(\"order\", '') = '' | 1",
                "upper(name) = 'NAME 3' | 1",
                "length(name) = 6 AND substr(name, 6) = '4' | 1",
                "replace(name, 'name ', 'n') = 'n5' | 1",
                "concat(name, '-', id) = 'name 6-6' | 1",
                "split_part(name, ' ', 2)::INTEGER = 7 | 1",
                "CAST(amount AS INTEGER) >= 4 AND amount < 6 | 3",
                "TRY_CAST(name AS INTEGER) IS NULL | 8",
                "round(amount) = 4 OR abs(amount - 1.5) < 0.01 | 2",
                "created >= TIMESTAMP '2026-01-05 00:00:00' | 4",
                "created BETWEEN '2026-01-02' AND '2026-01-04' | 2",
                "day >= DATE '2026-01-01' + INTERVAL 5 DAY | 3",
                "date_trunc('day', created) = day | 8",
                "extract(day FROM day) = 3 | 1",
                "year(created) = 2026 AND strftime(day, '%d') = '02' | 1",
                "date_diff('day', day, DATE '2026-01-08') = 0 | 1",
                "day < current_date AND created < now() | 8",
                "CASE WHEN id < 3 THEN 'low' ELSE 'high' END = 'low' | 2",
                "if(flag, id, 0) = 2 | 1",
                "flag | 4",
                "flag IS NOT TRUE | 4",
                "tags[2] = 't3' | 1",
                "list_contains(tags, 't4') | 1",
                "len(tags) = 2 | 8",
                "len(list_filter(tags, lambda x: x > 's')) = 1 | 8",
                "place.city = 'Brno' AND place.zip = 2 | 1",
                "struct_extract(place, 'zip') > 6 | 2",
                "payload->>'k' = '3' | 1",
                "json_extract_string(payload, '$.k') = '3' | 1",
                "CAST(payload->'k' AS INTEGER) > 6 | 2",
                "orders.id = 1 | 0",
                "\"id\" = 1 | 1",
                "ID = 1 | 1",
                "name = 'it''s' | 0",
                "name = 'SELECT 1' OR name = ')' OR name = '(' | 0",
                "md5(name) = '' | 0",
                "greatest(id, 3) = 3 | 3",
                "true | 8",
                "1 = 1 | 8",
                "NULL | 0",
            })
    void whatPeopleFilterByWorks(String filter, int rows) {
        Reply reply = export(Map.of("where_filter", filter, "format", "parquet"));
        if (filter.startsWith("orders.")) { // the table has no name of its own in a filter
            refused(reply, "invalid_where_clause");
            return;
        }
        assertThat(reply.expect(200).json().path("rows_exported").asInt()).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "",
                "id, name",
                "nosuch",
                "count(*)",
                "id FROM read_csv('/etc/passwd') --",
                "\"id\"",
                "id\" FROM data; --",
                "rowid",
                "COLUMNS('.*')",
                "\u0000"
            })
    void columnOfARequestIsANameAndNothingElse(String column) {
        refused(export(Map.of("columns", List.of(column))), "column_not_found");
        refused(load(Map.of("import_options", Map.of("columns", List.of(column)))), "column_not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CSV",
                "json",
                "csv, HEADER false",
                "csv') --",
                "parquet'",
                "",
                "../csv",
            })
    void formatIsOneOfTwoWords(String format) {
        refused(export(Map.of("format", format)), "invalid_format");
        refused(load(Map.of("format", format)), "invalid_format");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "csv | zstd",
                "csv | GZIP",
                "csv | none",
                "parquet | lz4",
                "parquet | zstd, ROW_GROUP_SIZE 1",
                "parquet | zstd) --",
                "parquet | '",
            })
    void compressionIsOneOfAFewWords(String format, String compression) {
        refused(export(Map.of("format", format, "compression", compression)), "invalid_compression");
    }

    @Test
    void optionsOfCsvAreTextAndNothingElse() {
        String file = client.upload("sql", "a.csv", "id,name\n1,x\n");
        before = Footprint.of(eider);
        for (String[] option : Arrays.asList(
                new String[] {"delimiter", "', header = false) --"},
                new String[] {"delimiter", ""},
                new String[] {"delimiter", "\n"},
                new String[] {"delimiter", "\u0000"},
                new String[] {"delimiter", "\u00e9"},
                new String[] {"quote", "''"},
                new String[] {"quote", "\u20ac"},
                new String[] {"escape", "') --"},
                new String[] {"escape", "\r"},
                new String[] {"null_string", "a\u0000"})) {
            Map<String, Object> request = Map.of(
                    "csv_options", Map.of(option[0], option[1]),
                    "import_options", Map.of("columns", List.of("id", "name")));
            refused(client.importFile(TABLE, file, request), "import_failed");
        }
    }

    @Test
    void quotesInOptionsOfCsvAreData() {
        TableRef table = new TableRef("sql", "in.c-a", "quoted");
        client.createTable(table, List.of("id INTEGER", "v VARCHAR"), List.of());
        String file = client.upload("sql", "a'; DROP TABLE data; --.csv", "id'v\n1'x\n2'')) --\n");
        client.importFile(
                        table,
                        file,
                        Map.of("csv_options", Map.of("delimiter", "'", "quote", "", "null_string", "x'), (SELECT 1")))
                .expect(400);
        client.importFile(
                        table,
                        client.upload("sql", "b.csv", "id;v\n1;'), ('\n2;y\n"),
                        Map.of("csv_options", Map.of("delimiter", ";", "quote", "", "null_string", "'), ('")))
                .expect(200);
        assertThat(client.preview(table, 2).path("rows").toString())
                .isEqualTo("[{\"id\":1,\"v\":null},{\"id\":2,\"v\":\"y\"}]");
        client.delete(table.path()).expect(204);
    }

    @Test
    void nameOfAFileIsNoPattern() {
        TableRef table = new TableRef("sql", "in.c-a", "pattern");
        client.createTable(table, List.of("id INTEGER"), List.of());
        client.upload("sql", "a1.csv", "id\n1\n");
        for (String name : List.of("*.csv", "a[1].csv", "a?.csv", "id=7.csv", "a'.csv", "a%.csv", "~", "a.csv.gz")) {
            client.importFile(table, client.upload("sql", name, "id\n2\n3\n"), Map.of())
                    .expect(200);
            assertThat(client.preview(table, 5).path("rows").toString())
                    .as(name)
                    .isEqualTo("[{\"id\":2},{\"id\":3}]");
        }
        client.delete(table.path()).expect(204);
    }

    private static Reply export(Map<String, Object> request) {
        return client.post(TABLE.path() + "/export", request);
    }

    private static Reply load(Map<String, Object> request) {
        JsonNode files = client.get("/projects/sql/files").expect(200).json().path("files");
        Map<String, Object> whole = new HashMap<>(request);
        return client.importFile(TABLE, files.path(0).path("id").asText(), whole);
    }

    private void refused(Reply reply, String error) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo(error);
        assertThat(reply.text())
                .doesNotContain(eider.dataDir().toString(), "root:", "Exception", "project_sql")
                .hasSizeLessThan(2_000);
        assertThat(Footprint.of(eider)).isEqualTo(before);
    }

    private static String nested(int depth, String open, String inner, String close) {
        return open.repeat(depth) + inner + close.repeat(depth);
    }

    private static String list(int length, String item) {
        return "[" + item + (", " + item).repeat(length - 1) + "]";
    }
}
