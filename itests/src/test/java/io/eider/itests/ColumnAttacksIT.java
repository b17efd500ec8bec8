package io.eider.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.itests.EiderClient.Reply;
import io.eider.itests.EiderClient.TableRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL in the names, types, defaults and keys of a new table (storage contract, section 2.2). */
@ExtendWith(SharedEider.class)
class ColumnAttacksIT {
    private static final String TABLES = "/projects/columns/branches/default/buckets/b/tables";

    /** Names that are SQL, paths, patterns, or DuckDB's own. */
    private static final List<String> HOSTILE = List.of(
            "a b",
            "select",
            "rowid",
            "data",
            "staged",
            "main",
            "n",
            "v",
            "age",
            "id",
            "filename",
            "file_row_number",
            "'",
            "\"",
            "\"\"",
            "a\"b",
            "a'b",
            "a,b",
            "a;b",
            "a\\b",
            "\"; DROP TABLE data; --",
            "x\" INTEGER, \"y",
            "') TO '/tmp/evil.csv' --",
            "': 'INTEGER'}), read_text('/etc/passwd",
            "1",
            "*",
            "?",
            "$1",
            "%s",
            "{0}",
            "${jndi:x}",
            "../../x",
            "/etc/passwd",
            "a\u00e9\u65e5\u672c\uD83D\uDE00",
            "x".repeat(128));

    private static EiderProcess eider;
    private static EiderClient client;

    @BeforeAll
    static void prepare(EiderProcess shared) {
        eider = shared;
        client = eider.admin().createProject("columns");
        client.createBucket("columns", "b");
    }

    @AfterAll
    static void drop() {
        eider.admin().delete("/projects/columns").expect(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", " a", "a ", "a\n", "\t", "a\u0000b", "a\u001bb", "a\u202Eb", "a\u200Bb", "a\u2028b"})
    void columnOfAnUnprintableNameIsRefused(String name) {
        refused(column(name, "INTEGER", null), "invalid_name");
    }

    @Test
    void columnOfALongNameIsRefused() {
        refused(column("x".repeat(129), "INTEGER", null), "invalid_name");
    }

    @Test
    void hostileNamesAreOrdinaryInEveryStatement() {
        TableRef table = new TableRef("columns", "b", "hostile");
        List<Map<String, String>> columns = HOSTILE.stream()
                .map(name -> Map.of("name", name, "type", "VARCHAR"))
                .toList();
        client.post(TABLES, Map.of("name", "hostile", "columns", columns, "primary_key", HOSTILE.subList(0, 4)))
                .expect(201);
        List<String> shuffled = new ArrayList<>(HOSTILE);
        Collections.reverse(shuffled);
        String csv = line(shuffled) + row(shuffled, "old") + row(shuffled, "new");
        client.importCsv(table, csv.replace("rowid-old", "rowid").replace("rowid-new", "rowid"))
                .expect(200);
        client.importFile(
                        table,
                        client.upload("columns", "a.csv", csv),
                        Map.of("import_options", Map.of("incremental", true)))
                .expect(200);
        JsonNode preview = client.preview(table, 10);
        assertThat(preview.path("total_row_count").asInt()).isEqualTo(4);
        assertThat(preview.path("rows").path(0).path("*").asText()).startsWith("*-");
        for (String name : HOSTILE) {
            // CHECKSTYLE-OFF: quoting (a client quotes for itself)
            String filter = "\"" + name.replace("\"", "\"\"") + "\" = '" + (name + "-new").replace("'", "''") + "'";
            // CHECKSTYLE-ON: quoting
            Reply reply =
                    client.post(table.path() + "/export", Map.of("columns", List.of(name), "where_filter", filter));
            boolean isForbidden =
                    name.contains(";") || name.contains("--"); // by the contract, section 1.7, also inside of names
            assertThat(reply.status()).as(filter + " " + reply.text()).isEqualTo(isForbidden ? 400 : 200);
        }
        client.delete(table.path()).expect(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rowid", "id", "age", "n", "v", "staged"})
    void lastRowWinsWhateverTheColumnsAreCalled(String name) {
        TableRef table = new TableRef("columns", "b", "last");
        client.createTable(table, List.of("k INTEGER", name + " INTEGER"), List.of("k"));
        client.importCsv(table, "k," + name + "\n1,30\n2,7\n1,20\n1,10\n").expect(200);
        assertThat(client.preview(table, 10).path("rows").toString())
                .contains("{\"k\":1,\"" + name + "\":10}", "{\"k\":2,\"" + name + "\":7}");
        client.delete(table.path()).expect(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NOSUCH",
                "INTEGER, b INTEGER",
                "INTEGER) , (b INTEGER",
                "INTEGER); DROP TABLE data; --",
                "INTEGER; ATTACH '/tmp/evil.db'",
                "INTEGER NOT NULL",
                "INTEGER DEFAULT 1",
                "INTEGER DEFAULT (SELECT 1)",
                "INTEGER PRIMARY KEY",
                "INTEGER UNIQUE",
                "INTEGER CHECK (true)",
                "INTEGER REFERENCES x",
                "INTEGER GENERATED ALWAYS AS (1)",
                "INTEGER COLLATE NOCASE",
                "INTEGER -- x",
                "INTEGER /* x */",
                "(SELECT 'INTEGER')",
                "read_csv('/etc/passwd')",
                "main.t",
                "\"INTEGER\"",
                "'INTEGER'",
                "ENUM (SELECT 'a')",
                "ENUM ('a', (SELECT 'b'))",
                "ENUM ()",
                "DECIMAL(99, 1)",
                "DECIMAL((SELECT 1), 1)",
                "DECIMAL(-1)",
                "STRUCT()",
                "STRUCT(a INTEGER",
                "STRUCT(a INTEGER, \"b) , c\" NOSUCH)",
                "MAP(INTEGER)",
                "INTEGER[",
                "INTEGER[-1]",
                "INTEGER[(SELECT 1)]",
                "INTEGER[100000][100000][100000]",
                "NULL",
                "ANY",
                "TABLE",
                "POINTER",
                "GEOMETRY",
                "VARCHAR USING COMPRESSION zstd",
                "INTEGER\u0000",
                "\uFF29NTEGER"
            })
    void typeThatIsMoreThanATypeIsRefused(String type) {
        refused(column("c", type, null), "invalid_type");
    }

    @Test
    void enormousTypesAreRefused() {
        refused(column("c", "STRUCT(a ".repeat(5_000) + "INTEGER" + ")".repeat(5_000), null), "invalid_type");
        refused(column("c", "INTEGER" + "[]".repeat(30_000), null), "invalid_type");
        refused(column("c", "STRUCT(\"" + "x".repeat(60_000) + "\" NOSUCH)", null), "invalid_type");
        refused(column("c", "x".repeat(1_000_000), null), "invalid_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1, d INTEGER",
                "1) , (d",
                "1); DROP TABLE data; --",
                "1; DROP TABLE data",
                "1 -- x\n, d INTEGER",
                "1 /* x */, d INTEGER",
                "1) /* /* x */",
                "1 PRIMARY KEY",
                "c",
                "other + 1",
                "(SELECT 1)",
                "(SELECT content FROM read_text('/etc/passwd'))",
                "EXISTS (FROM glob('/*'))",
                "read_text('/etc/passwd')",
                "getenv('HOME')",
                "current_setting('temp_directory')",
                "nextval('s')",
                "pg_sleep(100)",
                "system.main.now()",
                "sum(1)",
                "row_number() OVER ()",
                "unnest([1])",
                "?",
                "$1",
                "#1",
                "DEFAULT",
                "COLUMNS('a')",
                "lpad('x', 2000000000, 'y')",
                "list_reduce([1, 2], lambda a, b: a + b)",
                "'a' || chr(0) || '",
                "1\u0000"
            })
    void defaultThatIsMoreThanAConstantIsRefused(String expression) {
        refused(column("c", "VARCHAR", expression), "invalid_default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch", "id\"", "id) , (x", "ID", "", "*", "../id"})
    void keyThatIsNoColumnIsRefused(String key) {
        Object body = Map.of(
                "name", "t", "columns", List.of(Map.of("name", "id", "type", "INTEGER")), "primary_key", List.of(key));
        refusedUnchanged(Footprint.of(eider), client.post(TABLES, body), "invalid_primary_key");
    }

    @Test
    void tooManyAndRepeatedColumnsAreRefused() {
        List<Map<String, String>> many = new ArrayList<>();
        for (int i = 0; i <= 4096; i++) {
            many.add(Map.of("name", "c" + i, "type", "INTEGER"));
        }
        Footprint before = Footprint.of(eider);
        refusedUnchanged(before, client.post(TABLES, Map.of("name", "t", "columns", many)), "invalid_columns");
        Object twice = List.of(Map.of("name", "a", "type", "INTEGER"), Map.of("name", "A", "type", "INTEGER"));
        refusedUnchanged(before, client.post(TABLES, Map.of("name", "t", "columns", twice)), "invalid_columns");
    }

    private record Attempt(Footprint before, Reply reply) {}

    private static Attempt column(String name, String type, String expression) {
        Map<String, Object> column = new HashMap<>(Map.of("name", name, "type", type));
        column.put("default", expression);
        Object other = Map.of("name", "other", "type", "INTEGER");
        Footprint before = Footprint.of(eider);
        return new Attempt(before, client.post(TABLES, Map.of("name", "t", "columns", List.of(column, other))));
    }

    private static void refused(Attempt attempt, String error) {
        refusedUnchanged(attempt.before, attempt.reply, error);
    }

    private static void refusedUnchanged(Footprint before, Reply reply, String error) {
        assertThat(reply.expect(400).error()).isEqualTo(error);
        assertThat(reply.text())
                .doesNotContain(eider.dataDir().toString(), "root:", "Exception")
                .hasSizeLessThan(100_000);
        assertThat(Footprint.of(eider)).isEqualTo(before);
    }

    private static String line(List<String> fields) {
        return fields.stream()
                        .map(field -> '"' + field.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(","))
                + "\n";
    }

    private static String row(List<String> names, String version) {
        return line(names.stream().map(name -> name + "-" + version).toList());
    }
}
