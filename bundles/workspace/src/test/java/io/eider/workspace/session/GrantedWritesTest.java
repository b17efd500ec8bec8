package io.eider.workspace.session;

import static io.eider.workspace.WorkspaceFixture.error;
import static io.eider.workspace.WorkspaceFixture.row;
import static io.eider.workspace.WorkspaceFixture.rows;
import static io.eider.workspace.WorkspaceFixture.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.id.TableId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.SqlResults;
import io.eider.api.workspace.SqlSession;
import io.eider.api.workspace.TablePermission;
import io.eider.workspace.WorkspaceFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the bridge contract for published tables, in statements of their own. */
class GrantedWritesTest {
    @TempDir
    Path directory;

    private WorkspaceFixture server;
    private WorkspaceId workspace;
    private TableId orders;
    private TableId items;
    private SqlSession session;
    private SqlSession reader;

    @BeforeEach
    void open() throws Exception {
        server = new WorkspaceFixture(directory).withOrders();
        items = server.keyed("in_c_sales", "items");
        orders = new TableId(items.bucket(), "orders");
        server.table("in_c_sales", "log", row(1, "l"));
        workspace = server.create(
                "writes",
                Map.of(
                        "in_c_sales.orders",
                        TablePermission.READWRITE,
                        "in_c_sales.items",
                        TablePermission.READWRITE,
                        "in_c_sales.log",
                        TablePermission.READ));
        session = server.session(workspace);
        reader = server.session(server.create("reads"));
    }

    @AfterEach
    void close() {
        assertThat(server.locked()).isZero();
        reader.close();
        session.close();
        server.close();
    }

    private long version(TableId table) {
        return server.storage.tables().get(table).version();
    }

    private long changed(String sql, Object... parameters) {
        long rows = 0;
        try (SqlResults results = session.run(sql, List.of(parameters), RunOptions.DEFAULT)) {
            while (results.nextStatement()) {
                while (results.nextChunk()) {
                    // all of them
                }
                rows = results.rowCount();
            }
        }
        return rows;
    }

    @Test
    void everyWriteIsOneNewVersionThatEverybodySees() {
        long before = version(orders);
        assertThat(changed("INSERT INTO in_c_sales.orders VALUES (4, 'd'), (5, 'e')"))
                .isEqualTo(2);
        assertThat(version(orders)).isEqualTo(before + 1);
        assertThat(changed("UPDATE in_c_sales.orders SET v = upper(v) WHERE id > 3"))
                .isEqualTo(2);
        assertThat(version(orders)).isEqualTo(before + 2);
        assertThat(changed("DELETE FROM in_c_sales.orders WHERE id = 1")).isEqualTo(1);
        assertThat(version(orders)).isEqualTo(before + 3);
        assertThat(rows(reader, "FROM in_c_sales.orders ORDER BY id")).containsExactly("2|b", "3|c", "4|D", "5|E");
        assertThat(rows(session, "FROM in_c_sales.orders ORDER BY id")).containsExactly("2|b", "3|c", "4|D", "5|E");
        assertThat(changed("MERGE INTO in_c_sales.orders USING (VALUES (5, 'm'), (6, 'n')) s(id, v)"
                        + " ON in_c_sales.orders.id = s.id"
                        + " WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.v)"))
                .isEqualTo(2);
        assertThat(version(orders)).isEqualTo(before + 4);
        assertThat(rows(reader, "FROM in_c_sales.orders WHERE id > 4 ORDER BY id"))
                .containsExactly("5|m", "6|n");
        changed("TRUNCATE in_c_sales.orders");
        assertThat(version(orders)).isEqualTo(before + 5);
        assertThat(rows(reader, "FROM in_c_sales.orders")).isEmpty();
        assertThat(rows(session, "SELECT 1")).containsExactly("1");
    }

    @Test
    void whatChangesNothingMakesNoVersion() {
        long before = version(orders);
        assertThat(changed("DELETE FROM in_c_sales.orders WHERE id = 99")).isZero();
        assertThat(changed("UPDATE in_c_sales.orders SET v = 'x' WHERE false")).isZero();
        assertThat(changed("INSERT INTO in_c_sales.orders SELECT * FROM in_c_sales.orders WHERE false"))
                .isZero();
        rows(session, "EXPLAIN DELETE FROM in_c_sales.orders");
        rows(session, "PREPARE p AS DELETE FROM in_c_sales.orders");
        assertThat(version(orders)).isEqualTo(before);
        rows(session, "EXECUTE p");
        assertThat(version(orders)).isEqualTo(before + 1);
    }

    @Test
    void updatesAndDeletesWithoutKeyChangeExactlyTheNamedRows() {
        rows(session, "INSERT INTO in_c_sales.orders VALUES (2, 'b'), (7, 'g')");
        rows(session, "CREATE TABLE local AS SELECT 3 AS id, 'from' AS v");
        assertThat(changed("UPDATE in_c_sales.orders SET v = 'twice' WHERE id = 2"))
                .isEqualTo(2);
        assertThat(changed("UPDATE in_c_sales.orders SET v = local.v FROM local WHERE in_c_sales.orders.id = local.id"))
                .isEqualTo(1);
        assertThat(changed("UPDATE in_c_sales.orders o SET v = o.v || l.v FROM in_c_sales.log l WHERE o.id = l.id"))
                .isEqualTo(1);
        assertThat(rows(session, "FROM in_c_sales.orders ORDER BY id"))
                .containsExactly("1|al", "2|twice", "2|twice", "3|from", "7|g");
        assertThat(changed("DELETE FROM in_c_sales.orders USING local WHERE orders.id = local.id"))
                .isEqualTo(1);
        assertThat(changed("DELETE FROM in_c_sales.orders AS o WHERE o.id = (SELECT max(id) FROM in_c_sales.orders)"))
                .isEqualTo(1);
        assertThat(changed("DELETE FROM in_c_sales.orders WHERE id IN"
                        + " (SELECT l.id FROM in_c_sales.log l JOIN in_c_sales.orders x ON x.id = l.id)"))
                .isEqualTo(1);
        assertThat(rows(reader, "FROM in_c_sales.orders")).containsExactly("2|twice", "2|twice");
        assertThat(rows(reader, "FROM in_c_sales.log")).containsExactly("1|l");
    }

    @Test
    void insertsOfEveryFormLand() {
        assertThat(changed("INSERT INTO in_c_sales.items (n, id) VALUES (1.5, 1)"))
                .isEqualTo(1);
        assertThat(changed("INSERT INTO in_c_sales.items BY NAME SELECT 2 AS id, 'two' AS v"))
                .isEqualTo(1);
        assertThat(changed("INSERT INTO in_c_sales.items VALUES ($1, DEFAULT, $2)", 3L, 2.5))
                .isEqualTo(1);
        assertThat(changed("INSERT INTO in_c_sales.items (id) SELECT i + 10 FROM range(5000) t(i)"))
                .isEqualTo(5000);
        assertThat(changed("INSERT INTO in_c_sales.items SELECT id + 100000, v, n FROM in_c_sales.items"))
                .isEqualTo(5003);
        assertThat(changed("WITH more AS (SELECT 20000 AS id) INSERT INTO in_c_sales.items (id) FROM more"))
                .isEqualTo(1);
        assertThat(rows(reader, "FROM in_c_sales.items WHERE id < 11 ORDER BY id"))
                .containsExactly("1|none|1.5", "2|two|NULL", "3|none|2.5", "10|none|NULL");
        assertThat(rows(reader, "SELECT count(*) FROM in_c_sales.items")).containsExactly("10007");
        assertThat(server.storage.tables().get(items).rowCount()).isEqualTo(10_007);
    }

    @Test
    void keyWorksAsIfTheFileHadAnIndex() {
        rows(session, "INSERT INTO in_c_sales.items (id, n) VALUES (1, 10), (2, 20)");
        assertThat(changed("INSERT INTO in_c_sales.items (id) VALUES (2), (3) ON CONFLICT DO NOTHING"))
                .isEqualTo(1);
        assertThat(rows(
                        session,
                        "INSERT INTO in_c_sales.items (id, n) VALUES (2, 5) ON CONFLICT (id) DO UPDATE"
                                + " SET n = items.n + excluded.n, v = 'again' RETURNING in_c_sales.items.id, n, v"))
                .containsExactly("2|25.0|again");
        assertThat(changed("INSERT OR REPLACE INTO in_c_sales.items VALUES (3, 'new', 3)"))
                .isEqualTo(1);
        assertThat(changed("INSERT OR IGNORE INTO in_c_sales.items VALUES (3, 'newer', 4)"))
                .isZero();
        assertThat(rows(session, "DELETE FROM in_c_sales.items WHERE id = 1 RETURNING *"))
                .containsExactly("1|none|10.0");
        assertThat(rows(reader, "FROM in_c_sales.items ORDER BY id")).containsExactly("2|again|25.0", "3|new|3.0");
        assertThat(server.storage.tables().get(items).primaryKey()).containsExactly("id");
    }

    @Test
    void brokenConstraintsFailTheWholeStatement() {
        rows(session, "INSERT INTO in_c_sales.items (id) VALUES (1)");
        long before = version(items);
        ApiException twice = error(session, "INSERT INTO in_c_sales.items (id) VALUES (7), (1)");
        assertThat(twice.details())
                .containsEntry("sqlstate", "23505")
                .containsEntry("constraint", "items_pkey")
                .containsEntry("schema", "in_c_sales")
                .containsEntry("table", "items");
        assertThat(twice).hasMessage("Duplicate key \"id: 1\" violates primary key constraint.");
        ApiException none = error(session, "INSERT INTO in_c_sales.items VALUES (8, NULL, 1)");
        assertThat(none.details())
                .containsEntry("sqlstate", "23502")
                .containsEntry("column", "v")
                .containsEntry("table", "items");
        assertThat(none).hasMessage("NOT NULL constraint failed: items.v");
        assertThat(state(session, "INSERT INTO in_c_sales.items (id) VALUES (9), (9)"))
                .isEqualTo("23505");
        rows(session, "INSERT INTO in_c_sales.items (id) VALUES (2)");
        assertThat(state(session, "UPDATE in_c_sales.items SET id = 1 WHERE id = 2"))
                .isEqualTo("23505");
        assertThat(state(session, "UPDATE in_c_sales.items SET id = NULL")).isEqualTo("23502");
        assertThat(
                        state(
                                session,
                                "MERGE INTO in_c_sales.items i USING (SELECT 1 AS id) s ON false WHEN NOT MATCHED THEN INSERT (id) VALUES (1)"))
                .isEqualTo("23505");
        assertThat(state(session, "INSERT INTO in_c_sales.items (id) VALUES ('x')"))
                .isEqualTo("22P02");
        assertThat(version(items)).isEqualTo(before + 1);
        assertThat(rows(reader, "SELECT id FROM in_c_sales.items ORDER BY id")).containsExactly("1", "2");
    }

    @Test
    void errorsSayWhereInTheClientsText() {
        String sql = "UPDATE in_c_sales.orders SET nothing = 1 WHERE id = 1";
        ApiException e = error(session, sql);
        assertThat(e.details()).containsEntry("sqlstate", "42703");
        sql = "UPDATE in_c_sales.orders SET v = nowhere WHERE id = 1";
        assertThat(error(session, sql).details()).containsEntry("position", sql.indexOf("nowhere") + 1);
        assertThat(error(session, "INSERT INTO in_c_sales.orders (none) VALUES (1)"))
                .hasMessageContaining("orders")
                .hasMessageNotContaining("_eider_");
    }

    @Test
    void writesOnReadTablesAreRefusedAndNothingIsWritten() {
        Map<String, String> refused = Map.of(
                "INSERT INTO in_c_sales.log VALUES (2, 'x')", "insert",
                "INSERT OR REPLACE INTO in_c_sales.log VALUES (2, 'x')", "insert",
                "UPDATE in_c_sales.log SET v = 'x'", "update",
                "DELETE FROM in_c_sales.log", "delete",
                "TRUNCATE in_c_sales.log", "truncate",
                "TRUNCATE TABLE in_c_sales.log", "truncate",
                "MERGE INTO in_c_sales.log USING (SELECT 1 AS id) s ON true WHEN MATCHED THEN DELETE", "merge",
                "WITH s AS (SELECT 9) DELETE FROM \"in_c_sales\".\"LOG\"", "delete",
                "PREPARE q AS UPDATE in_c_sales.log SET v = 'x'", "update",
                "EXPLAIN ANALYZE DELETE FROM in_c_sales.log", "delete");
        refused.forEach((sql, action) -> {
            ApiException e = error(session, sql);
            assertThat(e.details()).as(sql).containsEntry("sqlstate", "42501");
            assertThat(e).as(sql).hasMessage("'log' does not have '" + action + "' permission");
        });
        ApiException plain = error(reader, "DELETE FROM in_c_sales.orders");
        assertThat(plain).hasMessage("'orders' does not have 'delete' permission");
        assertThat(rows(session, "FROM in_c_sales.log")).containsExactly("1|l");
        assertThat(version(orders)).isEqualTo(2);
    }

    @Test
    void definitionsOfBridgedTablesAreRefusedAndTheTableIsStillThere() {
        for (String sql : List.of(
                "DROP TABLE in_c_sales.orders",
                "ALTER TABLE in_c_sales.orders ADD COLUMN x INTEGER",
                "ALTER TABLE in_c_sales.orders RENAME TO other",
                "CREATE OR REPLACE TABLE in_c_sales.orders (i INTEGER)",
                "CREATE INDEX i ON in_c_sales.orders (id)",
                "DROP VIEW in_c_sales.orders",
                "COMMENT ON TABLE in_c_sales.orders IS 'mine'")) {
            ApiException e = error(session, sql);
            assertThat(e.details()).as(sql).containsEntry("sqlstate", "42501");
            assertThat(e).as(sql).hasMessageContaining("bridge-managed");
            assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("3");
        }
        rows(session, "CREATE VIEW over AS FROM in_c_sales.orders");
        rows(session, "CREATE TABLE orders (id INTEGER)");
        rows(session, "INSERT INTO orders VALUES (100)");
        rows(session, "INSERT INTO main.orders VALUES (101)");
        assertThat(rows(session, "FROM over ORDER BY id")).containsExactly("1|a", "2|b", "3|c");
        assertThat(rows(session, "FROM orders")).containsExactly("100", "101");
    }

    @Test
    void searchPathFindsTheTableUnlessTheWorkspaceHasOne() {
        rows(session, "SET search_path = in_c_sales, main");
        assertThat(changed("INSERT INTO orders VALUES (4, 'd')")).isEqualTo(1);
        assertThat(rows(reader, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("4");
        rows(session, "CREATE TABLE orders (id INTEGER)");
        rows(session, "INSERT INTO orders VALUES (1)");
        assertThat(rows(session, "FROM main.orders")).containsExactly("1");
        rows(session, "CREATE TEMP TABLE items (id INTEGER)");
        rows(session, "INSERT INTO items VALUES (1)");
        assertThat(rows(reader, "SELECT count(*) FROM in_c_sales.items")).containsExactly("0");
    }

    @Test
    void tablesThatNoGrantNamesAreNotThere() {
        server.table("in_c_sales", "secret", row(1, "s"));
        server.bucket("in.c-other");
        server.table("in.c-other", "hidden", row(1, "h"));
        for (String sql : List.of(
                "SELECT * FROM in_c_sales.secret",
                "SELECT * FROM \"in_c_sales\".SECRET",
                "WITH s AS (FROM in_c_sales.secret) FROM s",
                "SELECT (SELECT max(id) FROM in_c_sales.secret)",
                "SELECT * FROM in_c_sales.orders JOIN in_c_other.hidden USING (id)",
                "INSERT INTO in_c_sales.secret VALUES (2, 'x')",
                "DELETE FROM \"in.c-other\".hidden")) {
            assertThat(state(session, sql)).as(sql).isEqualTo("42P01");
        }
        assertThat(rows(session, "SHOW ALL TABLES"))
                .noneMatch(line -> line.contains("secret") || line.contains("hidden"));
        assertThat(rows(session, "SHOW SCHEMAS")).doesNotContain("in.c-other");
        assertThat(rows(session, "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'secret'"))
                .containsExactly("0");
    }
}
