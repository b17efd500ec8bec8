package io.eider.workspace.session;

import static io.eider.workspace.WorkspaceFixture.PROJECT;
import static io.eider.workspace.WorkspaceFixture.error;
import static io.eider.workspace.WorkspaceFixture.rows;
import static io.eider.workspace.WorkspaceFixture.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.WorkspaceId;
import io.eider.api.workspace.SessionState;
import io.eider.api.workspace.SqlSession;
import io.eider.workspace.WorkspaceFixture;
import io.eider.workspace.WorkspaceLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionLimitsTest {
    private static final WorkspaceLimits TIGHT = new WorkspaceLimits(
            3,
            Duration.ofHours(1),
            2,
            Duration.ofMillis(100),
            2,
            "128MB",
            "32MB",
            1,
            Duration.ofMillis(100),
            2,
            3,
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            60);

    @TempDir
    Path directory;

    private WorkspaceFixture server;
    private WorkspaceId workspace;

    @BeforeEach
    void open() throws Exception {
        server = new WorkspaceFixture(directory, TIGHT).withOrders();
        workspace = server.create("one");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static void assertCode(Runnable call, ErrorCode code) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void sessionsAreBoundedPerWorkspaceAndServer() {
        WorkspaceId second = server.create("two");
        SqlSession first = server.session(workspace);
        server.session(workspace);
        assertCode(() -> server.session(workspace), ErrorCode.CONNECTION_LIMIT_REACHED);
        server.session(second);
        assertCode(() -> server.session(second), ErrorCode.CONNECTION_LIMIT_REACHED);
        first.close();
        server.session(second).close();
    }

    @Test
    void instancesAreBoundedAndIdleOnesMakeRoom() {
        WorkspaceId second = server.create("two");
        WorkspaceId third = server.create("three");
        SqlSession one = server.session(workspace);
        SqlSession two = server.session(second);
        assertCode(() -> server.session(third), ErrorCode.TOO_BUSY);
        two.close();
        server.session(third).close();
        assertThat(rows(one, "SELECT 1")).containsExactly("1");
    }

    @Test
    void workspacesOfAProjectAreBounded() {
        server.create("two");
        server.create("three");
        assertCode(() -> server.create("four"), ErrorCode.WORKSPACE_LIMIT_REACHED);
        assertThat(server.workspaces.list(PROJECT)).hasSize(3);
    }

    @Test
    void longStatementEndsAndTheSessionLivesOn() {
        try (SqlSession session = server.session(workspace)) {
            assertThat(error(session, "SELECT count(*) FROM range(1000000000000)")
                            .code())
                    .isEqualTo(ErrorCode.OPERATION_TIMEOUT);
            assertThat(rows(session, "SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void statementIsCancelledFromOutsideAtOnce() {
        try (SqlSession session = server.session(workspace)) {
            Thread canceller = new Thread(() -> {
                await(() -> session.info().running().isPresent());
                session.cancel();
            });
            canceller.start();
            assertThat(error(session, "SELECT count(*) FROM range(1000000000000)")
                            .code())
                    .isEqualTo(ErrorCode.OPERATION_CANCELLED);
            assertThat(rows(session, "SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void idleSessionsEndSoonerInATransaction() {
        SqlSession quiet = server.session(workspace);
        SqlSession open = server.session(workspace);
        rows(open, "BEGIN; CREATE TABLE lost (i INTEGER)");
        assertThat(open.info().state()).isEqualTo(SessionState.IDLE_IN_TRANSACTION);
        await(() -> sessions() == 1);
        assertThat(state(open, "SELECT 1")).isEqualTo("25P03");
        assertThat(quiet.info().state()).isEqualTo(SessionState.IDLE);
        await(() -> sessions() == 0);
        assertThat(state(quiet, "SELECT 1")).isEqualTo("57P05");
        try (SqlSession session = server.session(workspace)) {
            assertThat(state(session, "SELECT * FROM lost")).isEqualTo("42P01");
        }
    }

    @Test
    void transactionTimeoutEndsTheSession() {
        SqlSession session = server.session(workspace);
        rows(session, "SET transaction_timeout = '100ms'");
        assertThat(rows(session, "SELECT 1")).containsExactly("1");
        rows(session, "BEGIN");
        await(() -> sessions() == 0);
        assertThat(state(session, "SELECT 1")).isEqualTo("25P04");
    }

    private int sessions() {
        return server.workspaces
                .sessions()
                .list(Optional.empty(), Optional.of(workspace))
                .size();
    }

    @Test
    void killedSessionSaysSo() {
        SqlSession session = server.session(workspace);
        server.workspaces.sessions().kill(PROJECT, workspace, session.info().id());
        assertThat(error(session, "SELECT 1").code()).isEqualTo(ErrorCode.SESSION_CLOSED);
        assertCode(
                () -> server.workspaces
                        .sessions()
                        .get(PROJECT, workspace, session.info().id()),
                ErrorCode.SESSION_NOT_FOUND);
    }

    @Test
    void memoryAndSpillAreBounded() {
        try (SqlSession session = server.session(workspace)) {
            assertThat(state(
                            session,
                            "SELECT max(l) FROM (SELECT list(range || repeat('x', 100)) AS l FROM range(20000000))"))
                    .matches("53200|53100|57014");
            assertThat(rows(session, "SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void statementsPerMinuteAreBounded() {
        try (SqlSession session = server.session(workspace)) {
            ApiException refused = null;
            for (int i = 0; i < 130 && refused == null; i++) { // twice the bound: a minute may begin meanwhile
                try {
                    rows(session, "SELECT 1");
                } catch (ApiException e) {
                    refused = e;
                }
            }
            assertThat(refused).isNotNull();
            assertThat(refused.code()).isEqualTo(ErrorCode.STATEMENT_LIMIT_REACHED);
        }
    }

    @Test
    void tablesThatNobodyUsesAreLetGo() throws Exception {
        try (SqlSession session = server.session(workspace)) {
            rows(session, "BEGIN; SELECT * FROM in_c_sales.orders");
            assertThat(links()).isEqualTo(1);
            Thread.sleep(TIGHT.tableIdle().multipliedBy(3).toMillis());
            assertThat(links()).as("a transaction keeps it").isEqualTo(1);
            rows(session, "COMMIT");
            await(() -> links() == 0);
            assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("3");
        }
        await(() -> links() == 0);
    }

    private long links() {
        try (Stream<Path> files = Files.walk(directory.resolve("run"))) {
            return files.filter(file -> file.toString().endsWith(".duckdb")).count();
        } catch (IOException | UncheckedIOException e) {
            return -1; // a directory went meanwhile
        }
    }

    @Test
    void tablesInUseAtOnceAreBounded() {
        server.table("in_c_sales", "second");
        try (SqlSession session = server.session(workspace)) {
            assertThat(state(session, "SELECT * FROM in_c_sales.orders, in_c_sales.second"))
                    .isEqualTo("53400");
            assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("3");
            assertThat(rows(session, "SELECT count(*) FROM in_c_sales.second")).containsExactly("0");
        }
    }
}
