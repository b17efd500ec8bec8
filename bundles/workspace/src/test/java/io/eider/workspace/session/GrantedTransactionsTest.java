package io.eider.workspace.session;

import static io.eider.workspace.WorkspaceFixture.error;
import static io.eider.workspace.WorkspaceFixture.row;
import static io.eider.workspace.WorkspaceFixture.rows;
import static io.eider.workspace.WorkspaceFixture.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.TableId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Snapshot;
import io.eider.api.storage.SnapshotFilter;
import io.eider.api.storage.SnapshotPolicy;
import io.eider.api.storage.SnapshotSettings.Level;
import io.eider.api.storage.SnapshotTrigger;
import io.eider.api.workspace.PreparedSql;
import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.SqlResults;
import io.eider.api.workspace.SqlSession;
import io.eider.api.workspace.TablePermission;
import io.eider.workspace.WorkspaceFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the bridge contract for published tables, in transactions and beside other writers. */
class GrantedTransactionsTest {
    private static final String COUNT = "SELECT count(*) FROM in_c_sales.orders";

    @TempDir
    Path directory;

    private WorkspaceFixture server;
    private WorkspaceId workspace;
    private TableId orders;
    private SqlSession session;
    private SqlSession other;

    @BeforeEach
    void open() throws Exception {
        server = new WorkspaceFixture(directory).withOrders();
        orders = new TableId(server.keyed("in_c_sales", "items").bucket(), "orders");
        workspace = server.create(
                "writes",
                Map.of("in_c_sales.orders", TablePermission.READWRITE, "in_c_sales.items", TablePermission.READWRITE));
        session = server.session(workspace);
        other = server.session(workspace);
    }

    @AfterEach
    void close() {
        session.close();
        other.close();
        assertThat(server.locked()).isZero();
        server.close();
    }

    private long version() {
        return server.storage.tables().get(orders).version();
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void transactionIsOneVersionAndNobodySeesItBefore() {
        long before = version();
        rows(session, "BEGIN");
        rows(session, "INSERT INTO in_c_sales.orders VALUES (4, 'd')");
        rows(session, "UPDATE in_c_sales.orders SET v = 'D' WHERE id = 4");
        rows(session, "DELETE FROM \"in.c_sales\".\"ORDERS\" WHERE id = 1");
        assertThat(rows(session, "SELECT id, v FROM \"in.c-sales\".orders ORDER BY id"))
                .containsExactly("2|b", "3|c", "4|D");
        assertThat(rows(other, COUNT)).containsExactly("3");
        assertThat(rows(other, "SELECT v FROM in_c_sales.orders WHERE id = 1")).containsExactly("a");
        assertThat(version()).isEqualTo(before);
        rows(session, "COMMIT");
        assertThat(version()).isEqualTo(before + 1);
        assertThat(rows(other, "FROM in_c_sales.orders ORDER BY id")).containsExactly("2|b", "3|c", "4|D");
        assertThat(rows(session, COUNT)).containsExactly("3");
    }

    @Test
    void rollbackUndoesEverything() {
        rows(session, "BEGIN");
        rows(session, "TRUNCATE in_c_sales.orders");
        assertThat(rows(session, COUNT)).containsExactly("0");
        rows(session, "ROLLBACK");
        assertThat(rows(session, COUNT)).containsExactly("3");
        assertThat(version()).isEqualTo(2);
        assertThat(server.locked()).isZero();
    }

    @Test
    void twoReadsInATransactionSeeOneSnapshot() {
        rows(session, "BEGIN");
        assertThat(rows(session, COUNT)).containsExactly("3");
        rows(other, "INSERT INTO in_c_sales.orders VALUES (4, 'd')");
        assertThat(rows(session, COUNT)).containsExactly("3");
        assertThat(state(session, "INSERT INTO in_c_sales.orders VALUES (5, 'e')"))
                .isEqualTo("40001");
        rows(session, "ROLLBACK");
        rows(session, "BEGIN; INSERT INTO in_c_sales.orders VALUES (5, 'e'); COMMIT");
        assertThat(rows(session, COUNT)).containsExactly("5");
    }

    @Test
    void secondWriterInATransactionIsRefusedAtOnce() {
        rows(session, "BEGIN");
        rows(session, "INSERT INTO in_c_sales.orders VALUES (4, 'd')");
        rows(other, "BEGIN");
        long start = System.nanoTime();
        assertThat(state(other, "DELETE FROM in_c_sales.orders")).isEqualTo("40001");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(state(other, COUNT)).isEqualTo("25P02");
        rows(other, "ROLLBACK");
        rows(session, "COMMIT");
        assertThat(rows(other, COUNT)).containsExactly("4");
    }

    @Test
    void statementOfItsOwnWaitsInTurn() throws Exception {
        rows(session, "BEGIN");
        rows(session, "INSERT INTO in_c_sales.orders VALUES (4, 'd')");
        CompletableFuture<List<String>> waiting = CompletableFuture.supplyAsync(
                () -> rows(other, "INSERT INTO in_c_sales.orders SELECT max(id) + 1, 'next' FROM in_c_sales.orders"));
        eventually(() -> other.info().running().isPresent());
        assertThat(waiting).isNotDone();
        rows(session, "COMMIT");
        waiting.get(20, TimeUnit.SECONDS);
        assertThat(rows(session, "SELECT id FROM in_c_sales.orders WHERE v = 'next'"))
                .containsExactly("5");
    }

    @Test
    void waitingStatementCanBeCancelled() throws Exception {
        rows(session, "BEGIN");
        rows(session, "DELETE FROM in_c_sales.orders");
        CompletableFuture<ApiException> waiting =
                CompletableFuture.supplyAsync(() -> error(other, "DELETE FROM in_c_sales.orders WHERE id = 1"));
        eventually(() -> other.info().running().isPresent());
        other.cancel();
        assertThat(waiting.get(20, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.OPERATION_CANCELLED);
        rows(session, "ROLLBACK");
        assertThat(rows(other, COUNT)).containsExactly("3");
    }

    @Test
    void waitingStatementEndsAtItsTimeout() {
        rows(session, "BEGIN");
        rows(session, "DELETE FROM in_c_sales.orders");
        rows(other, "SET statement_timeout = '300ms'");
        assertThat(error(other, "DELETE FROM in_c_sales.orders").code()).isEqualTo(ErrorCode.OPERATION_TIMEOUT);
        rows(session, "ROLLBACK");
    }

    @Test
    void aTransactionWritesToOneDatabaseOnly() {
        rows(session, "CREATE TABLE mine (i INTEGER)");
        List<String> writes = List.of(
                "INSERT INTO mine VALUES (1)",
                "INSERT INTO in_c_sales.orders VALUES (9, 'x')",
                "INSERT INTO in_c_sales.items (id) VALUES (9)");
        for (String first : writes) {
            for (String second : writes) {
                if (!first.equals(second)) {
                    rows(session, "BEGIN");
                    rows(session, first);
                    ApiException e = error(session, second);
                    assertThat(e.details()).as(first + ", " + second).containsEntry("sqlstate", "0A000");
                    assertThat(e).hasMessageStartingWith("a transaction writes either");
                    rows(session, "ROLLBACK");
                }
            }
        }
        assertThat(rows(session, COUNT)).containsExactly("3");
        assertThat(rows(session, "FROM mine")).isEmpty();
        rows(session, "BEGIN");
        rows(session, "CREATE TEMP TABLE t AS SELECT 9 AS id");
        rows(session, "INSERT INTO in_c_sales.items (id) FROM t");
        rows(session, "COMMIT");
        assertThat(rows(other, "SELECT id FROM in_c_sales.items")).containsExactly("9");
    }

    @Test
    void constraintErrorAbortsTheTransaction() {
        rows(session, "BEGIN");
        rows(session, "INSERT INTO in_c_sales.items (id) VALUES (1)");
        assertThat(state(session, "INSERT INTO in_c_sales.items (id) VALUES (1)"))
                .isEqualTo("23505");
        assertThat(state(session, COUNT)).isEqualTo("25P02");
        rows(session, "COMMIT");
        assertThat(rows(session, "FROM in_c_sales.items")).isEmpty();
    }

    @Test
    void afterABinderErrorTheTransactionCanBeTakenUpAgain() {
        rows(session, "BEGIN");
        rows(session, "INSERT INTO in_c_sales.items (id) VALUES (1)");
        rows(session, "SAVEPOINT s");
        assertThat(state(session, "INSERT INTO in_c_sales.items (nothing) VALUES (1)"))
                .isEqualTo("42703");
        rows(session, "ROLLBACK TO s");
        rows(session, "INSERT INTO in_c_sales.items (id) VALUES (2)");
        rows(session, "COMMIT");
        assertThat(rows(other, "SELECT id FROM in_c_sales.items ORDER BY id")).containsExactly("1", "2");
    }

    @Test
    void severalStatementsOfOneTextAreOneVersion() {
        long before = version();
        rows(session, "INSERT INTO in_c_sales.orders VALUES (4, 'd'); DELETE FROM in_c_sales.orders WHERE id = 1");
        assertThat(version()).isEqualTo(before + 1);
        assertThat(state(session, "DELETE FROM in_c_sales.orders; SELECT * FROM nowhere"))
                .isEqualTo("42P01");
        assertThat(rows(other, COUNT)).containsExactly("3");
    }

    @Test
    void keysMayBeDeletedAndInsertedAgain() {
        rows(session, "INSERT INTO in_c_sales.items (id, n) VALUES (1, 1), (2, 2)");
        rows(session, "DELETE FROM in_c_sales.items; INSERT INTO in_c_sales.items (id, n) VALUES (2, 20), (3, 30)");
        assertThat(rows(other, "SELECT id, n FROM in_c_sales.items ORDER BY id"))
                .containsExactly("2|20.0", "3|30.0");
    }

    @Test
    void endOfTheSessionLetsTheTableGo() throws Exception {
        rows(session, "BEGIN");
        rows(session, "DELETE FROM in_c_sales.orders");
        session.close();
        assertThat(rows(other, "DELETE FROM in_c_sales.orders WHERE id = 1 RETURNING v"))
                .containsExactly("a");
        rows(other, "SET idle_in_transaction_session_timeout = '100ms'");
        rows(other, "BEGIN");
        rows(other, "DELETE FROM in_c_sales.orders");
        eventually(() -> server.locked() == 0);
        assertThat(error(other, "COMMIT").details()).containsEntry("sqlstate", "25P03");
        try (SqlSession third = server.session(workspace)) {
            assertThat(rows(third, COUNT)).containsExactly("2");
        }
    }

    @Test
    void killedStatementLeavesNothing() throws Exception {
        CompletableFuture<ApiException> running = CompletableFuture.supplyAsync(() -> error(
                session,
                "INSERT INTO in_c_sales.orders SELECT a.i, 'x' FROM range(1000000) a(i), range(1000000) b(i)"));
        eventually(() -> server.locked() == 1 && session.info().running().isPresent());
        server.workspaces
                .sessions()
                .kill(WorkspaceFixture.PROJECT, workspace, session.info().id());
        assertThat(running.get(20, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.SESSION_CLOSED);
        eventually(() -> server.locked() == 0);
        assertThat(rows(other, COUNT)).containsExactly("3");
        try (Stream<Path> left = Files.walk(server.layout.run())) {
            assertThat(left.filter(Files::isRegularFile)).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void commitPassesThoughAnotherSessionLooksThroughAllCatalogs() {
        rows(session, "BEGIN");
        rows(session, "INSERT INTO in_c_sales.orders VALUES (4, 'd')");
        rows(other, "BEGIN");
        rows(other, "SELECT count(*) FROM duckdb_tables()");
        rows(session, "COMMIT");
        try (SqlSession third = server.session(server.create("third"))) {
            assertThat(rows(third, COUNT)).containsExactly("4");
        }
        rows(other, "ROLLBACK");
        rows(session, "DELETE FROM in_c_sales.orders WHERE id = 4");
        assertThat(rows(other, COUNT)).containsExactly("3");
    }

    @Test
    void tableThatIsDroppedOrAlteredMeanwhileGivesACleanError() {
        rows(session, "BEGIN");
        assertThat(rows(session, COUNT)).containsExactly("3");
        server.storage.tables().drop(orders);
        assertThat(state(session, "DELETE FROM in_c_sales.orders")).isEqualTo("42P01");
        rows(session, "ROLLBACK");
        assertThat(state(session, "DELETE FROM in_c_sales.orders")).isEqualTo("42P01");
        server.table("in_c_sales", "orders", row(9, "again"));
        rows(session, "DELETE FROM in_c_sales.orders");
        assertThat(rows(other, COUNT)).containsExactly("0");
    }

    @Test
    void deletingAllRowsTakesTheAutomaticSnapshot() {
        server.storage
                .snapshotSettings()
                .set(
                        new Level.OfTable(orders),
                        new SnapshotPolicy(
                                Map.of(SnapshotTrigger.DELETE_ALL_ROWS, true),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                Optional.empty()));
        rows(session, "DELETE FROM in_c_sales.orders");
        List<Snapshot> taken = server.storage
                .snapshots()
                .list(
                        WorkspaceFixture.PROJECT,
                        BranchId.DEFAULT,
                        new SnapshotFilter(Optional.empty(), Optional.empty(), Optional.empty()),
                        new PageRequest(10, 0))
                .items();
        assertThat(taken).hasSize(1);
        assertThat(taken.get(0).rowCount()).isEqualTo(3);
    }

    @Test
    void preparedStatementsWriteAgainAndAgain() {
        long before = version();
        try (PreparedSql insert =
                session.prepare("INSERT INTO in_c_sales.orders VALUES ($1, $2)", RunOptions.DEFAULT)) {
            session.endHeld();
            assertThat(server.locked()).isZero();
            for (long i = 10; i < 13; i++) {
                try (SqlResults results = insert.run(List.of(i, "p"), RunOptions.DEFAULT)) {
                    assertThat(results.nextStatement()).isTrue();
                    assertThat(results.rowCount()).isEqualTo(1);
                }
            }
        }
        assertThat(version()).isEqualTo(before + 3);
        rows(session, "PREPARE del AS DELETE FROM in_c_sales.orders WHERE id = $1");
        rows(session, "EXECUTE del(10)");
        rows(session, "EXECUTE del(11)");
        assertThat(version()).isEqualTo(before + 5);
        assertThat(rows(other, COUNT)).containsExactly("4");
        rows(session, "BEGIN READ ONLY");
        assertThat(state(session, "EXECUTE del(12)")).isEqualTo("25006");
        rows(session, "ROLLBACK");
    }
}
