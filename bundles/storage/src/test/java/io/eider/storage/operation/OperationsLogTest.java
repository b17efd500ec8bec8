package io.eider.storage.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.LoggedOperation;
import io.eider.api.storage.NewProject;
import io.eider.api.storage.OperationFilter;
import io.eider.api.storage.OperationRecord;
import io.eider.api.storage.OperationRecord.Status;
import io.eider.api.storage.OperationsLog;
import io.eider.api.storage.Page;
import io.eider.api.storage.PageRequest;
import io.eider.storage.StorageFixture;
import io.eider.storage.file.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsLogTest {
    private static final ProjectId P1 = StorageFixture.PROJECT;
    private static final ProjectId P2 = new ProjectId("p2");
    private static final Instant START = Instant.parse("2026-11-21T03:53:52.869720Z");
    private static final PageRequest ALL = new PageRequest(1000, 0);
    private static final String ROWS = "SELECT count(*) FROM operations_log";

    @TempDir
    Path directory;

    private StorageFixture fixture;
    private final ManualClock clock = new ManualClock();

    @BeforeEach
    void open() throws Exception {
        fixture = new StorageFixture(directory).withBucket();
        // the manual clock stands before the real one that dated the project
        fixture.catalog.change(session -> session.update("UPDATE projects SET created_at = ?", START));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void listsTheNewestFirstAndSeesWhatIsQueued() {
        CatalogOperationsLog log = log(OperationLimits.DEFAULTS);
        log.record(record(P1, "create_table", "in_c_sales.a", 0));
        log.record(record(P1, "delete_table", "in_c_sales.a", 2));
        log.record(record(P1, "create_bucket", "b", 1));
        log.record(record(P2, "create_bucket", "b", 3));
        assertThat(names(log.list(P1, none(), ALL))).containsExactly("delete_table", "create_bucket", "create_table");
    }

    @Test
    void givesBackWhatWasRecorded() {
        CatalogOperationsLog log = log(OperationLimits.DEFAULTS);
        OperationRecord failed = new OperationRecord(
                START,
                "request \"1\"",
                P1,
                "create_table",
                "table",
                Optional.empty(),
                Map.of("branch_id", "0123abcd", "count", 3),
                Duration.ofMillis(1500),
                Status.FAILED,
                Optional.of("Table \"ä\" exists; 'quoted'"));
        log.record(failed);
        assertThat(log.list(P1, none(), ALL).items())
                .singleElement()
                .extracting(LoggedOperation::operation)
                .isEqualTo(failed);
    }

    @Test
    void textThatJsonCannotCarryCostsNoRow() {
        CatalogOperationsLog log = log(OperationLimits.DEFAULTS);
        log.record(record(P1, "create_table", "a\u0000b", 0));
        log.record(record(P1, "create_table", "a\ud800b", 1));
        log.record(record(P1, "create_table", "x".repeat(499) + "\ud83e\udd86", 2));
        assertThat(log.list(P1, none(), ALL).items())
                .extracting(row -> row.operation().resourceId().orElseThrow())
                .containsExactly("x".repeat(499), "a\ufffdb", "a\ufffdb");
    }

    @Test
    void everyFilterNarrows() {
        CatalogOperationsLog log = log(OperationLimits.DEFAULTS);
        log.record(record(P1, "create_table", "in_c_sales.a", 0));
        log.record(record(P1, "delete_table", "in_c_sales.b", 10));
        log.record(new OperationRecord(
                START.plusSeconds(20),
                "other",
                P1,
                "create_bucket",
                "bucket",
                Optional.empty(),
                Map.of(),
                Duration.ZERO,
                Status.FAILED,
                Optional.of("no")));
        assertThat(found(log, new Filter().operation("create_table"))).containsExactly("create_table");
        assertThat(found(log, new Filter().status(Status.FAILED))).containsExactly("create_bucket");
        assertThat(found(log, new Filter().resourceType("bucket"))).containsExactly("create_bucket");
        assertThat(found(log, new Filter().resourceId("in_c_sales.b"))).containsExactly("delete_table");
        assertThat(found(log, new Filter().requestId("other"))).containsExactly("create_bucket");
        assertThat(found(log, new Filter().since(START.plusSeconds(10))))
                .containsExactly("create_bucket", "delete_table");
        assertThat(found(log, new Filter().until(START.plusSeconds(10)))).containsExactly("create_table");
        assertThat(found(log, new Filter().operation("' OR 1=1 --"))).isEmpty();
    }

    @Test
    void pageTellsTheTotal() {
        CatalogOperationsLog log = log(OperationLimits.DEFAULTS);
        for (int i = 0; i < 5; i++) {
            log.record(record(P1, "op" + i, "x", i));
        }
        Page<LoggedOperation> page = log.list(P1, none(), new PageRequest(2, 1));
        assertThat(page.total()).isEqualTo(5);
        assertThat(names(page)).containsExactly("op3", "op2");
        assertThat(log.list(P1, none(), new PageRequest(2, 9)).items()).isEmpty();
    }

    @Test
    void unknownProjectIsNotFound() {
        assertThatThrownBy(() -> log(OperationLimits.DEFAULTS).list(P2, none(), ALL))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PROJECT_NOT_FOUND));
    }

    @Test
    void fullQueueDropsAndCounts() {
        CatalogOperationsLog log = log(new OperationLimits(2, Duration.ofDays(1), 100));
        for (int i = 0; i < 5; i++) {
            log.record(record(P1, "op" + i, "x", i));
        }
        assertThat(log.dropped()).isEqualTo(3);
        assertThat(names(log.list(P1, none(), ALL))).containsExactly("op1", "op0");
    }

    @Test
    void nothingIsWrittenWhenNothingCame() {
        CatalogOperationsLog log = log(OperationLimits.DEFAULTS);
        long before = fixture.catalog.generation();
        log.turn();
        log.list(P1, none(), ALL);
        assertThat(fixture.catalog.generation()).isEqualTo(before);
        log.record(record(P1, "a", "x", 0));
        log.record(record(P1, "b", "x", 0));
        log.turn();
        assertThat(fixture.catalog.generation()).isEqualTo(before + 1);
    }

    @Test
    void oldRowsGo() {
        CatalogOperationsLog log = log(new OperationLimits(100, Duration.ofDays(30), 1000));
        log.record(record(P1, "old", "x", 0));
        log.turn();
        clock.advance(Duration.ofDays(29));
        log.record(record(P1, "new", "x", 1));
        log.turn();
        assertThat(rows()).isEqualTo(2);
        clock.advance(Duration.ofDays(2));
        log.turn();
        assertThat(names(log.list(P1, none(), ALL))).containsExactly("new");
    }

    @Test
    void onlySoManyRowsStay() {
        CatalogOperationsLog log = log(new OperationLimits(100, Duration.ofDays(30), 3));
        for (int i = 0; i < 8; i++) {
            log.record(record(P1, "op" + i, "x", i));
        }
        log.turn();
        assertThat(names(log.list(P1, none(), ALL))).containsExactly("op7", "op6", "op5");
    }

    @Test
    void closeWritesWhatIsQueuedAndARestartShowsIt() throws Exception {
        fixture.storage.operations().record(record(P1, "kept", "x", 0));
        fixture.restart();
        OperationsLog log = fixture.storage.operations();
        assertThat(names(log.list(P1, none(), ALL))).containsExactly("kept");
        log.record(record(P1, "later", "x", 1));
        List<LoggedOperation> rows = log.list(P1, none(), ALL).items();
        assertThat(rows.get(0).id()).isGreaterThan(rows.get(1).id());
    }

    @Test
    void threadWritesWithoutBeingAsked() {
        long before = fixture.catalog.generation();
        fixture.storage.operations().record(record(P1, "a", "x", 0));
        fixture.catalog.awaitChange(before, Duration.ofSeconds(20));
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void laterProjectOfTheSameIdDoesNotSeeTheRows() {
        OperationsLog log = fixture.storage.operations();
        log.record(record(P1, "create_project", "p1", 0));
        assertThat(log.list(P1, none(), ALL).total()).isEqualTo(1);
        fixture.storage.projects().drop(P1);
        assertThat(rows()).isZero();
        log.record(record(P1, "delete_project", "p1", 1));
        fixture.storage.projects().create(new NewProject(P1, Optional.empty(), Optional.empty()));
        assertThat(log.list(P1, none(), ALL).items()).isEmpty();
    }

    @Test
    void recordingCostsARequestFarLessThanAMillisecond() {
        int count = 10_000;
        CatalogOperationsLog log = log(new OperationLimits(count, Duration.ofDays(1), count));
        OperationRecord operation = record(P1, "create_table", "in_c_sales.a", 0);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            log.record(operation);
        }
        long recorded = System.nanoTime();
        log.turn();
        long written = System.nanoTime();
        assertThat(rows()).isEqualTo(count);
        assertThat(Duration.ofNanos((recorded - start) / count))
                .as("per record(); %d rows written in %d ms", count, (written - recorded) / 1_000_000)
                .isLessThan(Duration.ofMillis(1));
    }

    private CatalogOperationsLog log(OperationLimits limits) {
        return new CatalogOperationsLog(fixture.catalog, limits, clock);
    }

    private long rows() {
        return fixture.catalog.read(
                session -> session.first(ROWS, row -> row.getLong(1)).orElseThrow());
    }

    private static OperationRecord record(ProjectId project, String operation, String resource, int second) {
        return new OperationRecord(
                START.plusSeconds(second),
                "r",
                project,
                operation,
                "table",
                Optional.of(resource),
                Map.of(),
                Duration.ofMillis(3),
                Status.SUCCESS,
                Optional.empty());
    }

    private static OperationFilter none() {
        return new Filter().get();
    }

    private static List<String> found(OperationsLog log, Filter filter) {
        return names(log.list(P1, filter.get(), ALL));
    }

    private static List<String> names(Page<LoggedOperation> page) {
        return page.items().stream().map(row -> row.operation().operation()).toList();
    }

    /** Filters with one condition. */
    private static final class Filter {
        private Optional<String> operation = Optional.empty();
        private Optional<Status> status = Optional.empty();
        private Optional<String> resourceType = Optional.empty();
        private Optional<String> resourceId = Optional.empty();
        private Optional<String> requestId = Optional.empty();
        private Optional<Instant> since = Optional.empty();
        private Optional<Instant> until = Optional.empty();

        Filter operation(String value) {
            operation = Optional.of(value);
            return this;
        }

        Filter status(Status value) {
            status = Optional.of(value);
            return this;
        }

        Filter resourceType(String value) {
            resourceType = Optional.of(value);
            return this;
        }

        Filter resourceId(String value) {
            resourceId = Optional.of(value);
            return this;
        }

        Filter requestId(String value) {
            requestId = Optional.of(value);
            return this;
        }

        Filter since(Instant value) {
            since = Optional.of(value);
            return this;
        }

        Filter until(Instant value) {
            until = Optional.of(value);
            return this;
        }

        OperationFilter get() {
            return new OperationFilter(operation, status, resourceType, resourceId, requestId, since, until);
        }
    }
}
