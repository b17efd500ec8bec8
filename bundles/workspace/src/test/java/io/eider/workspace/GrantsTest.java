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
import io.eider.api.storage.NewProject;
import io.eider.api.storage.Sharing;
import io.eider.api.workspace.NewWorkspace;
import io.eider.api.workspace.SqlSession;
import io.eider.api.workspace.TableGrant;
import io.eider.api.workspace.TablePermission;
import io.eider.api.workspace.WorkspaceDetail;
import io.eider.api.workspace.WorkspaceDetail.GrantedTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What grants let see and write, and which are refused. */
class GrantsTest {
    @TempDir
    Path directory;

    private WorkspaceFixture server;

    @BeforeEach
    void open() throws Exception {
        server = new WorkspaceFixture(directory).withOrders();
        server.bucket("in.c-web");
        server.table("in.c-web", "visits", row(1, "v"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private WorkspaceId create(TableGrant... grants) {
        return create(BranchId.DEFAULT, grants);
    }

    private WorkspaceId create(BranchId branch, TableGrant... grants) {
        return server.workspaces
                .create(new NewWorkspace(PROJECT, branch, "w", Optional.empty(), 1, List.of(), Arrays.asList(grants)))
                .workspace()
                .id();
    }

    private static TableGrant read(String table) {
        return new TableGrant(table, TablePermission.READ);
    }

    private static TableGrant write(String table) {
        return new TableGrant(table, TablePermission.READWRITE);
    }

    private void refused(ErrorCode code, TableGrant... grants) {
        assertThatThrownBy(() -> create(grants)).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code())
                .isEqualTo(code));
        assertThat(server.workspaces.list(PROJECT)).isEmpty();
    }

    @Test
    void grantsThatCannotBeAreRefusedBeforeAnythingIsMade() {
        refused(ErrorCode.TABLE_NOT_FOUND, write("in_c_sales.nothing"));
        refused(ErrorCode.TABLE_NOT_FOUND, read("in_c_sales.orders"), read("nowhere.orders"));
        refused(ErrorCode.INVALID_REQUEST, write("orders"));
        refused(ErrorCode.INVALID_REQUEST, write("in_c_sales.orders"), read("IN_C_SALES.Orders"));
        refused(ErrorCode.INVALID_REQUEST, write("in.c-web.visits"), write("in_c_web.visits"));
        refused(ErrorCode.INVALID_REQUEST, write("*"));
        refused(ErrorCode.INVALID_REQUEST, read("*"), read("*"));
    }

    @Test
    void linkedBucketIsNotWritten() {
        ProjectId other = new ProjectId("p2");
        server.storage.projects().create(new NewProject(other, Optional.of("two"), Optional.empty()));
        BucketId shared = new BucketId(PROJECT, BranchId.DEFAULT, "in_c_sales");
        server.storage.sharing().share(shared, other);
        BucketId linked = new BucketId(other, BranchId.DEFAULT, "linked");
        server.storage.sharing().link(linked, shared, Sharing.LinkRights.SHARED_ONLY);
        assertThatThrownBy(() -> server.workspaces.create(new NewWorkspace(
                        other, BranchId.DEFAULT, "w", Optional.empty(), 1, List.of(), List.of(write("linked.orders")))))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OPERATION_NOT_ALLOWED));
        WorkspaceId reads = server.workspaces
                .create(new NewWorkspace(
                        other, BranchId.DEFAULT, "w", Optional.empty(), 1, List.of(), List.of(read("linked.orders"))))
                .workspace()
                .id();
        try (SqlSession session = server.workspaces.sessions().open(other, reads, WorkspaceFixture.CLIENT)) {
            assertThat(rows(session, "SELECT count(*) FROM linked.orders")).containsExactly("3");
            assertThat(state(session, "DELETE FROM linked.orders")).isEqualTo("42501");
        }
    }

    @Test
    void detailSaysWhatMayBeDone() {
        WorkspaceId workspace = create(write("in_c_web.visits"), read("*"));
        WorkspaceDetail detail = server.workspaces.get(PROJECT, workspace);
        assertThat(detail.tables())
                .containsExactlyInAnyOrder(
                        new GrantedTable("in.c-web", "visits", 1, TablePermission.READWRITE),
                        new GrantedTable("in_c_sales", "orders", 3, TablePermission.READ));
        assertThat(detail.grants()).containsExactly(write("in.c-web.visits"), read("*"));
        assertThat(server.workspaces
                        .get(PROJECT, create(read("in_c_sales.orders")))
                        .tables())
                .containsExactly(new GrantedTable("in_c_sales", "orders", 3, TablePermission.READ));
        assertThat(server.workspaces.get(PROJECT, create()).grants()).isEmpty();
    }

    @Test
    void restOfTheProjectIsThereOnlyIfTheGrantsSayIt() {
        try (SqlSession all = server.session(create(write("in_c_web.visits"), read("*")));
                SqlSession one = server.session(create(write("in_c_web.visits")))) {
            assertThat(rows(all, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("3");
            assertThat(state(all, "DELETE FROM in_c_sales.orders")).isEqualTo("42501");
            assertThat(state(one, "SELECT count(*) FROM in_c_sales.orders")).isEqualTo("42P01");
            server.table("in_c_sales", "later", row(1, "x"));
            assertThat(rows(all, "SELECT v FROM in_c_sales.later")).containsExactly("x");
            assertThat(state(one, "SELECT v FROM in_c_sales.later")).isEqualTo("42P01");
            rows(one, "DELETE FROM in_c_web.visits");
            assertThat(rows(all, "SELECT count(*) FROM \"in.c-web\".visits")).containsExactly("0");
        }
    }

    @Test
    void loadTakesOnlyWhatGrantsLetSee() {
        assertThatThrownBy(() -> server.workspaces.create(new NewWorkspace(
                        PROJECT,
                        BranchId.DEFAULT,
                        "w",
                        Optional.empty(),
                        1,
                        List.of("in_c_web.visits"),
                        List.of(read("in_c_sales.orders")))))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND));
    }

    @Test
    void writeInABranchLeavesTheDefaultBranchAlone() {
        BranchId branch = server.storage
                .branches()
                .create(PROJECT, "dev", Optional.empty())
                .id();
        WorkspaceId inBranch = create(branch, write("in_c_sales.orders"));
        try (SqlSession session = server.session(inBranch);
                SqlSession main = server.session(create())) {
            rows(session, "BEGIN");
            rows(session, "DELETE FROM in_c_sales.orders WHERE id = 1");
            rows(session, "COMMIT");
            rows(session, "UPDATE in_c_sales.orders SET v = 'branch'");
            assertThat(rows(session, "SELECT DISTINCT v FROM in_c_sales.orders"))
                    .containsExactly("branch");
            assertThat(rows(session, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("2");
            assertThat(rows(main, "SELECT count(*) FROM in_c_sales.orders")).containsExactly("3");
        }
        TableId own = new TableId(new BucketId(PROJECT, branch, "in_c_sales"), "orders");
        assertThat(server.storage.tables().get(own).source().name()).isEqualTo("BRANCH");
        assertThat(server.locked()).isZero();
    }

    @Test
    void grantsGoWithTheWorkspace() {
        WorkspaceId workspace = server.create("w", Map.of("in_c_sales.orders", TablePermission.READWRITE));
        server.workspaces.drop(PROJECT, workspace);
        long left = server.catalog.read(
                session -> session.query("SELECT count(*) FROM workspace_grants", row -> row.getLong(1))
                        .get(0));
        assertThat(left).isZero();
    }
}
