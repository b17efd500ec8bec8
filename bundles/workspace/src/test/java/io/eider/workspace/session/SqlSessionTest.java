package io.eider.workspace.session;

import static io.eider.workspace.WorkspaceFixture.error;
import static io.eider.workspace.WorkspaceFixture.row;
import static io.eider.workspace.WorkspaceFixture.rows;
import static io.eider.workspace.WorkspaceFixture.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.TableId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.SqlResults;
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

class SqlSessionTest {
    private static final TableId ORDERS =
            new TableId(new BucketId(WorkspaceFixture.PROJECT, BranchId.DEFAULT, "in_c_sales"), "orders");

    @TempDir
    Path directory;

    private WorkspaceFixture server;
    private WorkspaceId workspace;
    private SqlSession session;

    @BeforeEach
    void open() throws Exception {
        server = new WorkspaceFixture(directory).withOrders();
        workspace = server.create("one");
        session = server.session(workspace);
    }

    @AfterEach
    void close() {
        session.close();
        server.close();
    }

    @Test
    void readsATableOfTheProjectByBucketAndName() {
        assertThat(rows(session, "SELECT * FROM in_c_sales.orders ORDER BY id")).containsExactly("1|a", "2|b", "3|c");
        assertThat(rows(
                        session,
                        "SELECT o.v, in_c_sales.orders.id FROM in_c_sales.orders, in_c_sales.orders o"
                                + " WHERE o.id = in_c_sales.orders.id AND o.id = $1",
                        2L))
                .containsExactly("b|2");
    }

    @Test
    void failureAmongTheRowsIsNoEndOfThem() {
        for (String failing : List.of("error('stop')", "CAST('x' AS INTEGER)")) {
            String sql = "SELECT i, CASE WHEN i = $1::INTEGER THEN " + failing + " END FROM range(1000000) t(i)";
            try (SqlResults results = session.run(sql, List.of(700_000L), RunOptions.DEFAULT)) {
                results.nextStatement();
                assertThat(results.nextChunk()).isTrue();
                assertThatThrownBy(() -> {
                            while (results.nextChunk()) {
                                assertThat(results.chunk().rowCount()).isPositive();
                            }
                        })
                        .isInstanceOfSatisfying(
                                ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SQL_ERROR));
            }
        }
        assertThat(rows(session, "SELECT 1")).containsExactly("1");
    }

    @Test
    void parametersWhoseTypeOnlyTheirValueTellsLoseNoColumn() {
        String sql = "SELECT id + $1 AS a, $2 AS b, [$1] AS c, '\\xFF'::BLOB AS d FROM in_c_sales.orders ORDER BY id";
        try (SqlResults results = session.run(sql, List.of(10L, "p"), RunOptions.DEFAULT)) {
            results.nextStatement();
            assertThat(results.columns()).extracting(ResultColumn::name).containsExactly("a", "b", "c", "d");
            assertThat(results.columns())
                    .extracting(ResultColumn::type)
                    .containsExactly("BIGINT", "VARCHAR", "BIGINT[]", "BLOB");
        }
        assertThat(rows(session, sql, 10L, "p"))
                .containsExactly("11|p|[10]|\\xFF", "12|p|[10]|\\xFF", "13|p|[10]|\\xFF");
    }

    @Test
    void findsNamesWhateverTheirCaseAndSpelling() {
        server.bucket("out.c-web");
        server.table("out.c-web", "page-views", row(7, "x"));
        assertThat(rows(session, "SELECT id FROM \"out.c-web\".\"page-views\"")).containsExactly("7");
        assertThat(rows(session, "SELECT id FROM out_c_web.page_views")).containsExactly("7");
        assertThat(rows(session, "SELECT count(*) FROM \"in.c-sales\".ORDERS")).containsExactly("3");
        assertThat(rows(session, "SELECT count(*) FROM IN_C_SALES.Orders")).containsExactly("3");
    }

    @Test
    void namesThatFitSeveralBucketsAreAmbiguous() {
        server.bucket("a.b");
        server.bucket("a-b");
        server.table("a.b", "t", row(1, "dot"));
        server.table("a-b", "t", row(2, "dash"));
        assertThat(rows(session, "SELECT id FROM \"a-b\".t")).containsExactly("2");
        assertThat(state(session, "SELECT id FROM a_b.t")).isEqualTo("42P09");
    }

    @Test
    void newVersionIsSeenByTheNextStatementOutsideOfATransaction() {
        assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("3");
        server.insert(ORDERS, row(4, "d"));
        assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("4");
    }

    @Test
    void transactionKeepsTheVersionThatItSawFirst() {
        rows(session, "BEGIN");
        assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("3");
        server.insert(ORDERS, row(4, "d"));
        assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("3");
        server.table("in_c_sales", "later", row(9, "z"));
        assertThat(rows(session, "SELECT v FROM in_c_sales.later")).containsExactly("z");
        try (SqlSession other = server.session(workspace)) {
            assertThat(rows(other, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("4");
        }
        assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("3");
        rows(session, "COMMIT");
        assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("4");
    }

    @Test
    void droppedTableDisappearsAndANewOneOfItsNameAppears() {
        assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("3");
        server.storage.tables().drop(ORDERS);
        assertThat(state(session, "SELECT count(*) FROM in_c_sales.orders")).isEqualTo("42P01");
        server.table("in_c_sales", "orders", row(1, "new"));
        assertThat(rows(session, "SELECT v FROM in_c_sales.orders")).containsExactly("new");
    }

    @Test
    void viewsAndMacrosOverTablesOfTheProjectFollowTheirVersions() {
        rows(session, "CREATE VIEW totals AS SELECT count(*) AS n FROM in_c_sales.orders");
        rows(session, "CREATE VIEW more AS SELECT n + 1 AS n FROM totals");
        rows(session, "CREATE MACRO latest() AS TABLE SELECT max(id) AS id FROM in_c_sales.orders");
        rows(session, "CREATE TEMP VIEW mine AS SELECT n FROM more");
        server.insert(ORDERS, row(4, "d"));
        assertThat(rows(session, "SELECT * FROM totals")).containsExactly("4");
        assertThat(rows(session, "SELECT * FROM more")).containsExactly("5");
        assertThat(rows(session, "SELECT * FROM mine")).containsExactly("5");
        assertThat(rows(session, "SELECT * FROM latest()")).containsExactly("4");
        try (SqlSession other = server.session(workspace)) {
            assertThat(rows(other, "SELECT * FROM more")).containsExactly("5");
            assertThat(rows(other, "SELECT * FROM latest()")).containsExactly("4");
            assertThat(state(other, "SELECT * FROM mine")).isEqualTo("42P01");
        }
    }

    @Test
    void viewIsUsableInTheTransactionThatMakesIt() {
        rows(session, "BEGIN");
        rows(session, "CREATE VIEW totals AS SELECT count(*) AS n FROM in_c_sales.orders");
        assertThat(rows(session, "SELECT * FROM totals")).containsExactly("3");
        rows(session, "ROLLBACK");
        assertThat(state(session, "SELECT * FROM totals")).isEqualTo("42P01");
    }

    @Test
    void viewOfATransactionIsKnownToOthersWhenItIsCommitted() {
        rows(session, "BEGIN");
        rows(session, "CREATE VIEW totals AS SELECT count(*) AS n FROM in_c_sales.orders");
        try (SqlSession other = server.session(workspace)) {
            assertThat(state(other, "SELECT * FROM totals")).isEqualTo("42P01");
            rows(session, "COMMIT");
            assertThat(rows(other, "SELECT * FROM totals")).containsExactly("3");
        }
    }

    @Test
    void ownTablesOutliveTheSessionAndTemporaryOnesDoNot() {
        rows(session, "CREATE TABLE kept AS SELECT * FROM in_c_sales.orders; CREATE TEMP TABLE gone (i INTEGER)");
        session.close();
        session = server.session(workspace);
        assertThat(rows(session, "SELECT count(*) FROM kept")).containsExactly("3");
        assertThat(rows(session, "SELECT count(*) FROM main.kept")).containsExactly("3");
        assertThat(state(session, "SELECT * FROM gone")).isEqualTo("42P01");
    }

    @Test
    void tablesOfTheProjectCannotBeChanged() {
        for (String sql : new String[] {
            "INSERT INTO in_c_sales.orders VALUES (9, 'z')",
            "UPDATE in_c_sales.orders SET v = 'z'",
            "DELETE FROM in_c_sales.orders",
            "TRUNCATE in_c_sales.orders",
            "MERGE INTO in_c_sales.orders USING (SELECT 1 AS id) s ON s.id = orders.id WHEN MATCHED THEN DELETE",
            "DROP VIEW in_c_sales.orders",
            "DROP TABLE in_c_sales.orders",
            "DROP SCHEMA in_c_sales CASCADE",
            "ALTER TABLE in_c_sales.orders ADD COLUMN x INTEGER",
            "ALTER VIEW in_c_sales.orders RENAME TO other",
            "COMMENT ON VIEW in_c_sales.orders IS 'mine'",
            "COMMENT ON COLUMN in_c_sales.orders.id IS 'mine'",
            "CREATE TABLE in_c_sales.mine (i INTEGER)",
            "CREATE OR REPLACE VIEW in_c_sales.orders AS SELECT 1",
            "CREATE VIEW \"in_c_sales\".\"x\" AS SELECT * FROM in_c_sales.orders",
            "CREATE MACRO in_c_sales.f(a) AS a",
            "CREATE SEQUENCE in_c_sales.s",
            "CREATE TYPE in_c_sales.e AS ENUM ('a')",
            "CREATE INDEX i ON in_c_sales.orders (id)",
            "CREATE SCHEMA in_c_sales",
            "CREATE TABLE _eider_1.in_c_sales.x (i INTEGER)",
            "DROP VIEW _eider_1.in_c_sales.orders",
        }) {
            assertThat(state(session, sql)).as(sql).matches("42501|42809|42P06|42939|25006");
            assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders"))
                    .as(sql)
                    .containsExactly("3");
        }
    }

    @Test
    void unqualifiedNamesFollowTheSearchPath() {
        assertThat(state(session, "SELECT * FROM orders")).isEqualTo("42P01");
        rows(session, "SET search_path TO in_c_sales, public");
        assertThat(rows(session, "SELECT count(*) FROM orders")).containsExactly("3");
        assertThat(rows(session, "SHOW search_path")).containsExactly("in_c_sales, public");
        rows(session, "CREATE TABLE mine AS SELECT * FROM orders");
        rows(session, "RESET search_path");
        assertThat(rows(session, "SELECT count(*) FROM main.mine")).containsExactly("3");
        assertThat(state(session, "SELECT * FROM orders")).isEqualTo("42P01");
    }

    @Test
    void ownSchemasWork() {
        rows(session, "CREATE SCHEMA lab; CREATE TABLE lab.t AS SELECT 1 AS i");
        assertThat(rows(session, "SELECT i FROM lab.t")).containsExactly("1");
        rows(session, "SET search_path = lab");
        assertThat(rows(session, "SELECT i FROM t")).containsExactly("1");
        server.bucket("lab");
        server.table("lab", "t", row(5, "x"));
        assertThat(state(session, "SELECT * FROM lab.t")).isEqualTo("42P09");
    }

    @Test
    void severalStatementsAreOneTransaction() {
        assertThat(state(session, "CREATE TABLE a (i INTEGER); INSERT INTO a VALUES (1); SELECT * FROM nowhere"))
                .isEqualTo("42P01");
        assertThat(state(session, "SELECT * FROM a")).isEqualTo("42P01");
    }

    @Test
    void failedTransactionRefusesEverythingUntilItsEnd() {
        rows(session, "BEGIN");
        rows(session, "CREATE TABLE a (i INTEGER NOT NULL)");
        assertThat(state(session, "INSERT INTO a VALUES (NULL)")).isEqualTo("23502");
        assertThat(state(session, "SELECT 1")).isEqualTo("25P02");
        rows(session, "COMMIT");
        assertThat(state(session, "SELECT * FROM a")).isEqualTo("42P01");
        assertThat(rows(session, "SELECT 1")).containsExactly("1");
    }

    @Test
    void errorsHaveStateAndPositionInTheClientsText() {
        var missing = error(session, "SELECT 1; /* é */ SELECT  nope FROM in_c_sales.orders");
        assertThat(missing.details()).containsEntry("sqlstate", "42703").containsEntry("position", 27);
        assertThat(error(session, "SELECT [1, 2], nope FROM in_c_sales.orders").details())
                .containsEntry("position", 16);
        assertThat(state(session, "SELEC 1")).isEqualTo("42601");
        assertThat(state(session, "SELECT FROM WHERE")).isEqualTo("42601");
        assertThat(state(session, "SELECT nosuch(1)")).isEqualTo("42883");
        assertThat(state(session, "SELECT 'x'::INTEGER")).isEqualTo("22P02");
        assertThat(state(session, "SELECT 300::TINYINT")).isEqualTo("22003");
        assertThat(state(session, "SELECT * FROM nowhere.t")).isEqualTo("42P01");
        assertThat(state(session, "SELECT $1")).isEqualTo("08P01");
        assertThat(error(session, "SELECT * FROM ordres").getMessage()).doesNotContain("_eider_");
    }

    @Test
    void everyTypeIsReadAsDuckDbWritesIt() {
        String types =
                "1::TINYINT, 2::UTINYINT, 3::BIGINT, 4::UBIGINT, 5::HUGEINT, 1.5::FLOAT, 2.25::DOUBLE, 3.50::DECIMAL(9,2),"
                        + " true, 'text', DATE '2020-02-29', TIMESTAMP '2020-01-01 10:00:00.5', TIMESTAMPTZ '2020-01-01 10:00:00+00',"
                        + " TIME '01:02:03', INTERVAL 1 DAY, UUID '00000000-0000-0000-0000-000000000001', [1, 2], {'a': 1}, MAP {'k': 1},"
                        + " '\\xAA'::BLOB, '101'::BIT, 'x'::ENUM('x', 'y'), NULL, DATE 'infinity', TIMESTAMP '-infinity'";
        String expected =
                "1|2|3|4|5|1.5|2.25|3.50|true|text|2020-02-29|2020-01-01 10:00:00.5|2020-01-01 10:00:00+00|01:02:03|1 day|"
                        + "00000000-0000-0000-0000-000000000001|[1, 2]|{'a': 1}|{k=1}|\\xAA|101|x|NULL|infinity|-infinity";
        assertThat(rows(session, "SELECT " + types)).containsExactly(expected);
        rows(session, "CREATE TABLE t AS SELECT " + types);
        assertThat(rows(session, "SELECT * FROM t")).containsExactly(expected);
        assertThat(rows(session, "INSERT INTO t SELECT * FROM t RETURNING 1::TINYINT, DATE '2020-02-29', [1, 2]"))
                .containsExactly("1|2020-02-29|[1, 2]");
    }

    @Test
    void preparedStatementsSeeTheNewestRows() {
        rows(session, "PREPARE q AS SELECT count(*) FROM in_c_sales.orders WHERE id >= $1");
        assertThat(rows(session, "EXECUTE q(2)")).containsExactly("2");
        server.insert(ORDERS, row(4, "d"));
        assertThat(rows(session, "EXECUTE q(2)")).containsExactly("3");
        rows(session, "DEALLOCATE q");
        assertThat(state(session, "EXECUTE q(2)")).isEqualTo("26000");
    }

    @Test
    void settingsTakeEffectOrAreRefused() {
        rows(session, "SET TIME ZONE 'Europe/Prague'");
        assertThat(rows(session, "SELECT TIMESTAMPTZ '2020-01-01 00:00:00+00'::VARCHAR"))
                .containsExactly("2020-01-01 01:00:00+01");
        rows(session, "RESET timezone");
        assertThat(rows(session, "SELECT TIMESTAMPTZ '2020-01-01 00:00:00+00'::VARCHAR"))
                .containsExactly("2020-01-01 00:00:00+00");
        rows(session, "SET statement_timeout = '50ms'");
        assertThat(state(session, "SELECT count(*) FROM range(100000000000)")).isEqualTo("57014");
        assertThat(state(session, "SET bytea_output = 'escape'")).isEqualTo("0A000");
        assertThat(state(session, "SET threads = 8")).isEqualTo("42704");
    }

    @Test
    void listingsNameOwnTablesAndThoseOfTheProject() {
        rows(session, "CREATE TABLE mine (i INTEGER)");
        assertThat(rows(session, "SHOW TABLES")).containsExactly("mine");
        assertThat(rows(session, "SHOW ALL TABLES"))
                .containsExactly("main|mine|table", "in_c_sales|orders|project table");
        assertThat(rows(session, "SHOW SCHEMAS")).containsExactly("in_c_sales", "main");
        assertThat(rows(session, "DESCRIBE in_c_sales.orders")).hasSize(2);
        assertThat(rows(session, "SUMMARIZE in_c_sales.orders")).hasSize(2);
        assertThat(rows(session, "EXPLAIN SELECT * FROM in_c_sales.orders")).isNotEmpty();
    }

    /** A bucket whose table is not there is not said to be missing itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM in_c_sales.nope",
                "SELECT n.* FROM in_c_sales.orders o JOIN in_c_sales.nope n ON true",
                "INSERT INTO in_c_sales.nope VALUES (1)",
                "SELECT * FROM nope",
                "DELETE FROM IN_C_SALES.Nope"
            })
    void missingTableIsSaidToBeMissing(String sql) throws Exception {
        try (SqlSession other = server.session(server.create("w2"))) {
            var missing = error(other, sql);
            assertThat(missing.getMessage().toLowerCase())
                    .contains("nope")
                    .contains("does not exist")
                    .doesNotContain("schema");
            assertThat(missing.details()).containsEntry("sqlstate", "42P01");
            assertThat(String.valueOf(missing.details().get("hint"))).doesNotContain("pg_", "information_schema");
        }
    }
}
