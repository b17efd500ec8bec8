package io.eider.workspace.session;

import static io.eider.workspace.WorkspaceFixture.row;
import static io.eider.workspace.WorkspaceFixture.rows;
import static io.eider.workspace.WorkspaceFixture.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.id.TableId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.SqlSession;
import io.eider.api.workspace.TablePermission;
import io.eider.workspace.WorkspaceFixture;
import io.eider.workspace.statement.SqlFailures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who writes what no grant names, or reaches a staged file, by any spelling: nothing of it works, and nothing is written. */
class GrantedAttacksTest {
    @TempDir
    Path directory;

    private WorkspaceFixture server;
    private TableId log;
    private WorkspaceId workspace;
    private SqlSession session;

    @BeforeEach
    void open() throws Exception {
        server = new WorkspaceFixture(directory).withOrders();
        log = server.table("in_c_sales", "log", row(1, "l"));
        server.table("in_c_sales", "secret", row(1, "s"));
        workspace = server.create(
                "w", Map.of("in_c_sales.orders", TablePermission.READWRITE, "in_c_sales.log", TablePermission.READ));
        session = server.session(workspace);
    }

    @AfterEach
    void close() {
        session.close();
        assertThat(server.locked()).isZero();
        server.close();
    }

    private void refusedOutsideAndInside(List<String> statements) {
        long before = server.storage.tables().get(log).version();
        for (String sql : statements) {
            assertThat(state(session, sql)).as(sql).matches("42501|42601|42809|42939|42P01|42000|3D000|0A000|3F000");
            rows(session, "BEGIN");
            rows(session, "INSERT INTO in_c_sales.orders VALUES (50, 'mine')"); // so that a staged file is there
            assertThat(state(session, sql)).as("in a transaction: " + sql).isNotEqualTo("00000");
            rows(session, "ROLLBACK");
        }
        assertThat(server.storage.tables().get(log).version()).isEqualTo(before);
        assertThat(rows(session, "FROM in_c_sales.log")).containsExactly("1|l");
        assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("3");
    }

    @Test
    void tablesThatAreOnlyReadAreWrittenBySpellingThemDifferently() {
        rows(session, "CREATE VIEW over AS FROM in_c_sales.log");
        rows(session, "CREATE MACRO logs() AS TABLE FROM in_c_sales.log");
        String own = "workspace_" + workspace;
        refusedOutsideAndInside(List.of(
                "INSERT INTO \"in_c_sales\".\"log\" VALUES (2, 'x')",
                "INSERT INTO IN_C_SALES.Log VALUES (2, 'x')",
                "INSERT INTO /* a */ in_c_sales /* b */ . /* c */ log VALUES (2, 'x')",
                "INSERT INTO in_c_sales.log AS orders VALUES (2, 'x')",
                "INSERT INTO over VALUES (2, 'x')",
                "INSERT INTO logs() VALUES (2, 'x')",
                "UPDATE ONLY in_c_sales.log SET v = 'x'",
                "UPDATE (in_c_sales.log) SET v = 'x'",
                "UPDATE over SET v = 'x'",
                "UPDATE in_c_sales.log, in_c_sales.orders SET v = 'x'",
                "DELETE FROM over",
                "DELETE FROM ONLY in_c_sales.log",
                "DELETE FROM in_c_sales.log USING in_c_sales.orders",
                "DELETE FROM in_c_sales.log AS orders USING in_c_sales.orders o WHERE true",
                "TRUNCATE over",
                "MERGE INTO over USING in_c_sales.orders o ON true WHEN MATCHED THEN DELETE",
                "MERGE INTO in_c_sales.log orders USING in_c_sales.orders o ON true WHEN MATCHED THEN DELETE",
                "WITH gone AS (DELETE FROM in_c_sales.log RETURNING *) FROM gone",
                "WITH gone AS (SELECT 1) DELETE FROM in_c_sales.log",
                "WITH gone AS (DELETE FROM in_c_sales.log RETURNING *) INSERT INTO in_c_sales.orders FROM gone",
                "INSERT INTO in_c_sales.orders FROM (DELETE FROM in_c_sales.log RETURNING *)",
                "INSERT INTO query_table('in_c_sales.log') VALUES (2, 'x')",
                "INSERT INTO " + own + ".in_c_sales.log VALUES (2, 'x')",
                "INSERT INTO memory.in_c_sales.log VALUES (2, 'x')",
                "INSERT INTO temp.in_c_sales.log VALUES (2, 'x')",
                "PREPARE p AS DELETE FROM in_c_sales.log",
                "EXPLAIN ANALYZE DELETE FROM in_c_sales.log",
                "EXPLAIN (ANALYZE) INSERT INTO in_c_sales.log VALUES (2, 'x')",
                "COPY in_c_sales.log FROM 'x.csv'",
                "SELECT * FROM in_c_sales.secret",
                "INSERT INTO in_c_sales.orders SELECT * FROM in_c_sales.secret",
                "UPDATE in_c_sales.orders SET v = (SELECT v FROM in_c_sales.secret)",
                "MERGE INTO in_c_sales.orders o USING in_c_sales.secret s ON o.id = s.id WHEN MATCHED THEN DELETE",
                "DELETE FROM in_c_sales.orders USING \"IN_C_SALES\".\"Secret\" s WHERE true",
                "FROM query_table('in_c_sales.secret')",
                "FROM query('FROM in_c_sales.secret')"));
    }

    @Test
    void stagedFilesAreNotReachedByTheirNames() {
        List<String> statements = new ArrayList<>();
        for (int number = 1; number < 12; number++) {
            String name = "_eider_" + number;
            statements.addAll(List.of(
                    "INSERT INTO " + name + ".main.data VALUES (2, 'x')",
                    "DELETE FROM \"" + name + "\".data",
                    "DROP INDEX " + name + ".main.eider_key",
                    "DROP TABLE " + name + ".main.data",
                    "CREATE TABLE " + name + ".main.more (i INTEGER)",
                    "ALTER TABLE \"" + name.toUpperCase(java.util.Locale.ROOT) + "\".main.data ADD COLUMN x INTEGER",
                    "FROM " + name + ".main.data"));
        }
        statements.addAll(List.of(
                "DETACH _eider_3",
                "CHECKPOINT _eider_3",
                "USE _eider_3",
                "SET search_path = '_eider_3.main'; DELETE FROM data"));
        refusedOutsideAndInside(statements);
    }

    @Test
    void definitionsThroughTheSearchPathAreRefused() {
        rows(session, "SET search_path = in_c_sales, main");
        for (String sql : List.of(
                "DROP VIEW orders",
                "DROP TABLE orders",
                "DROP VIEW log",
                "ALTER TABLE orders ADD COLUMN x INTEGER",
                "ALTER VIEW orders RENAME TO x",
                "CREATE INDEX i ON orders (id)",
                "COMMENT ON TABLE orders IS 'x'",
                "COMMENT ON VIEW orders IS 'x'",
                "CREATE TRIGGER t AFTER INSERT ON orders FOR EACH ROW SELECT 1")) {
            try {
                rows(session, sql);
            } catch (ApiException e) {
                assertThat(SqlFailures.sqlState(e)).as(sql).isNotEqualTo("XX000");
            }
            assertThat(rows(session, "SELECT count(*), max(v) FROM orders"))
                    .as(sql)
                    .containsExactly("3|c");
            rows(session, "BEGIN");
            rows(session, "INSERT INTO orders VALUES (4, 'd')");
            try {
                rows(session, sql);
            } catch (ApiException e) {
                assertThat(SqlFailures.sqlState(e)).as(sql).isNotEqualTo("XX000");
            }
            rows(session, "ROLLBACK");
            assertThat(rows(session, "SELECT count(*), max(v) FROM orders"))
                    .as(sql)
                    .containsExactly("3|c");
        }
        assertThat(rows(session, "FROM log")).containsExactly("1|l");
    }

    @Test
    void objectsThatAreMadeOverAWriteStayInTheWorkspace() {
        rows(session, "BEGIN");
        rows(session, "INSERT INTO in_c_sales.orders VALUES (4, 'd')");
        assertThat(state(session, "CREATE TABLE here AS FROM in_c_sales.orders"))
                .isEqualTo("0A000");
        rows(session, "ROLLBACK");
        rows(session, "CREATE TABLE here AS FROM in_c_sales.orders");
        assertThat(rows(session, "SELECT count(*) FROM main.here")).containsExactly("3");
    }

    @Test
    void preparedStatementsKeepNoPermission() {
        try (var reader = server.session(server.create("reads"))) {
            assertThat(state(reader, "PREPARE p AS DELETE FROM in_c_sales.orders"))
                    .isEqualTo("42501");
            rows(reader, "CREATE TABLE orders (id INTEGER, v VARCHAR)");
            rows(reader, "SET search_path = in_c_sales, main");
            rows(reader, "PREPARE p AS INSERT INTO orders VALUES (7, 'x')");
            rows(reader, "EXECUTE p");
            rows(reader, "DROP TABLE main.orders");
            assertThat(state(reader, "EXECUTE p")).isEqualTo("42501");
            try (var prepared = reader.prepare("SELECT 1", RunOptions.DEFAULT)) {
                assertThat(prepared.command()).isEqualTo("SELECT");
            }
        }
        assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("3");
    }
}
