package io.eider.storage;

import static io.eider.storage.StorageFixture.BUCKET;
import static io.eider.storage.StorageFixture.ORDERS;
import static io.eider.storage.StorageFixture.PROJECT;
import static io.eider.storage.StorageFixture.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ColumnName;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.DropMode;
import io.eider.api.storage.NewProject;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Project;
import io.eider.api.storage.ProjectChange;
import io.eider.api.storage.RowSink;
import io.eider.api.storage.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckStorageTest {
    @TempDir
    Path directory;

    private StorageFixture server;

    @BeforeEach
    void start() throws Exception {
        server = new StorageFixture(directory).withBucket();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void projectsAreListedNewestFirstWithWhatTheyHold() {
        server.createOrders();
        server.storage.projects().create(new NewProject(new ProjectId("p2"), Optional.empty(), Optional.empty()));
        var page = server.storage.projects().list(Optional.empty(), new PageRequest(1, 0));
        assertThat(page.total()).isEqualTo(2);
        assertThat(page.items()).extracting(project -> project.id().value()).containsExactly("p2");
        Project first = server.storage.projects().get(PROJECT);
        assertThat(first.stats().tableCount()).isEqualTo(1);
        assertThat(first.stats().bucketCount()).isEqualTo(1);
        assertThat(first.stats().sizeBytes()).isPositive();
        assertThat(server.storage
                        .projects()
                        .list(Optional.of("gone"), new PageRequest(10, 0))
                        .items())
                .isEmpty();
    }

    @Test
    void projectKeepsWhatAChangeDoesNotName() {
        server.storage.projects().update(PROJECT, new ProjectChange(Optional.empty(), Optional.of(Map.of("a", 1))));
        Project changed =
                server.storage.projects().update(PROJECT, new ProjectChange(Optional.of("n"), Optional.empty()));
        assertThat(changed.name()).contains("n");
        assertThat(changed.settings()).contains(Map.of("a", 1));
    }

    @Test
    void namesThatAreTakenAreRefused() {
        server.createOrders();
        refused(
                ErrorCode.PROJECT_EXISTS,
                () -> server.storage.projects().create(new NewProject(PROJECT, Optional.empty(), Optional.empty())));
        refused(ErrorCode.BUCKET_EXISTS, () -> server.storage.buckets().create(BUCKET, Optional.empty()));
        refused(ErrorCode.TABLE_EXISTS, server::createOrders);
    }

    @Test
    void whatIsMissingIsNamedFromTheTop() {
        BranchId branch = new BranchId("0123abcd");
        BucketId noProject = new BucketId(new ProjectId("nope"), BranchId.DEFAULT, "b");
        refused(ErrorCode.PROJECT_NOT_FOUND, () -> server.storage.tables().get(new TableId(noProject, "t")));
        refused(
                ErrorCode.BRANCH_NOT_FOUND,
                () -> server.storage.tables().get(new TableId(new BucketId(PROJECT, branch, "b"), "t")));
        refused(
                ErrorCode.BUCKET_NOT_FOUND,
                () -> server.storage.tables().get(new TableId(new BucketId(PROJECT, BranchId.DEFAULT, "b"), "t")));
        refused(ErrorCode.TABLE_NOT_FOUND, () -> server.storage.tables().get(ORDERS));
        refused(ErrorCode.TABLE_NOT_FOUND, () -> server.storage.tables().drop(ORDERS));
        refused(ErrorCode.TABLE_NOT_FOUND, () -> server.storage.tables().preview(ORDERS, 1, new Rows()));
    }

    @Test
    void newTableIsDescribedAsDuckDbMadeIt() {
        Table table = server.createOrders();
        assertThat(table.columns())
                .containsExactly(
                        new Column(new ColumnName("id"), "INTEGER", false, Optional.empty()),
                        new Column(new ColumnName("v"), "VARCHAR", true, Optional.empty()));
        assertThat(table.primaryKey()).containsExactly("id");
        assertThat(table.version()).isEqualTo(1);
        assertThat(table.rowCount()).isZero();
        assertThat(server.layout.tableFile(ORDERS)).hasSize(table.sizeBytes());
        assertThat(server.storage.tables().get(ORDERS)).isEqualTo(table);
        assertThat(server.storage.tables().list(BUCKET)).containsExactly(table);
    }

    @Test
    void unusableDefinitionsLeaveNothing() {
        refused(ErrorCode.INVALID_PRIMARY_KEY, () -> create(List.of("nope"), column("a", "INTEGER")));
        refused(ErrorCode.INVALID_PRIMARY_KEY, () -> create(List.of("a", "a"), column("a", "INTEGER")));
        refused(ErrorCode.INVALID_COLUMNS, () -> create(List.of(), column("a", "INTEGER"), column("A", "INTEGER")));
        refused(ErrorCode.INVALID_TYPE, () -> create(List.of(), column("a", "INTEGER, b INTEGER")));
        assertThat(server.layout.tableFile(ORDERS)).doesNotExist();
        assertThat(create(List.of(), column("a b \"c\" select", "INTEGER")).version())
                .isEqualTo(1);
    }

    @Test
    void writtenVersionsAreReadBackAndSurviveARestart() throws Exception {
        server.createOrders();
        insert("one");
        Table second = insert("two");
        assertThat(second.version()).isEqualTo(3);
        assertThat(preview().rows).containsExactly(List.of(1L, "one"), List.of(2L, "two"));
        server.restart();
        assertThat(server.storage.tables().get(ORDERS)).isEqualTo(second);
        assertThat(preview().rows).hasSize(2);
    }

    @Test
    void failedWriteLeavesTheVersionBefore() throws Exception {
        server.createOrders();
        Table before = insert("one");
        assertThatThrownBy(() -> server.writer().amend(ORDERS, (session, table) -> {
                    session.execute("DELETE FROM " + session.table());
                    throw new IllegalStateException("half way");
                }))
                .hasMessage("half way");
        assertThat(server.storage.tables().get(ORDERS)).isEqualTo(before);
        assertThat(preview().rows).hasSize(1);
        assertThat(stagedFiles()).isEmpty();
    }

    @Test
    void droppedTableIsGoneAndItsNameFree() throws Exception {
        server.createOrders();
        server.storage.tables().drop(ORDERS);
        assertThat(server.layout.tableFile(ORDERS)).doesNotExist();
        assertThat(server.createOrders().version()).isEqualTo(1);
        server.restart();
        assertThat(server.storage.tables().get(ORDERS).version()).isEqualTo(1);
    }

    @Test
    void readerThatHasBegunFinishesAfterADrop() {
        server.createOrders();
        insert("one");
        insert("two");
        Rows rows = new Rows() {
            @Override
            public void begin(Table table) {
                super.begin(table);
                server.storage.tables().drop(ORDERS);
            }
        };
        server.storage.tables().preview(ORDERS, 10, rows);
        assertThat(rows.rows).hasSize(2);
        refused(ErrorCode.TABLE_NOT_FOUND, this::preview);
    }

    @Test
    void bucketWithTablesIsDroppedOnlyWithCascade() {
        server.createOrders();
        refused(ErrorCode.BUCKET_NOT_EMPTY, () -> server.storage.buckets().drop(BUCKET, DropMode.RESTRICT));
        server.storage.buckets().drop(BUCKET, DropMode.CASCADE);
        assertThat(server.layout.bucket(BUCKET)).doesNotExist();
        refused(ErrorCode.BUCKET_NOT_FOUND, () -> server.storage.tables().get(ORDERS));
    }

    @Test
    void droppedProjectLeavesNothingForALaterOneOfTheSameId() throws Exception {
        server.createOrders();
        Path upload = server.layout.files(PROJECT).resolve("2026/01/01/x");
        Files.createDirectories(upload.getParent());
        Files.writeString(upload, "left");
        server.storage.projects().drop(PROJECT);
        refused(ErrorCode.PROJECT_NOT_FOUND, () -> server.storage.projects().get(PROJECT));
        assertThat(server.layout.project(PROJECT, BranchId.DEFAULT)).doesNotExist();
        assertThat(server.layout.files(PROJECT)).doesNotExist();
        server.withBucket();
        assertThat(server.storage.tables().list(BUCKET)).isEmpty();
    }

    private Table create(List<String> key, Column... columns) {
        return server.storage.tables().create(new NewTable(ORDERS, List.of(columns), key));
    }

    private Table insert(String value) {
        return server.writer()
                .amend(
                        ORDERS,
                        (session, table) -> session.execute(
                                "INSERT INTO " + session.table() + " SELECT count(*) + 1, ? FROM " + session.table(),
                                value))
                .table();
    }

    private Rows preview() {
        Rows rows = new Rows();
        server.storage.tables().preview(ORDERS, 100, rows);
        return rows;
    }

    private List<Path> stagedFiles() throws Exception {
        try (var all = Files.list(server.layout.staging())) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private static class Rows implements RowSink {
        final List<List<Object>> rows = new ArrayList<>();

        @Override
        public void begin(Table table) {
            assertThat(rows).isEmpty();
        }

        @Override
        public void row(List<Object> values) {
            rows.add(List.copyOf(values));
        }
    }
}
