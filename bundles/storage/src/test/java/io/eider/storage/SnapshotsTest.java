package io.eider.storage;

import static io.eider.storage.StorageFixture.BUCKET;
import static io.eider.storage.StorageFixture.ORDERS;
import static io.eider.storage.StorageFixture.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ColumnName;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.DropMode;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Snapshot;
import io.eider.api.storage.SnapshotContent;
import io.eider.api.storage.SnapshotFilter;
import io.eider.api.storage.SnapshotPolicy;
import io.eider.api.storage.SnapshotSettings.Level;
import io.eider.api.storage.SnapshotSettings.Origin;
import io.eider.api.storage.SnapshotSettings.Resolved;
import io.eider.api.storage.SnapshotTrigger;
import io.eider.api.storage.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    private static final PageRequest ALL = new PageRequest(1000, 0);

    @TempDir
    Path directory;

    private StorageFixture server;

    @BeforeEach
    void start() throws Exception {
        server = new StorageFixture(directory).withBucket();
        Column id = StorageFixture.column("id", "INTEGER");
        Column name = new Column(new ColumnName("v"), "VARCHAR", false, Optional.of("'none'"));
        server.storage.tables().create(new NewTable(ORDERS, List.of(id, name), List.of("id")));
        insert(1);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void snapshotIsALinkOfTheFileAndNotACopy() throws Exception {
        Snapshot snapshot = take();
        assertThat(Files.getAttribute(data(snapshot), "unix:ino"))
                .isEqualTo(Files.getAttribute(server.layout.tableFile(ORDERS), "unix:ino"));
        assertThat(snapshot.id().value()).matches("snap_orders_\\d{8}_\\d{6}_\\d{3}");
        assertThat(snapshot.type()).isEqualTo("manual");
        assertThat(snapshot.rowCount()).isEqualTo(1);
        assertThat(Duration.between(snapshot.createdAt(), snapshot.expiresAt().orElseThrow()))
                .isEqualTo(Duration.ofDays(90));
        assertThat(data(snapshot).resolveSibling("metadata.json")).content().contains("\"primary_key\":[\"id\"]");
    }

    @Test
    void restoreInPlaceBringsRowsAndTheFullDefinitionBack() throws Exception {
        Table before = server.storage.tables().get(ORDERS);
        Snapshot snapshot = take();
        insert(2);
        Table restored = restore(snapshot, Optional.empty(), Optional.empty());
        assertThat(restored.rowCount()).isEqualTo(1);
        assertThat(restored.columns()).isEqualTo(before.columns());
        assertThat(restored.primaryKey()).containsExactly("id");
        assertThat(restored.version()).isEqualTo(before.version() + 2);
        assertThat(rows(ORDERS)).isEqualTo(1);
        assertThat(insert(3).rowCount()).isEqualTo(2);
        server.restart();
        assertThat(rows(ORDERS)).isEqualTo(2);
    }

    @Test
    void restoredTableSurvivesARestartAsItIs() throws Exception {
        Snapshot snapshot = take();
        insert(2);
        Table restored = restore(snapshot, Optional.empty(), Optional.empty());
        server.restart();
        assertThat(server.storage.tables().get(ORDERS)).isEqualTo(restored);
        assertThat(rows(ORDERS)).isEqualTo(1);
    }

    @Test
    void droppedTableComesBackFromItsAutomaticSnapshot() throws Exception {
        server.storage.tables().drop(ORDERS);
        Snapshot automatic = only("auto_predrop");
        assertThat(automatic.description()).contains("Auto-backup before DROP TABLE in_c_sales.orders");
        assertThat(Duration.between(automatic.createdAt(), automatic.expiresAt().orElseThrow()))
                .isEqualTo(Duration.ofDays(7));
        assertThat(restore(automatic, Optional.empty(), Optional.empty()).rowCount())
                .isEqualTo(1);
        assertThat(insert(2).rowCount()).isEqualTo(2);
        server.storage.tables().drop(ORDERS);
        server.restart();
        assertThat(server.layout.tableFile(ORDERS)).doesNotExist();
    }

    @Test
    void oneSnapshotRestoredTwiceGivesTablesThatLiveAndDieAlone() throws Exception {
        Snapshot snapshot = take();
        restore(snapshot, Optional.empty(), Optional.of("copy1"));
        restore(snapshot, Optional.empty(), Optional.of("copy2"));
        TableId one = new TableId(BUCKET, "copy1");
        TableId two = new TableId(BUCKET, "copy2");
        server.storage.tables().drop(one);
        assertThat(rows(two)).isEqualTo(1);
        restore(snapshot, Optional.empty(), Optional.of("copy1"));
        server.restart();
        assertThat(rows(one)).isEqualTo(1);
        assertThat(rows(two)).isEqualTo(1);
        assertThat(server.storage.backend().health().brokenTables()).isEmpty();
    }

    @Test
    void restoreElsewhereNeedsABucketAndAFreeName() {
        Snapshot snapshot = take();
        assertThatThrownBy(() -> restore(snapshot, Optional.of("nowhere"), Optional.empty()))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.BUCKET_NOT_FOUND);
                    assertThat(e).hasMessage("Target bucket nowhere not found");
                });
        restore(snapshot, Optional.empty(), Optional.of("copy"));
        assertThatThrownBy(() -> restore(snapshot, Optional.empty(), Optional.of("copy")))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TABLE_EXISTS));
    }

    @Test
    void cascadeTakesASnapshotOfEveryTable() {
        TableId other = new TableId(BUCKET, "other");
        server.storage.tables().create(new NewTable(other, List.of(StorageFixture.column("a", "DATE")), List.of()));
        server.storage.buckets().drop(BUCKET, DropMode.CASCADE);
        assertThat(list("auto")).extracting(s -> s.table().name()).containsExactlyInAnyOrder("orders", "other");
        assertThatThrownBy(() -> restore(list("auto").get(0), Optional.empty(), Optional.empty()))
                .isInstanceOf(ApiException.class);
        server.storage.buckets().create(BUCKET, Optional.empty());
        list("auto").forEach(snapshot -> restore(snapshot, Optional.empty(), Optional.empty()));
        assertThat(rows(ORDERS)).isEqualTo(1);
    }

    @Test
    void disabledSnapshotsRefuseManualOnesAndSkipAutomaticOnes() {
        server.storage
                .snapshotSettings()
                .set(
                        new Level.OfTable(ORDERS),
                        new SnapshotPolicy(Map.of(), OptionalInt.empty(), OptionalInt.empty(), Optional.of(false)));
        assertThatThrownBy(this::take).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.SNAPSHOTS_DISABLED);
            assertThat(e).hasMessage("Snapshots are disabled for table in_c_sales.orders");
        });
        server.storage.tables().drop(ORDERS);
        assertThat(list(null)).isEmpty();
    }

    @Test
    void deletedSnapshotLeavesNothing() throws Exception {
        Snapshot snapshot = take();
        server.storage.snapshots().delete(PROJECT, BranchId.DEFAULT, snapshot.id());
        assertThat(server.layout.snapshots(PROJECT)).isEmptyDirectory();
        assertThatThrownBy(() -> server.storage.snapshots().get(PROJECT, BranchId.DEFAULT, snapshot.id()))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SNAPSHOT_NOT_FOUND));
        assertThat(rows(ORDERS)).isEqualTo(1);
    }

    @Test
    void startFinishesWhatACrashLeft() throws Exception {
        Snapshot kept = take();
        Snapshot lost = take();
        Path home = server.layout.snapshots(PROJECT);
        Files.createDirectories(home.resolve("_new_" + kept.id()));
        Files.move(home.resolve(kept.id().value()), home.resolve("_gone_" + kept.id()));
        server.catalog.change(session ->
                session.update("DELETE FROM snapshots WHERE id = ?", lost.id().value()));
        server.restart();
        assertThat(list(null)).containsExactlyInAnyOrder(kept, lost);
        assertThat(home.resolve("_new_" + kept.id())).doesNotExist();
        assertThat(data(kept)).exists();
    }

    @Test
    void snapshotWithoutItsFileSaysSo() throws Exception {
        Snapshot snapshot = take();
        Files.delete(data(snapshot));
        assertThatThrownBy(() -> restore(snapshot, Optional.empty(), Optional.empty()))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SNAPSHOT_FILE_NOT_FOUND));
        assertThat(rows(ORDERS)).isEqualTo(1);
    }

    @Test
    void exportGivesParquetAndLeavesNoFile() throws IOException {
        Snapshot snapshot = take();
        SnapshotContent content =
                server.storage.snapshots().export(PROJECT, BranchId.DEFAULT, snapshot.id(), "parquet");
        ByteBuffer magic = ByteBuffer.allocate(4);
        try (var channel = content.channel()) {
            channel.read(magic);
        }
        assertThat(magic.array()).asString().isEqualTo("PAR1");
        assertThat(server.layout.fileStaging(PROJECT)).isEmptyDirectory();
    }

    @Test
    void branchHasItsOwnSnapshotsAndRestoresIntoItself() throws Exception {
        BranchId branch = server.storage
                .branches()
                .create(PROJECT, "dev", Optional.empty())
                .id();
        TableId inBranch = new TableId(new BucketId(PROJECT, branch, BUCKET.name()), "orders");
        Snapshot snapshot = server.storage.snapshots().create(inBranch, Optional.empty());
        assertThat(list(null)).isEmpty();
        insert(2);
        Table restored =
                server.storage.snapshots().restore(PROJECT, branch, snapshot.id(), Optional.empty(), Optional.empty());
        assertThat(restored.rowCount()).isEqualTo(1);
        assertThat(rows(inBranch)).isEqualTo(1);
        assertThat(rows(ORDERS)).isEqualTo(2);
        server.storage.branches().drop(PROJECT, branch);
        assertThat(server.layout.snapshots(PROJECT)).isEmptyDirectory();
        server.restart();
        assertThat(rows(ORDERS)).isEqualTo(2);
    }

    @Test
    void expiredSnapshotsGo() {
        Snapshot snapshot = take();
        server.catalog.change(session -> session.update("UPDATE snapshots SET expires_at = '2001-01-01'::TIMESTAMPTZ"));
        server.storage.upkeep().runOnce();
        assertThat(list(null)).isEmpty();
        assertThat(data(snapshot)).doesNotExist();
    }

    @Test
    void settingsAreInheritedLevelByLevel() {
        var settings = server.storage.snapshotSettings();
        settings.set(
                new Level.OfProject(PROJECT),
                new SnapshotPolicy(
                        Map.of(SnapshotTrigger.DROP_COLUMN, true),
                        OptionalInt.of(30),
                        OptionalInt.empty(),
                        Optional.empty()));
        settings.set(
                new Level.OfBucket(BUCKET),
                new SnapshotPolicy(Map.of(), OptionalInt.empty(), OptionalInt.empty(), Optional.of(false)));
        Resolved resolved = settings.set(
                new Level.OfTable(ORDERS),
                new SnapshotPolicy(Map.of(), OptionalInt.empty(), OptionalInt.of(3), Optional.of(true)));
        assertThat(resolved.effective())
                .isEqualTo(new SnapshotPolicy(
                        Map.of(
                                SnapshotTrigger.DROP_TABLE, true,
                                SnapshotTrigger.TRUNCATE_TABLE, false,
                                SnapshotTrigger.DELETE_ALL_ROWS, false,
                                SnapshotTrigger.DROP_COLUMN, true),
                        OptionalInt.of(30),
                        OptionalInt.of(3),
                        Optional.of(true)));
        assertThat(resolved.origins())
                .containsEntry("auto_snapshot_triggers.drop_column", Origin.PROJECT)
                .containsEntry("auto_snapshot_triggers.drop_table", Origin.SYSTEM)
                .containsEntry("retention.manual_days", Origin.PROJECT)
                .containsEntry("retention.auto_days", Origin.TABLE)
                .containsEntry("enabled", Origin.TABLE);
        assertThat(settings.get(new Level.OfBucket(BUCKET)).effective().enabled())
                .contains(false);
        settings.reset(new Level.OfTable(ORDERS));
        settings.reset(new Level.OfTable(ORDERS));
        assertThat(settings.get(new Level.OfTable(ORDERS)).local()).isEmpty();
        assertThat(settings.set(new Level.OfBucket(BUCKET), SnapshotPolicy.EMPTY)
                        .local())
                .isEmpty();
    }

    @Test
    void retentionOutOfBoundsIsRefusedWithAllThatIsWrong() {
        SnapshotPolicy wrong = new SnapshotPolicy(Map.of(), OptionalInt.of(0), OptionalInt.of(3651), Optional.empty());
        assertThatThrownBy(() -> server.storage.snapshotSettings().set(new Level.OfProject(PROJECT), wrong))
                .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.details())
                        .containsEntry(
                                "errors",
                                List.of(
                                        "Retention manual_days must be a positive integer",
                                        "Retention auto_days cannot exceed 3650 days")));
    }

    private Snapshot take() {
        return server.storage.snapshots().create(ORDERS, Optional.of("by hand"));
    }

    private Table restore(Snapshot snapshot, Optional<String> bucket, Optional<String> table) {
        return server.storage.snapshots().restore(PROJECT, BranchId.DEFAULT, snapshot.id(), bucket, table);
    }

    private List<Snapshot> list(String type) {
        SnapshotFilter filter = new SnapshotFilter(Optional.empty(), Optional.empty(), Optional.ofNullable(type));
        return server.storage
                .snapshots()
                .list(PROJECT, BranchId.DEFAULT, filter, ALL)
                .items();
    }

    private Snapshot only(String type) {
        assertThat(list(type)).hasSize(1);
        return list(type).get(0);
    }

    private Path data(Snapshot snapshot) {
        return server.layout.snapshots(PROJECT).resolve(snapshot.id().value()).resolve("data.duckdb");
    }

    private Table insert(int id) {
        return server.writer()
                .amend(
                        ORDERS,
                        (session, table) -> session.execute("INSERT INTO " + session.table() + " (id) VALUES (?)", id))
                .table();
    }

    private long rows(TableId id) {
        Rows rows = new Rows();
        server.storage.tables().preview(id, 100, rows);
        assertThat(rows.count).isEqualTo(server.storage.tables().get(id).rowCount());
        return rows.count;
    }

    private static final class Rows implements io.eider.api.storage.RowSink {
        private long count;

        @Override
        public void begin(Table table) {
            count = 0;
        }

        @Override
        public void row(List<Object> values) {
            count++;
        }
    }
}
