package io.eider.workspace;

import static io.eider.workspace.WorkspaceFixture.PROJECT;
import static io.eider.workspace.WorkspaceFixture.row;
import static io.eider.workspace.WorkspaceFixture.rows;
import static io.eider.workspace.WorkspaceFixture.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.ImportMode;
import io.eider.api.storage.NewProject;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Progress;
import io.eider.api.storage.Sharing;
import io.eider.api.workspace.LoadReport.Loaded;
import io.eider.api.workspace.LoadTable;
import io.eider.api.workspace.NewWorkspace;
import io.eider.api.workspace.SqlSession;
import io.eider.api.workspace.TablePermission;
import io.eider.api.workspace.Unload;
import io.eider.api.workspace.Workspace;
import io.eider.api.workspace.WorkspaceDetail;
import io.eider.api.workspace.WorkspaceDetail.GrantedTable;
import io.eider.api.workspace.WorkspaceDetail.WorkspaceObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckWorkspacesTest {
    @TempDir
    Path directory;

    private WorkspaceFixture server;

    @BeforeEach
    void open() throws Exception {
        server = new WorkspaceFixture(directory).withOrders();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static void assertCode(Runnable call, ErrorCode code) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    @Test
    void workspaceIsMadeListedShownAndDropped() {
        var login = server.workspaces.create(
                new NewWorkspace(PROJECT, BranchId.DEFAULT, "w", Optional.of(Duration.ofHours(2)), 10, List.of()));
        Workspace workspace = login.workspace();
        assertThat(login.password()).isNotBlank();
        assertThat(workspace.id().value()).matches("ws_[0-9a-f]{8}");
        assertThat(workspace.expiresAt()).contains(workspace.createdAt().plus(Duration.ofHours(2)));
        assertThat(workspace.sizeLimitBytes()).isEqualTo(10L << 30);
        WorkspaceId second = server.create("w");
        assertThat(server.workspaces.list(PROJECT)).extracting(Workspace::id).containsExactly(second, workspace.id());
        try (SqlSession session = server.session(workspace.id())) {
            rows(session, "CREATE TABLE mine AS SELECT 1 AS i; CREATE VIEW seen AS SELECT * FROM mine");
            WorkspaceDetail detail = server.workspaces.get(PROJECT, workspace.id());
            assertThat(detail.activeSessions()).isEqualTo(1);
            assertThat(detail.tables())
                    .containsExactly(new GrantedTable("in_c_sales", "orders", 3, TablePermission.READ));
            assertThat(detail.objects())
                    .containsExactly(new WorkspaceObject("mine", "table", 1), new WorkspaceObject("seen", "view", 0));
            assertThat(detail.workspace().sizeBytes()).isPositive();
        }
        Path file = directory.resolve("duckdb/project_p1/_workspaces/" + workspace.id() + ".duckdb");
        assertThat(file).exists();
        server.workspaces.drop(PROJECT, workspace.id());
        assertThat(file).doesNotExist();
        assertCode(() -> server.workspaces.get(PROJECT, workspace.id()), ErrorCode.WORKSPACE_NOT_FOUND);
        assertThat(server.workspaces.count()).isEqualTo(1);
    }

    @Test
    void dropEndsSessionsThatRun() throws Exception {
        WorkspaceId id = server.create("w");
        SqlSession session = server.session(id);
        Thread runner = new Thread(() -> state(session, "SELECT count(*) FROM range(1000000000000)"));
        runner.start();
        while (server.workspaces
                .sessions()
                .list(Optional.empty(), Optional.of(id))
                .get(0)
                .running()
                .isEmpty()) {
            Thread.onSpinWait();
        }
        server.workspaces.drop(PROJECT, id);
        runner.join(5_000);
        assertThat(runner.isAlive()).isFalse();
        assertThat(state(session, "SELECT 1")).isEqualTo("57P01");
    }

    @Test
    void expiredWorkspaceIsGoneButCanBeListedAndDropped() {
        WorkspaceId id = server.workspaces
                .create(new NewWorkspace(
                        PROJECT, BranchId.DEFAULT, "w", Optional.of(Duration.ofHours(1)), 10, List.of()))
                .workspace()
                .id();
        SqlSession session = server.session(id);
        server.clock.advance(Duration.ofHours(2));
        assertCode(() -> server.workspaces.get(PROJECT, id), ErrorCode.WORKSPACE_EXPIRED);
        assertCode(() -> server.session(id), ErrorCode.WORKSPACE_EXPIRED);
        assertThat(server.workspaces.list(PROJECT).get(0).status()).isEqualTo("expired");
        server.workspaces.drop(PROJECT, id);
        session.close();
    }

    @Test
    void expiredWorkspaceIsRemovedWhenItWasKeptLongEnough() {
        WorkspaceId id = server.workspaces
                .create(new NewWorkspace(
                        PROJECT,
                        BranchId.DEFAULT,
                        "w",
                        Optional.of(Duration.ofHours(1)),
                        10,
                        List.of("in_c_sales.orders")))
                .workspace()
                .id();
        WorkspaceId kept = server.create("kept");
        Path file = directory.resolve("duckdb/project_p1/_workspaces/" + id + ".duckdb");
        assertThat(file).exists();
        server.clock.advance(Duration.ofHours(1).plusMinutes(1));
        server.workspaces.expire();
        assertThat(server.workspaces.list(PROJECT)).hasSize(2);
        server.clock.advance(WorkspaceFixture.LIMITS.expiredKeep());
        server.workspaces.expire();
        assertThat(server.workspaces.list(PROJECT)).extracting(Workspace::id).containsExactly(kept);
        assertThat(file).doesNotExist();
    }

    @Test
    void workspacesOfAProjectThatIsGoneAreRemoved() {
        server.create("w");
        server.storage.projects().drop(PROJECT);
        assertThat(server.workspaces.count()).isEqualTo(1);
        server.workspaces.expire();
        assertThat(server.workspaces.count()).isZero();
    }

    @Test
    void clearDropsWhateverDependsOnWhat() {
        WorkspaceId id = server.create("w");
        try (SqlSession session = server.session(id)) {
            rows(
                    session,
                    "CREATE SCHEMA lab; CREATE TABLE lab.t (i INTEGER); CREATE VIEW v AS SELECT * FROM lab.t;"
                            + " CREATE TYPE mood AS ENUM ('a'); CREATE TABLE m (x mood); CREATE SEQUENCE s; CREATE MACRO f(a) AS a + 1;"
                            + " CREATE TABLE d (i INTEGER DEFAULT nextval('s')); CREATE MACRO g() AS TABLE SELECT 1 AS i;"
                            + " CREATE TABLE parent (i INTEGER PRIMARY KEY); CREATE TABLE achild (i INTEGER REFERENCES parent (i))");
        }
        server.workspaces.clear(PROJECT, id);
        assertThat(server.workspaces.get(PROJECT, id).objects()).isEmpty();
        try (SqlSession session = server.session(id)) {
            assertThat(rows(session, "SHOW SCHEMAS")).containsExactly("in_c_sales", "main");
            assertThat(state(session, "SELECT f(1)")).isEqualTo("42883");
        }
    }

    @Test
    void objectIsDroppedByName() {
        WorkspaceId id = server.create("w");
        try (SqlSession session = server.session(id)) {
            rows(session, "CREATE TABLE \"odd \"\" name\" (i INTEGER)");
        }
        server.workspaces.dropObject(PROJECT, id, "odd \" name");
        assertCode(() -> server.workspaces.dropObject(PROJECT, id, "odd \" name"), ErrorCode.OBJECT_NOT_FOUND);
        assertCode(() -> server.workspaces.dropObject(PROJECT, id, "orders"), ErrorCode.OBJECT_NOT_FOUND);
    }

    @Test
    void loadCopiesAndTellsWhatFailed() {
        WorkspaceId id = server.create("w");
        List<Loaded> loaded = server.workspaces
                .load(
                        PROJECT,
                        id,
                        List.of(
                                new LoadTable(
                                        "in_c_sales.orders", Optional.of("d"), List.of("id"), Optional.of("id > 1")),
                                new LoadTable("in_c_sales.nothing", Optional.empty(), List.of(), Optional.empty()),
                                new LoadTable(
                                        "in_c_sales.orders", Optional.of("e"), List.of("nope"), Optional.empty())),
                        Progress.NONE)
                .loaded();
        assertThat(loaded).extracting(Loaded::rows).containsExactly(2L, 0L, 0L);
        assertThat(loaded.get(1).error().orElseThrow()).contains("not found");
        assertThat(loaded.get(2).error().orElseThrow()).contains("nope");
        try (SqlSession session = server.session(id)) {
            assertThat(rows(session, "SELECT * FROM d")).containsExactly("2", "3");
        }
        assertCode(
                () -> server.workspaces.load(
                        PROJECT,
                        id,
                        List.of(new LoadTable("orders", Optional.empty(), List.of(), Optional.empty())),
                        Progress.NONE),
                ErrorCode.INVALID_REQUEST);
        assertCode(
                () -> server.workspaces.load(
                        PROJECT,
                        id,
                        List.of(new LoadTable(
                                "in_c_sales.orders", Optional.empty(), List.of(), Optional.of("1=1); DROP TABLE d"))),
                        Progress.NONE),
                ErrorCode.INVALID_WHERE_CLAUSE);
    }

    @Test
    void preloadCopiesTablesOrLeavesNothing() {
        WorkspaceId id = server.workspaces
                .create(new NewWorkspace(
                        PROJECT, BranchId.DEFAULT, "w", Optional.empty(), 10, List.of("in_c_sales.orders")))
                .workspace()
                .id();
        try (SqlSession session = server.session(id)) {
            assertThat(rows(session, "SELECT count(*) FROM main.orders")).containsExactly("3");
        }
        assertCode(
                () -> server.workspaces.create(new NewWorkspace(
                        PROJECT, BranchId.DEFAULT, "w", Optional.empty(), 10, List.of("in_c_sales.nope"))),
                ErrorCode.TABLE_NOT_FOUND);
        assertThat(server.workspaces.list(PROJECT)).hasSize(1);
    }

    @Test
    void unloadWritesTheRowsOfAQueryIntoATable() {
        WorkspaceId id = server.create("w");
        TableId target = server.table("in_c_sales", "totals");
        Unload unload = new Unload(
                "SELECT id, v FROM in_c_sales.orders WHERE id < 3 -- two of them",
                target,
                ImportMode.FULL,
                DedupMode.UPDATE_DUPLICATES,
                Optional.empty());
        assertThat(server.workspaces.unload(PROJECT, id, unload, Progress.NONE).tableRows())
                .isEqualTo(2);
        try (SqlSession session = server.session(id)) {
            assertThat(rows(session, "SELECT v FROM in_c_sales.totals ORDER BY id"))
                    .containsExactly("a", "b");
        }
        assertThat(server.storage.files().list(PROJECT, new PageRequest(10, 0)).total())
                .isZero();
        for (String sql : List.of("DROP TABLE x", "SELECT 1; SELECT 2", "SELECT 1) TO '/tmp/x' (FORMAT csv", "")) {
            assertThatThrownBy(() -> server.workspaces.unload(
                            PROJECT,
                            id,
                            new Unload(sql, target, ImportMode.FULL, DedupMode.UPDATE_DUPLICATES, Optional.empty()),
                            Progress.NONE))
                    .as(sql)
                    .isInstanceOf(ApiException.class);
        }
    }

    @Test
    void branchWorkspaceSeesTheBranch() {
        BranchId branch = server.storage
                .branches()
                .create(PROJECT, "dev", Optional.empty())
                .id();
        WorkspaceId id = server.create("w", branch);
        TableId inBranch = new TableId(new BucketId(PROJECT, branch, "in_c_sales"), "orders");
        server.insert(inBranch, row(4, "d"));
        try (SqlSession session = server.session(id)) {
            assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("4");
        }
        assertThat(server.workspaces.list(PROJECT, branch)).hasSize(1);
        assertThat(server.workspaces.get(PROJECT, id).tables())
                .containsExactly(new GrantedTable("in_c_sales", "orders", 4, TablePermission.READ));
        server.workspaces.removeAll(PROJECT, branch);
        assertThat(server.workspaces.list(PROJECT)).isEmpty();
    }

    @Test
    void linkedBucketIsSeenAndAnotherProjectIsNot() {
        ProjectId other = new ProjectId("p2");
        server.storage.projects().create(new NewProject(other, Optional.empty(), Optional.empty()));
        WorkspaceId id = server.workspaces
                .create(new NewWorkspace(other, BranchId.DEFAULT, "w", Optional.empty(), 1, List.of()))
                .workspace()
                .id();
        assertCode(() -> server.workspaces.get(PROJECT, id), ErrorCode.WORKSPACE_NOT_FOUND);
        try (SqlSession session = server.workspaces.sessions().open(other, id, WorkspaceFixture.CLIENT)) {
            assertThat(state(session, "SELECT * FROM in_c_sales.orders")).isEqualTo("42P01");
            BucketId source = new BucketId(PROJECT, BranchId.DEFAULT, "in_c_sales");
            server.storage.sharing().share(source, other);
            server.storage
                    .sharing()
                    .link(new BucketId(other, BranchId.DEFAULT, "theirs"), source, Sharing.LinkRights.SHARED_ONLY);
            assertThat(rows(session, "SELECT count(*) FROM theirs.orders")).containsExactly("3");
        }
    }

    @Test
    void committedRowsAreThereAfterTheInstanceWasClosed() throws Exception {
        WorkspaceId id = server.create("w");
        try (SqlSession session = server.session(id)) {
            rows(session, "CREATE TABLE t AS SELECT * FROM range(1000)");
        }
        server.close();
        assertThat(Files.exists(directory.resolve("run"))).isTrue();
        server = new WorkspaceFixture(directory);
        try (SqlSession session = server.session(id)) {
            assertThat(rows(session, "SELECT count(*) FROM t")).containsExactly("1000");
        }
    }

    @Test
    void workspacesOfADroppedProjectDoNotComeBackWithItsId() {
        WorkspaceId id = server.create("w");
        server.storage.projects().drop(PROJECT);
        server.storage.projects().create(new NewProject(PROJECT, Optional.empty(), Optional.empty()));
        assertThat(server.workspaces.list(PROJECT)).isEmpty();
        assertCode(() -> server.workspaces.find(PROJECT, id), ErrorCode.WORKSPACE_NOT_FOUND);
    }
}
