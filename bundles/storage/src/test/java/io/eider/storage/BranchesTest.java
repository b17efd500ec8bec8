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
import io.eider.api.id.TableId;
import io.eider.api.storage.Branch;
import io.eider.api.storage.DropMode;
import io.eider.api.storage.MergeReport;
import io.eider.api.storage.MergeRequest;
import io.eider.api.storage.MergeRequest.OnConflict;
import io.eider.api.storage.MergeRequest.Run;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.RowSink;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.TableRecords;
import io.eider.storage.table.Adoption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BranchesTest {
    private static final TableId OTHER = new TableId(BUCKET, "other");

    @TempDir
    Path directory;

    private StorageFixture server;
    private BranchId branch;

    @BeforeEach
    void start() throws Exception {
        server = new StorageFixture(directory).withBucket();
        server.createOrders();
        create(OTHER);
        insert(ORDERS, 1);
        insert(OTHER, 1);
        branch = server.storage
                .branches()
                .create(PROJECT, "dev", Optional.of("try"))
                .id();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void branchSeesTheDefaultBranchLiveUntilItWritesATable() {
        assertThat(get(in(ORDERS)).source()).isEqualTo(TableSource.MAIN);
        insert(ORDERS, 2);
        assertThat(keys(in(ORDERS))).containsExactly(1, 2);
        insert(in(ORDERS), 3);
        insert(ORDERS, 4);
        insert(OTHER, 5);
        assertThat(get(in(ORDERS)).source()).isEqualTo(TableSource.BRANCH);
        assertThat(keys(in(ORDERS))).containsExactly(1, 2, 3);
        assertThat(keys(ORDERS)).containsExactly(1, 2, 4);
        assertThat(keys(in(OTHER))).containsExactly(1, 5);
        Branch now = server.storage.branches().get(PROJECT, branch);
        assertThat(now.ownTables()).extracting(Branch.OwnTable::table).containsExactly("orders");
        assertThat(now.sizeBytes()).isPositive();
    }

    @Test
    void listingIsTheUnionOfBoth() {
        insert(in(ORDERS), 3);
        create(in(new TableId(BUCKET, "mine")));
        assertThat(server.storage.tables().list(bucketInBranch()))
                .extracting(table -> table.id().name() + " " + table.source())
                .containsExactly("mine BRANCH_ONLY", "orders BRANCH", "other MAIN");
        assertThat(server.storage.tables().list(BUCKET))
                .extracting(table -> table.id().name())
                .containsExactly("orders", "other");
        assertThat(server.storage.buckets().get(bucketInBranch()).tableCount()).isEqualTo(3);
        assertThat(server.storage.buckets().get(BUCKET).tableCount()).isEqualTo(2);
    }

    @Test
    void tableOfTheDefaultBranchIsNotMadeAgainInABranch() {
        assertThatThrownBy(() -> create(in(ORDERS)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TABLE_EXISTS));
    }

    @Test
    void onlyTheBranchsOwnCopyCanBeDropped() {
        assertThatThrownBy(() -> server.storage.tables().drop(in(ORDERS)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OPERATION_NOT_ALLOWED));
        insert(in(ORDERS), 2);
        server.storage.tables().drop(in(ORDERS));
        assertThat(keys(in(ORDERS))).containsExactly(1);
        assertThat(get(in(ORDERS)).source()).isEqualTo(TableSource.MAIN);
        assertThat(server.layout.tableFile(in(ORDERS))).doesNotExist();
    }

    @Test
    void pullGivesTheCopyUp() {
        assertThat(server.storage.branches().pull(in(ORDERS))).isFalse();
        insert(in(ORDERS), 2);
        assertThat(server.storage.branches().pull(in(ORDERS))).isTrue();
        assertThat(keys(in(ORDERS))).containsExactly(1);
        TableId mine = in(new TableId(BUCKET, "mine"));
        create(mine);
        assertThatThrownBy(() -> server.storage.branches().pull(mine))
                .hasMessageContaining("not found in main project");
    }

    @Test
    void droppedBranchLeavesNothing() throws Exception {
        insert(in(ORDERS), 2);
        server.storage.branches().drop(PROJECT, branch);
        assertThat(server.layout.project(PROJECT, branch)).doesNotExist();
        assertThatThrownBy(() -> get(in(ORDERS))).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.BRANCH_NOT_FOUND));
        server.restart();
        assertThat(keys(ORDERS)).containsExactly(1);
        assertThat(server.storage.backend().check())
                .allMatch(finding -> !finding.text().contains("without a row"));
    }

    @Test
    void branchDropAgainstFirstWriteEndsInOneOfTheOrders() throws Exception {
        long seed = System.nanoTime();
        System.Logger log = System.getLogger("seed");
        log.log(System.Logger.Level.INFO, "seed {0}", Long.toString(seed));
        Random random = new Random(seed);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 15; round++) {
                BranchId victim = server.storage
                        .branches()
                        .create(PROJECT, "v" + round, Optional.empty())
                        .id();
                TableId table = new TableId(new BucketId(PROJECT, victim, BUCKET.name()), "orders");
                int spin = random.nextInt(200_000);
                Future<Optional<ErrorCode>> write = pool.submit(() -> outcome(() -> insert(table, 9)));
                Future<Optional<ErrorCode>> drop = pool.submit(() -> outcome(() -> {
                    for (int i = 0; i < spin; i++) {
                        Thread.onSpinWait();
                    }
                    server.storage.branches().drop(PROJECT, victim);
                    return null;
                }));
                assertThat(drop.get(30, TimeUnit.SECONDS)).as("seed " + seed).isEmpty();
                assertThat(write.get(30, TimeUnit.SECONDS))
                        .as("seed " + seed)
                        .isIn(
                                Optional.empty(),
                                Optional.of(ErrorCode.BRANCH_NOT_FOUND),
                                Optional.of(ErrorCode.TABLE_CHANGED));
                assertThat(server.layout.project(PROJECT, victim))
                        .as("seed " + seed)
                        .doesNotExist();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void bucketGoesWithWhatBranchesHaveInIt() throws Exception {
        insert(in(ORDERS), 2);
        assertThatThrownBy(() -> server.storage.buckets().drop(bucketInBranch(), DropMode.CASCADE))
                .hasMessage("Cannot delete buckets from dev branches. Use default branch.");
        server.storage.buckets().drop(BUCKET, DropMode.CASCADE);
        assertThat(server.storage.branches().get(PROJECT, branch).ownTables()).isEmpty();
        assertThat(server.layout.tableFile(in(ORDERS))).doesNotExist();
    }

    @Test
    void mergeMakesTheBranchsTablesTheDefaultBranchs() throws Exception {
        insert(in(ORDERS), 2);
        TableId mine = new TableId(BUCKET, "mine");
        create(in(mine));
        insert(in(mine), 7);
        long before = get(ORDERS).version();
        MergeReport report = merge(OnConflict.REFUSE, Run.MERGE, in(ORDERS), in(mine));
        assertThat(report.isMerged()).isTrue();
        assertThat(keys(ORDERS)).containsExactly(1, 2);
        assertThat(keys(mine)).containsExactly(7);
        assertThat(get(ORDERS).version()).isEqualTo(before + 1);
        assertThat(get(in(ORDERS)).source()).isEqualTo(TableSource.MAIN);
        assertThat(server.storage.branches().get(PROJECT, branch).ownTables()).isEmpty();
        assertThat(server.layout.tableFile(in(ORDERS))).doesNotExist();
        insert(ORDERS, 3);
        server.restart();
        assertThat(keys(ORDERS)).containsExactly(1, 2, 3);
        assertThat(keys(mine)).containsExactly(7);
        assertThat(server.storage.backend().health().brokenTables()).isEmpty();
    }

    @Test
    void conflictIsReportedByVersionAndMergesNothing() {
        insert(in(ORDERS), 2);
        insert(in(OTHER), 2);
        insert(ORDERS, 3);
        MergeReport dry = merge(OnConflict.REFUSE, Run.REPORT_ONLY, in(ORDERS), in(OTHER));
        assertThat(dry.isMerged()).isFalse();
        assertThat(dry.tables()).extracting(MergeReport.Entry::hasConflict).containsExactly(true, false);
        assertThatThrownBy(() -> merge(OnConflict.REFUSE, Run.MERGE, in(ORDERS), in(OTHER)))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.MERGE_CONFLICT);
                    assertThat(e.details().get("conflicts").toString())
                            .contains("table=orders", "base_version=2", "main_version=3", "branch_version=3");
                });
        assertThat(keys(OTHER)).containsExactly(1);
        assertThat(merge(OnConflict.OVERWRITE, Run.MERGE, in(ORDERS), in(OTHER)).isMerged())
                .isTrue();
        assertThat(keys(ORDERS)).containsExactly(1, 2);
        assertThat(keys(OTHER)).containsExactly(1, 2);
    }

    @Test
    void mergeNeedsTablesOfTheBranchsOwn() {
        insert(in(OTHER), 2);
        assertThatThrownBy(() -> merge(OnConflict.REFUSE, Run.MERGE, in(OTHER), in(ORDERS)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND));
        assertThat(keys(OTHER)).containsExactly(1);
    }

    @Test
    void mergeWhoseFileIsGoneChangesNoTable() throws Exception {
        insert(in(ORDERS), 2);
        insert(in(OTHER), 2);
        Files.delete(server.layout.tableFile(in(OTHER)));
        assertThatThrownBy(() -> merge(OnConflict.REFUSE, Run.MERGE, in(ORDERS), in(OTHER)))
                .isInstanceOf(ApiException.class);
        assertThat(keys(ORDERS)).containsExactly(1);
        assertThat(keys(OTHER)).containsExactly(1);
        assertThat(server.catalog.<Long>read(
                        session -> session.first("SELECT count(*) FROM pending_adoptions", row -> row.getLong(1))
                                .orElseThrow()))
                .isZero();
        server.restart();
        assertThat(keys(ORDERS)).containsExactly(1);
    }

    @Test
    void whatWasNotedForADroppedBucketIsForgotten() throws Exception {
        insert(in(ORDERS), 2);
        note(in(ORDERS));
        server.storage.buckets().drop(BUCKET, DropMode.CASCADE);
        server.restart();
        assertThat(server.catalog.<Long>read(session -> session.first(
                                "SELECT (SELECT count(*) FROM pending_adoptions) + (SELECT count(*) FROM tables)",
                                row -> row.getLong(1))
                        .orElseThrow()))
                .isZero();
    }

    @Test
    void mergeThatACrashInterruptedIsFinishedByTheNextStart() throws Exception {
        insert(in(ORDERS), 2);
        insert(in(OTHER), 2);
        note(in(ORDERS));
        note(in(OTHER));
        Path first = server.layout.tableFile(ORDERS);
        Path link = first.resolveSibling("link");
        Files.createLink(link, server.layout.tableFile(in(ORDERS)));
        Files.move(link, first, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        server.restart();
        assertThat(keys(ORDERS)).containsExactly(1, 2);
        assertThat(keys(OTHER)).containsExactly(1, 2);
        assertThat(server.storage.branches().get(PROJECT, branch).ownTables()).isEmpty();
        assertThat(server.storage.backend().health().brokenTables()).isEmpty();
        server.restart();
        assertThat(keys(ORDERS)).containsExactly(1, 2);
    }

    @Test
    void copyWithoutARowIsAdoptedWithItsBase() throws Exception {
        insert(in(ORDERS), 2);
        StoredTable copy = stored(in(ORDERS));
        server.catalog.change(session -> session.update("DELETE FROM tables WHERE branch_id = ?", branch.value()));
        server.restart();
        assertThat(stored(in(ORDERS))).isEqualTo(copy);
        assertThat(merge(OnConflict.REFUSE, Run.MERGE, in(ORDERS)).isMerged()).isTrue();
    }

    @Test
    void namesOfBranchesAreTakenOnce() {
        assertThatThrownBy(() -> server.storage.branches().create(PROJECT, "dev", Optional.empty()))
                .hasMessage("Branch with name 'dev' already exists");
        for (String bad : List.of("default", " ", "a\nb")) {
            assertThatThrownBy(() -> server.storage.branches().create(PROJECT, bad, Optional.empty()))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_NAME));
        }
        assertThatThrownBy(() -> server.storage.branches().get(PROJECT, BranchId.DEFAULT))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BRANCH_NOT_FOUND));
    }

    private Optional<ErrorCode> outcome(Callable<Object> work) throws Exception {
        try {
            work.call();
            return Optional.empty();
        } catch (ApiException e) {
            return Optional.of(e.code());
        }
    }

    /** What a merge notes before it moves files. */
    private void note(TableId own) {
        StoredTable from = stored(own);
        StoredTable main = stored(new TableId(BUCKET, own.name()));
        StoredTable next = Adoption.next(
                main.place(),
                from.table(),
                from.file(),
                Optional.of(main),
                new Adoption.NewTable("unused", 1, main.table().createdAt(), Optional.empty()));
        String json = new Adoption(next, server.layout.tableFile(own), Optional.of(own)).toJson();
        server.catalog.change(session -> session.update(
                "INSERT INTO pending_adoptions (key, adoption) VALUES (?, ?)",
                main.place().toString(),
                json));
    }

    private StoredTable stored(TableId id) {
        return server.catalog.read(session -> TableRecords.find(session, id)).orElseThrow();
    }

    private MergeReport merge(OnConflict conflicts, Run run, TableId... tables) {
        return server.storage.branches().merge(PROJECT, branch, new MergeRequest(List.of(tables), conflicts, run));
    }

    private BucketId bucketInBranch() {
        return new BucketId(PROJECT, branch, BUCKET.name());
    }

    private TableId in(TableId table) {
        return new TableId(bucketInBranch(), table.name());
    }

    private Table get(TableId id) {
        return server.storage.tables().get(id);
    }

    private void create(TableId id) {
        server.storage
                .tables()
                .create(new NewTable(
                        id,
                        List.of(StorageFixture.column("id", "INTEGER"), StorageFixture.column("v", "VARCHAR")),
                        List.of("id")));
    }

    private Table insert(TableId id, int key) {
        return server.writer()
                .amend(
                        id,
                        (session, table) -> session.execute("INSERT INTO " + session.table() + " (id) VALUES (?)", key))
                .table();
    }

    private List<Integer> keys(TableId id) {
        List<Integer> keys = new ArrayList<>();
        server.storage.tables().preview(id, 100, new RowSink() {
            @Override
            public void begin(Table table) {
                assertThat(table.id()).isEqualTo(id);
            }

            @Override
            public void row(List<Object> values) {
                keys.add(((Number) values.get(0)).intValue());
            }
        });
        assertThat(get(id).rowCount()).isEqualTo(keys.size());
        return keys;
    }
}
