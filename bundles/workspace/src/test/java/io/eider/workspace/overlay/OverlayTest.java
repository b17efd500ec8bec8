package io.eider.workspace.overlay;

import static io.eider.workspace.WorkspaceFixture.rows;
import static io.eider.workspace.WorkspaceFixture.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.id.WorkspaceId;
import io.eider.api.workspace.Oids;
import io.eider.api.workspace.SqlSession;
import io.eider.workspace.WorkspaceFixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayTest {
    private static final String PUBLIC =
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' ORDER BY 1";

    @TempDir
    Path directory;

    private WorkspaceFixture fixture;
    private WorkspaceId workspace;
    private SqlSession session;

    @BeforeEach
    void open() throws Exception {
        fixture = new WorkspaceFixture(directory).withOrders();
        workspace = fixture.create("w");
        session = fixture.session(workspace);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void everyRelationHasTheColumnsOfPostgreSql15() {
        for (Relations.Relation relation : Relations.read().all()) {
            String schema = relation.isCatalog() ? "" : Overlay.INFORMATION + ".";
            List<String> columns =
                    rows(session, "SELECT column_name FROM (DESCRIBE SELECT * FROM " + schema + relation.name() + ")");
            assertThat(columns)
                    .as(relation.name())
                    .containsExactlyElementsOf(relation.columns().stream()
                            .map(Relations.Column::name)
                            .toList());
        }
    }

    /** As psql calls them for {@code \\d} of a table and for {@code \\sv}. */
    @Test
    void functionsOfPsqlAreCalledAsItDoes() {
        assertThat(rows(
                        session,
                        "SELECT (SELECT a.depth FROM pg_partition_ancestors(c.oid) WITH ORDINALITY AS a(relid, depth) LIMIT 1) IS NULL"
                                + " FROM pg_class c LIMIT 1"))
                .containsExactly("true");
        assertThat(rows(session, "SELECT array_to_string(array_remove(['a', 'b', 'a', 'c'], 'a'), '+')"))
                .containsExactly("b+c");
    }

    @Test
    void objectsOfAnOpenTransactionAreSeenByItAloneAndGoWithIt() {
        SqlSession other = fixture.session(workspace);
        rows(session, "BEGIN; CREATE TABLE mine (a INTEGER PRIMARY KEY)");
        assertThat(rows(session, PUBLIC)).containsExactly("mine", "mine_pkey");
        assertThat(rows(other, PUBLIC)).isEmpty();
        rows(session, "ROLLBACK");
        assertThat(rows(session, PUBLIC)).isEmpty();
        rows(session, "CREATE TABLE mine (a INTEGER)");
        assertThat(rows(other, PUBLIC)).containsExactly("mine");
        rows(other, "DROP TABLE mine");
        assertThat(rows(session, PUBLIC)).isEmpty();
    }

    @Test
    void whatOthersCommitIsSeenAfterTheTransactionThatDidNotSeeIt() {
        SqlSession other = fixture.session(workspace);
        rows(session, "BEGIN");
        assertThat(rows(session, PUBLIC)).isEmpty();
        rows(other, "CREATE TABLE theirs (a INTEGER)");
        rows(session, PUBLIC);
        rows(session, "COMMIT");
        assertThat(rows(session, PUBLIC)).containsExactly("theirs");
    }

    @Test
    void statementThatFailsAfterLookingDoesNotLeaveTheListingBehind() {
        rows(session, PUBLIC);
        rows(session, "CREATE TABLE late (a INTEGER)");
        assertThat(state(session, "SELECT error(relname) FROM pg_class WHERE relname = 'late'"))
                .isNotEmpty();
        assertThat(rows(session, PUBLIC)).containsExactly("late");
    }

    @Test
    void temporaryObjectsAreInATemporarySchemaOfTheirSession() {
        rows(session, "CREATE TEMP TABLE scratch (a INTEGER)");
        String query =
                "SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE relname = 'scratch'";
        assertThat(rows(session, query)).containsExactly("pg_temp");
        assertThat(rows(fixture.session(workspace), query)).isEmpty();
    }

    @Test
    void tablesOfTheProjectAreListedWithoutBeingAttached() {
        assertThat(rows(
                        session,
                        "SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_class c"
                                + " JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid"
                                + " WHERE n.nspname = 'in_c_sales' ORDER BY a.attnum"))
                .containsExactly("in_c_sales|orders|id|integer", "in_c_sales|orders|v|text");
        fixture.table("in_c_sales", "fresh");
        assertThat(rows(
                        session,
                        "SELECT table_name FROM pg_information.tables WHERE table_schema = 'in_c_sales' ORDER BY 1"))
                .containsExactly("fresh", "orders");
        assertThat(
                        rows(
                                session,
                                "SELECT has_table_privilege('in_c_sales.orders', 'SELECT'), has_table_privilege('in_c_sales.orders', 'INSERT')"))
                .containsExactly("true|false");
    }

    @Test
    void oidsAreTheSameAfterReopeningAndInJava() {
        rows(session, "CREATE TABLE \"Größe\" (a INTEGER PRIMARY KEY); CREATE TYPE mood AS ENUM ('a')");
        String query =
                "SELECT oid FROM pg_class WHERE relname IN ('Größe', 'orders') ORDER BY relname UNION ALL SELECT oid FROM pg_type"
                        + " WHERE typname IN ('mood', '_mood') UNION ALL SELECT oid FROM pg_namespace WHERE nspname = 'in_c_sales'";
        String all = "(SELECT oid FROM pg_class WHERE relname IN ('Größe', 'orders')) "
                + query.substring(query.indexOf("UNION"));
        List<String> before = rows(session, all);
        assertThat(before)
                .containsExactlyInAnyOrder(
                        text(Oids.relation("public", "Größe")),
                        text(Oids.relation("in_c_sales", "orders")),
                        text(Oids.type("public", "mood")),
                        text(Oids.arrayType("public", "mood")),
                        text(Oids.namespace("in_c_sales")));
        session.close();
        assertThat(rows(fixture.session(workspace), all)).containsExactlyInAnyOrderElementsOf(before);
    }

    private static String text(int oid) {
        assertThat(oid).isGreaterThanOrEqualTo(16_384);
        return Integer.toString(oid);
    }

    @Test
    void namesBecomeOidsAndBack() {
        rows(session, "CREATE TABLE t (a INTEGER)");
        assertThat(
                        rows(
                                session,
                                "SELECT _regclass('t') = _regclass('public.t'), _regclass_out(_regclass('t')), _regclass('pg_class'), _regclass_out(_regclass('in_c_sales.orders'))"))
                .containsExactly("true|t|1259|in_c_sales.orders");
        assertThat(
                        rows(
                                session,
                                "SELECT _regtype('int'), _regtype('varchar(10)'), _regtype('text[]'), _regtype_out(1184), _regproc('array_in')"))
                .containsExactly("23|1043|1009|timestamp with time zone|750");
        assertThat(state(session, "SELECT _regclass('nothing')")).isEqualTo("42P01");
        assertThat(state(session, "SELECT _regtype('nothing')")).isEqualTo("42704");
    }

    @Test
    void sessionIsWhatItsSettingsSay() {
        assertThat(rows(session, "SELECT version()").get(0)).startsWith("PostgreSQL 15");
        assertThat(rows(session, "SELECT current_schema(), current_schemas(true)"))
                .containsExactly("public|[pg_catalog, public]");
        rows(session, "SET application_name TO 'mine'; SET search_path TO in_c_sales, public");
        assertThat(rows(session, "SELECT current_setting('application_name'), current_schemas(false)"))
                .containsExactly("mine|[in_c_sales, public]");
        assertThat(rows(session, "SELECT setting FROM pg_settings WHERE name = 'application_name'"))
                .containsExactly("mine");
        assertThat(rows(session, "SELECT current_setting('nothing', true)")).containsExactly("NULL");
        assertThat(state(session, "SELECT current_setting('nothing')")).isEqualTo("42704");
    }

    @Test
    void sessionsOfTheWorkspaceAreShownAndCanBeEndedThoseOfOthersNot() {
        SqlSession other = fixture.session(workspace);
        SqlSession foreign = fixture.session(fixture.create("foreign"));
        String pid = rows(other, "SELECT pg_backend_pid()").get(0);
        String foreignPid = rows(foreign, "SELECT pg_backend_pid()").get(0);
        assertThat(rows(session, "SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_backend_pid%'"))
                .contains(pid)
                .doesNotContain(foreignPid);
        assertThat(rows(session, "SELECT count(*) FROM pg_stat_activity")).containsExactly("2");
        assertThat(rows(session, "SELECT pg_cancel_backend(" + pid + "), pg_terminate_backend(" + foreignPid + ")"))
                .containsExactly("true|false");
        assertThat(rows(session, "SELECT pg_terminate_backend(" + pid + ")")).containsExactly("true");
        assertThat(rows(session, "SELECT count(*) FROM pg_stat_activity")).containsExactly("1");
        assertThat(rows(foreign, "SELECT 1")).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT system.main.current_setting('temp_directory')",
                "SELECT main.current_setting('temp_directory')",
                "SELECT pg_catalog.current_setting('temp_directory')",
                "SELECT * FROM pg_catalog.pg_settings",
                "SELECT * FROM system.pg_catalog.pg_settings",
                "SELECT * FROM duckdb_settings()",
                "SELECT * FROM duckdb_databases()",
                "SELECT * FROM pragma_database_size()",
                "SELECT * FROM _eider_project.main.tables",
                "SELECT * FROM temp.main._eider_tables",
                "SELECT * FROM _eider_pg.pg.pg_class",
                "DROP TABLE temp.main._eider_class",
                "SET VARIABLE _eider_user = 'x'",
                "CREATE VIEW _eider_pg.pg.v AS SELECT 1",
                "ALTER VIEW pg_class RENAME TO x",
                "DROP VIEW pg_class",
                "INSERT INTO pg_am VALUES (1)",
                "DELETE FROM pg_am"
            })
    void nothingOfTheServerIsReachedThroughTheCatalogs(String sql) {
        assertThat(rows(session, "SELECT count(*) FROM pg_class")).hasSize(1);
        assertThat(state(session, sql)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE VIEW v AS SELECT current_setting('temp_directory') AS s; SELECT s FROM v",
                "CREATE MACRO m() AS current_setting('temp_directory'); SELECT m()",
                "CREATE MACRO m() AS TABLE SELECT setting FROM pg_settings WHERE name = 'temp_directory'; SELECT count(*) FROM m()",
                "PREPARE p AS SELECT setting FROM pg_settings WHERE name = 'temp_directory'; EXECUTE p",
                "SELECT setting FROM pg_settings WHERE setting LIKE '%/%' AND name NOT IN ('lc_x')"
            })
    void replacedNamesNeverMeanDuckDbsOwn(String sql) {
        List<String> shown;
        try {
            shown = rows(session, sql);
        } catch (io.eider.api.error.ApiException e) {
            shown = List.of(e.getMessage());
        }
        assertThat(shown).noneMatch(row -> row.contains(directory.toString()));
    }

    @Test
    void namesOfTheServersOwnAreNotListed() {
        rows(session, "SELECT * FROM in_c_sales.orders");
        assertThat(
                        rows(
                                session,
                                "SELECT nspname FROM pg_namespace UNION ALL SELECT relname FROM pg_class UNION ALL SELECT datname FROM pg_database UNION ALL SELECT attname FROM pg_attribute"))
                .noneMatch(name -> name.startsWith("_eider"));
    }
}
