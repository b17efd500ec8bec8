package io.eider.workspace.session;

import static io.eider.workspace.WorkspaceFixture.rows;
import static io.eider.workspace.WorkspaceFixture.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.id.WorkspaceId;
import io.eider.api.workspace.PreparedSql;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.SqlResults;
import io.eider.api.workspace.SqlSession;
import io.eider.api.workspace.TransactionState;
import io.eider.workspace.WorkspaceFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fronts need that speak with a client statement by statement. */
class HeldSessionTest {
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
        run("CREATE TABLE t (a INTEGER PRIMARY KEY, b DECIMAL(12,2), c VARCHAR)");
    }

    @AfterEach
    void close() {
        session.close();
        server.close();
    }

    private void run(String sql) {
        rows(session, sql);
    }

    private void held(String sql, Object... parameters) {
        try (SqlResults results = session.run(sql, List.of(parameters), RunOptions.HELD)) {
            while (results.nextStatement()) {
                while (results.nextChunk()) {
                    assertThat(results.chunk().rowCount()).isPositive();
                }
            }
        }
    }

    private List<String> count() {
        try (SqlSession other = server.session(workspace)) {
            return rows(other, "SELECT count(*) FROM t");
        }
    }

    @Test
    void whatIsHeldIsSeenWhenItIsEnded() {
        held("INSERT INTO t (a) VALUES (1)");
        held("INSERT INTO t (a) VALUES (2)");
        assertThat(session.transaction()).isEqualTo(TransactionState.NONE);
        assertThat(count()).containsExactly("0");
        session.endHeld();
        assertThat(count()).containsExactly("2");
        session.endHeld();
    }

    @Test
    void aFailureUndoesAllThatIsHeld() {
        held("INSERT INTO t (a) VALUES (1)");
        assertThat(state(session, "SELECT * FROM nothing")).isEqualTo("42P01");
        session.endHeld();
        assertThat(count()).containsExactly("0");
    }

    @Test
    void whatIsHeldBecomesAPartOfATransactionThatBegins() {
        held("INSERT INTO t (a) VALUES (1)");
        held("BEGIN");
        assertThat(session.transaction()).isEqualTo(TransactionState.OPEN);
        session.endHeld();
        held("ROLLBACK");
        assertThat(count()).containsExactly("0");
    }

    @Test
    void describesWithoutRunning() {
        try (PreparedSql insert = session.prepare("INSERT INTO t VALUES ($1, $2, $3)", RunOptions.HELD);
                PreparedSql returning =
                        session.prepare("INSERT INTO t (a) VALUES ($1) RETURNING a, b", RunOptions.HELD);
                PreparedSql query = session.prepare(
                        "SELECT id, v FROM in_c_sales.orders WHERE id = $1 AND v LIKE $2", RunOptions.HELD);
                PreparedSql open = session.prepare("SELECT $1", RunOptions.HELD);
                PreparedSql show = session.prepare("SHOW timezone", RunOptions.HELD);
                PreparedSql create = session.prepare("CREATE TABLE u (a INTEGER)", RunOptions.HELD)) {
            assertThat(insert.parameterTypes()).containsExactly("INTEGER", "DECIMAL(12,2)", "VARCHAR");
            assertThat(insert.columns()).isEmpty();
            assertThat(returning.columns()).extracting(ResultColumn::type).containsExactly("INTEGER", "DECIMAL(12,2)");
            assertThat(query.parameterTypes()).containsExactly("INTEGER", "VARCHAR");
            assertThat(query.columns()).extracting(ResultColumn::name).containsExactly("id", "v");
            assertThat(open.parameterTypes()).containsExactly("UNKNOWN");
            assertThat(show.columns()).extracting(ResultColumn::name).containsExactly("TimeZone");
            assertThat(create.columns()).isEmpty();
            assertThat(create.isDefinition()).isTrue();
        }
        session.endHeld();
        assertThat(count()).containsExactly("0");
        assertThat(state(session, "SELECT * FROM u")).isEqualTo("42P01");
    }

    @Test
    void aPreparedStatementSeesWhatChangedMeanwhile() {
        try (PreparedSql insert = session.prepare("INSERT INTO t (a, c) VALUES ($1, $2)", RunOptions.HELD);
                PreparedSql query = session.prepare("SELECT a, c FROM t WHERE a >= $1 ORDER BY a", RunOptions.HELD)) {
            session.endHeld();
            for (long i = 0; i < 50; i++) {
                run(insert, i, "v" + i);
                session.endHeld();
                assertThat(run(query, i)).containsExactly(i + "|v" + i);
            }
            run("ALTER TABLE t DROP COLUMN c");
            run("ALTER TABLE t ADD COLUMN c INTEGER DEFAULT 7");
            assertThat(run(query, 49L)).containsExactly("49|7");
        }
    }

    private List<String> run(PreparedSql prepared, Object... parameters) {
        List<String> all = new ArrayList<>();
        try (SqlResults results = prepared.run(List.of(parameters), RunOptions.HELD)) {
            while (results.nextStatement()) {
                while (results.nextChunk()) {
                    for (int row = 0; row < results.chunk().rowCount(); row++) {
                        all.add(results.chunk().vector(0).getText(row) + "|"
                                + results.chunk().vector(1).getText(row));
                    }
                }
            }
        }
        return all;
    }

    @Test
    void savepointsAreExactAsLongAsNothingWasWrittenSince() {
        run("BEGIN");
        run("INSERT INTO t (a) VALUES (1)");
        run("SAVEPOINT a");
        run("SELECT 1");
        assertThat(state(session, "SELECT * FROM nothing")).isEqualTo("42P01");
        assertThat(session.transaction()).isEqualTo(TransactionState.FAILED);
        run("ROLLBACK TO SAVEPOINT a");
        assertThat(session.transaction()).isEqualTo(TransactionState.OPEN);
        assertThat(rows(session, "SELECT a FROM t")).containsExactly("1");
        run("RELEASE a");
        assertThat(state(session, "ROLLBACK TO a")).isEqualTo("3B001");
        run("ROLLBACK");
        assertThat(state(session, "SAVEPOINT a")).isEqualTo("25P01");
    }

    @Test
    void aSavepointThatWouldHaveToUndoSomethingFailsTheTransaction() {
        run("BEGIN");
        run("SAVEPOINT a");
        run("INSERT INTO t (a) VALUES (1)");
        assertThat(state(session, "ROLLBACK TO a")).isEqualTo("0A000");
        assertThat(session.transaction()).isEqualTo(TransactionState.FAILED);
        assertThat(state(session, "SELECT 1")).isEqualTo("25P02");
        run("COMMIT");
        assertThat(count()).containsExactly("0");
    }

    @Test
    void aFailureWhileRunningCanBeGoneBackFromIfNothingWasWritten() {
        run("BEGIN");
        run("SAVEPOINT a");
        assertThat(state(session, "SELECT CAST('x' AS INTEGER)")).isEqualTo("22P02");
        run("ROLLBACK TO a");
        assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("3");
        run("INSERT INTO t (a) VALUES (1)");
        run("SAVEPOINT b");
        assertThat(state(session, "SELECT CAST('x' AS INTEGER)")).isEqualTo("22P02");
        assertThat(state(session, "ROLLBACK TO b")).isEqualTo("0A000");
        run("ROLLBACK");
    }

    @Test
    void settingsOfATransactionAreUndoneWithIt() {
        run("SET application_name = 'one'");
        run("BEGIN");
        run("SET application_name = 'two'");
        run("SET timezone = 'Asia/Tokyo'");
        run("ROLLBACK");
        assertThat(session.settings()).containsEntry("application_name", "one").containsEntry("timezone", "UTC");
        assertThat(rows(session, "SELECT '2020-01-01 00:00:00'::TIMESTAMPTZ::VARCHAR"))
                .containsExactly("2020-01-01 00:00:00+00");
        run("BEGIN");
        run("SET LOCAL application_name = 'three'");
        run("SET LOCAL TIME ZONE -7");
        assertThat(session.settings()).containsEntry("timezone", "Etc/GMT+7");
        run("COMMIT");
        assertThat(session.settings()).containsEntry("application_name", "one").containsEntry("timezone", "UTC");
        run("SET app.user = 'u1'");
        assertThat(rows(session, "SHOW app.user")).containsExactly("u1");
    }

    @Test
    void aReadOnlyTransactionRefusesToWrite() {
        run("BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY");
        assertThat(rows(session, "SHOW transaction_isolation")).containsExactly("read committed");
        assertThat(state(session, "INSERT INTO t (a) VALUES (1)")).isEqualTo("25006");
        run("ROLLBACK");
        assertThat(rows(session, "SHOW transaction_isolation")).containsExactly("repeatable read");
        run("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
        assertThat(state(session, "DELETE FROM t")).isEqualTo("25006");
        run("BEGIN READ WRITE");
        run("DELETE FROM t");
        run("COMMIT");
        assertThat(state(session, "BEGIN ISOLATION LEVEL SERIALIZABLE")).isEqualTo("0A000");
        run("RESET ALL");
        run("DELETE FROM t");
    }

    @Test
    void discardLeavesNothingOfTheSession() {
        run("CREATE TEMP TABLE x (a INTEGER)");
        run("SET application_name = 'one'");
        run("PREPARE p AS SELECT 1");
        session.discard();
        assertThat(state(session, "SELECT * FROM x")).isEqualTo("42P01");
        assertThat(state(session, "EXECUTE p")).isEqualTo("26000");
        assertThat(session.settings()).containsEntry("application_name", "");
        run("BEGIN");
        assertThatThrownBy(session::discard).isInstanceOf(ApiException.class);
        run("ROLLBACK");
    }

    @Test
    void aPausedResultIsReadOn() {
        run("BEGIN");
        try (SqlResults results = session.run("SELECT i FROM range(10000) t(i)", List.of(), RunOptions.HELD)) {
            results.nextStatement();
            assertThat(results.nextChunk()).isTrue();
            results.pause();
            assertThat(session.info().state().wireName()).isEqualTo("idle in transaction");
            long rows = results.rowCount();
            while (results.nextChunk()) {
                rows += results.chunk().rowCount();
            }
            assertThat(rows).isEqualTo(10_000);
        }
        run("ROLLBACK");
    }

    @Test
    void whoListensIsToldOfTheEnd() {
        List<String> told = new ArrayList<>();
        session.onEnd(reason -> told.add(reason.getMessage()));
        server.workspaces
                .sessions()
                .kill(session.info().project(), workspace, session.info().id());
        assertThat(told).containsExactly("The session was ended by an administrator");
    }
}
