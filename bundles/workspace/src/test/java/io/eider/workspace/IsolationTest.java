package io.eider.workspace;

import static io.eider.workspace.WorkspaceFixture.PROJECT;
import static io.eider.workspace.WorkspaceFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.storage.NewProject;
import io.eider.api.workspace.NewWorkspace;
import io.eider.api.workspace.SqlSession;
import io.eider.engine.sandbox.Sandbox;
import io.eider.engine.sandbox.SandboxConnection;
import io.eider.engine.sandbox.SandboxFailure;
import io.eider.engine.sandbox.SandboxSettings;
import io.eider.workspace.statement.SqlFailures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a user of a workspace may try, with both walls (the statement gate, the sandbox) and against the second alone. Fails closed: only a
 * refusal with a known SQLSTATE is accepted, and the files that must not be touched are compared.
 */
class IsolationTest {
    @TempDir
    static Path directory;

    private static WorkspaceFixture server;
    private static SqlSession session;
    private static Path secret;
    private static WorkspaceId workspace;

    @BeforeAll
    static void open() throws Exception {
        server = new WorkspaceFixture(directory.resolve("data")).withOrders();
        ProjectId other = new ProjectId("victim");
        server.storage.projects().create(new NewProject(other, Optional.empty(), Optional.empty()));
        server.workspaces.create(new NewWorkspace(other, BranchId.DEFAULT, "theirs", Optional.empty(), 1, List.of()));
        workspace = server.create("mine");
        session = server.session(workspace);
        rows(session, "SELECT * FROM in_c_sales.orders");
        secret = directory.resolve("secret.csv");
        Files.writeString(secret, "password\nhunter2\n");
    }

    @AfterAll
    static void close() {
        session.close();
        server.close();
    }

    @AfterEach
    void stillThere() throws Exception {
        assertThat(Files.readString(secret)).isEqualTo("password\nhunter2\n");
        assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("3");
    }

    private static String granted() throws Exception {
        try (Stream<Path> links = Files.walk(directory.resolve("data/run"))) {
            return links.filter(Files::isRegularFile).findFirst().orElseThrow().toString();
        }
    }

    static List<String> attacks() {
        return Stream.of(onFilesAndDatabases(), onSettings(), bySmuggling())
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> onFilesAndDatabases() {
        return List.of(
                "SELECT * FROM read_csv('%s')",
                "SELECT * FROM read_text('%s')",
                "SELECT * FROM read_blob('%s')",
                "SELECT * FROM '%s'",
                "SELECT * FROM \"%s\"",
                "FROM '%s'",
                "SELECT * FROM glob('/**')",
                "SELECT * FROM sniff_csv('%s')",
                "SELECT * FROM parquet_metadata('%s')",
                "COPY (SELECT 1) TO '%s'",
                "COPY in_c_sales.orders TO '/tmp/out.csv'",
                "CREATE TABLE x AS SELECT * FROM read_csv_auto('%s')",
                "EXPORT DATABASE '/tmp/out'",
                "IMPORT DATABASE '/tmp/out'",
                "INSERT INTO x SELECT * FROM read_json('%s')",
                "SELECT getenv('HOME')",
                // other databases
                "ATTACH '%s' AS a",
                "ATTACH ':memory:' AS a",
                "ATTACH '%1$s' AS a (READ_ONLY)",
                "ATTACH '../../../metadata.duckdb'",
                "DETACH _eider_1",
                "USE memory",
                "USE _eider_1",
                "SELECT * FROM metadata.main.api_keys",
                "SELECT * FROM duckdb_databases()",
                "SELECT * FROM pragma_database_list",
                "PRAGMA database_list",
                "SELECT * FROM _eider_1_0.main.data",
                "CHECKPOINT",
                "FORCE CHECKPOINT",
                "VACUUM");
    }

    private static List<String> onSettings() {
        return List.of(
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET enable_external_access = true",
                "SET GLOBAL memory_limit = '100GB'",
                "SET lock_configuration = false",
                "SET allowed_directories = ['/']",
                "SET TimeZone = 'UTC'; SET threads = 64",
                "RESET memory_limit",
                "PRAGMA memory_limit = '100GB'",
                "PRAGMA profiling_output = '/tmp/x'",
                "SELECT current_setting('allowed_directories')",
                "SELECT * FROM duckdb_settings()",
                "SELECT * FROM duckdb_secrets()",
                "CREATE SECRET s (TYPE s3)",
                "CREATE PERSISTENT SECRET s (TYPE s3)",
                // text that becomes SQL
                "SELECT * FROM query('SELECT * FROM read_text(''%s'')')",
                "SELECT * FROM query_table('in_c_sales.orders')",
                "SELECT json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
                "PREPARE p AS ATTACH ':memory:' AS a",
                "EXPLAIN ATTACH ':memory:' AS a",
                "EXPLAIN ANALYZE COPY (SELECT 1) TO '/tmp/x'");
    }

    private static List<String> bySmuggling() {
        return List.of(
                "SELECT 1; ATTACH ':memory:' AS a",
                "SELECT 1 /* ; */ ; COPY (SELECT 1) TO '/tmp/x'",
                "/* /* */ SELECT 1; */ ATTACH ':memory:' AS a",
                "-- x\nATTACH ':memory:' AS a",
                "SELECT $a$ $a$; ATTACH ':memory:' AS a",
                "SELECT E'\\'; SELECT 1; --'; ATTACH ':memory:' AS a",
                "SELECT U&'\\0027'; ATTACH ':memory:' AS a",
                "A\u0054TACH ':memory:' AS a",
                "CALL pragma_version()",
                "CALL query('SELECT 1')",
                "DO $$ BEGIN END $$",
                "SAVEPOINT a",
                "LISTEN x",
                "SELECT * FROM sqlite_scan('%s', 'x')",
                "SELECT pg_read_file('%s')");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void isRefused(String attack) throws Exception {
        for (String path : List.of(secret.toString(), granted())) {
            String sql = attack.replace("%1$s", path).replace("%s", path);
            try {
                List<String> rows = rows(session, sql);
                throw new AssertionError("executed: " + sql + " -> " + rows);
            } catch (ApiException e) {
                assertThat(SqlFailures.sqlState(e))
                        .as(sql)
                        .matches("25P01|42501|42601|42P01|42883|42939|3F000|42704|0A000|3D000");
                assertThat(e.code()).as(sql).isNotEqualTo(ErrorCode.INTERNAL_ERROR);
                if (!sql.contains(directory.toString())) {
                    assertThat(e.getMessage()).doesNotContain(directory.toString());
                }
            }
        }
    }

    static List<String> pastTheGate() {
        return List.of(
                "SELECT * FROM read_csv('%s')",
                "SELECT * FROM read_text('%s')",
                "SELECT * FROM '%s'",
                "SELECT * FROM sniff_csv('%s')",
                "SELECT * FROM parquet_metadata('%s')",
                "COPY (SELECT 1) TO '%s'",
                "EXPORT DATABASE '%s'",
                "ATTACH '%s' AS stolen",
                "ATTACH '%s/../secret.csv' AS stolen",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET enable_external_access = true",
                "SET memory_limit = '100GB'",
                "SET threads = 64",
                "SET allowed_directories = ['/']",
                "SET lock_configuration = false",
                "SET temp_directory = '/tmp'",
                "PRAGMA profiling_output = '/tmp/x'");
    }

    /** Nothing but the sandbox stands between these and the disk. */
    @ParameterizedTest
    @MethodSource("pastTheGate")
    void isRefusedByTheSandboxAlone(String attack) {
        SandboxSettings settings = new SandboxSettings(
                directory.resolve("alone.duckdb"),
                "alone",
                directory.resolve("alone"),
                directory.resolve("spill"),
                1,
                "128MB",
                "64MB");
        try (Sandbox sandbox = Sandbox.open(settings);
                SandboxConnection connection = sandbox.connect()) {
            String sql = attack.replace("%s", secret.toString());
            try {
                connection.command(sql);
                throw new AssertionError("executed: " + sql);
            } catch (SandboxFailure e) {
                assertThat(e.type()).as(sql).matches("(?i)permission|invalid input|binder|catalog|io|http");
            }
        }
    }

    @Test
    void viewsOfTheCatalogMayBeNamedButNotDefined() {
        assertThat(WorkspaceFixture.rows(session, "SELECT table_name FROM _eider_pg.pg_information.tables"))
                .contains("orders");
        for (String refused : List.of(
                "SELECT * FROM _eider_pg.pg.pg_class",
                "SELECT * FROM _eider_1.pg_information.tables",
                "CREATE TABLE _eider_pg.pg_information.mine (i INTEGER)",
                "DROP VIEW _eider_pg.pg_information.tables",
                "CREATE VIEW mine AS SELECT * FROM _eider_pg.pg.pg_class")) {
            assertThat(WorkspaceFixture.state(session, refused)).as(refused).isEqualTo("42939");
        }
    }

    @Test
    void divisionByZeroHasItsState() {
        assertThat(WorkspaceFixture.state(session, "SELECT error('division by zero')"))
                .isEqualTo("22012");
    }

    @Test
    void functionsThatMakeLargeValuesAreBounded() {
        for (String bomb : List.of(
                "repeat('x', 2000000000)",
                "main.repeat('x', 2000000000)",
                "lpad('x', 2000000000, 'y')",
                "rpad('x', 2000000000, 'y')",
                "list_resize([1], 2000000000)",
                "range(2000000000)",
                "generate_series(1, 2000000000)",
                "bitstring('1', 2000000000)",
                "format('{:>2000000000}', 'x')",
                "format('{:>{}}', 'x', 2000000000)",
                "printf('%2000000000s', 'x')",
                "printf('%*d', 2000000000, 1)",
                "replace(repeat('a', 100000), 'a', repeat('b', 100000))",
                "regexp_replace(repeat('a', 100000), 'a', repeat('b', 100000), 'g')")) {
            assertThat(WorkspaceFixture.state(session, "SELECT " + bomb))
                    .as(bomb)
                    .isEqualTo("54000");
        }
        assertThat(WorkspaceFixture.state(session, "SELECT system.main.repeat('x', 2000000000)"))
                .isEqualTo("42501");
        assertThat(WorkspaceFixture.state(session, "PREPARE p AS SELECT system.main.repeat('x', $1)"))
                .isEqualTo("42501");
        assertThat(
                        rows(
                                session,
                                "SELECT repeat('ab', 2), repeat([1], 2), lpad('x', 3, '-'), replace('aba', 'a', 'c'), range(3),"
                                        + " len(range(TIMESTAMP '2020-01-01', TIMESTAMP '2020-01-03', INTERVAL 1 DAY)), format('{:>3}|{}', 'x', 1),"
                                        + " printf('%d%%', 5), regexp_replace('hello', 'l+', 'L'), list_resize([1], 2), generate_series(1, 5, 2)"))
                .containsExactly("abab|[1, 1]|--x|cbc|[0, 1, 2]|2|  x|1|5%|heLo|[1, NULL]|[1, 3, 5]");
        assertThat(rows(session, "SELECT count(*) FROM range(5000000)")).containsExactly("5000000");
    }

    @Test
    void bombsAreBoundedAndLeaveTheSessionUsable() {
        for (String bomb : List.of(
                "WITH RECURSIVE r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r) SELECT max(i) FROM r",
                "WITH RECURSIVE r AS (SELECT 'x' AS t UNION ALL SELECT t || t FROM r) SELECT max(length(t)) FROM r",
                "SELECT " + "(".repeat(3_000) + "1" + ")".repeat(3_000),
                "SELECT list(a.range) FROM range(100000000) a, range(1000) b")) {
            rows(session, "SET statement_timeout = 1500");
            try {
                rows(session, bomb);
            } catch (ApiException e) {
                assertThat(SqlFailures.sqlState(e)).as(bomb).matches("57014|53[0-9]00|54[0-9]{3}|22.*|42.*|54000");
            }
            rows(session, "RESET statement_timeout");
            assertThat(rows(session, "SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void tableFilesInTheRunDirectoryAreReadOnly() throws Exception {
        try (Stream<Path> links = Files.walk(directory.resolve("data/run"))) {
            List<Path> files = links.filter(Files::isRegularFile).toList();
            assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(
                            java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("r--r--r--"));
        }
    }

    @Test
    void sessionsOfOneWorkspaceDoNotSeeEachOthersTemporaryObjectsAndSettings() {
        try (SqlSession other = server.session(workspace)) {
            rows(session, "CREATE OR REPLACE TEMP TABLE hidden AS SELECT 1 AS i; SET search_path = in_c_sales");
            assertThat(WorkspaceFixture.state(other, "SELECT * FROM hidden")).isEqualTo("42P01");
            assertThat(WorkspaceFixture.state(other, "SELECT * FROM orders")).isEqualTo("42P01");
            rows(session, "RESET search_path");
        }
    }

    @Test
    void workspaceOfAnotherProjectCannotBeOpened() {
        ProjectId victim = new ProjectId("victim");
        WorkspaceId theirs = server.workspaces.list(victim).get(0).id();
        try {
            server.workspaces.sessions().open(PROJECT, theirs, WorkspaceFixture.CLIENT);
            throw new AssertionError("opened");
        } catch (ApiException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.WORKSPACE_NOT_FOUND);
        }
        assertThat(WorkspaceFixture.state(session, "SELECT * FROM workspace_" + theirs + ".main.x"))
                .isEqualTo("3D000");
    }

    @Test
    void listingsOfTheirOwnSchemasNameNothingInternal() {
        WorkspaceFixture.rows(session, "SELECT * FROM in_c_sales.orders");
        WorkspaceFixture.rows(session, "CREATE TABLE to_be_listed (a INTEGER)");
        WorkspaceFixture.rows(session, "CREATE MACRO listed_macro(a) AS a + 1");
        WorkspaceFixture.rows(session, "CREATE VIEW listed AS SELECT * FROM information_schema.tables");
        for (String listing : List.of(
                "SELECT table_catalog, table_schema, table_name FROM information_schema.tables",
                "SELECT table_catalog, table_schema, table_name FROM \"information_schema\" . tables",
                "SELECT t.table_catalog, t.table_schema, t.table_name FROM memory.information_schema.tables t",
                "SELECT table_catalog, table_schema, table_name FROM listed",
                "SELECT catalog_name, schema_name FROM information_schema.schemata",
                "SELECT datname FROM pg_catalog.pg_database",
                "SELECT schemaname, tablename FROM pg_catalog.pg_tables",
                "SELECT relname FROM pg_catalog.pg_class",
                "SELECT nspname FROM temp.pg_catalog.pg_namespace",
                "SELECT database_name, schema_name, table_name FROM duckdb_tables()",
                "SELECT database_name, schema_name, view_name FROM duckdb_views()",
                "SELECT database_name, schema_name, column_name FROM duckdb_columns()",
                "SELECT database_name, schema_name FROM main.duckdb_schemas()",
                "SELECT database_name, function_name FROM duckdb_functions()")) {
            assertThat(WorkspaceFixture.rows(session, listing))
                    .as(listing)
                    .isNotEmpty()
                    .noneMatch(row -> row.contains("_eider_"));
        }
        assertThat(WorkspaceFixture.rows(
                        session, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'in_c_sales'"))
                .contains("orders");
        WorkspaceFixture.rows(session, "DROP VIEW listed; DROP TABLE to_be_listed; DROP MACRO listed_macro");
        assertThat(WorkspaceFixture.error(session, "CREATE TABLE information_schema.x (a INTEGER)")
                        .getMessage())
                .isNotEmpty();
    }
}
