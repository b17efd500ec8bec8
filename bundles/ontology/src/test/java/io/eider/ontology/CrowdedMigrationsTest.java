package io.eider.ontology;

import static io.eider.ontology.OntologyFixture.TABLE;
import static io.eider.ontology.OntologyFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.ontology.Migration;
import io.eider.api.ontology.Migration.Status;
import io.eider.api.ontology.MigrationPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Migrations among others: of the same table, of other tables, beside writers, and when the server stops. */
class CrowdedMigrationsTest {
    @TempDir
    Path directory;

    private final ExecutorService pool = Executors.newFixedThreadPool(3);
    private OntologyFixture t;

    @BeforeEach
    void start() throws Exception {
        t = new OntologyFixture(directory);
        t.register(schema("a", "b"));
        t.ontology.bind(TABLE, "s", OptionalInt.empty(), MigrationPolicy.PLAN_ONLY);
    }

    @AfterEach
    void stop() {
        pool.shutdownNow();
        t.close();
    }

    private static String schema(String... columns) {
        List<String> all = new ArrayList<>();
        for (String column : columns) {
            all.add("{\"name\": \"" + column + "\", \"type\": \"VARCHAR\", \"required\": false}");
        }
        return "{\"name\": \"projects\", \"columns\": [{\"name\": \"id\", \"type\": \"INTEGER\"}, "
                + String.join(", ", all) + "]}";
    }

    private long planned(String... columns) {
        t.register(schema(columns));
        long id = t.ontology.plan(TABLE, "me").id();
        t.ontology.approve(id, "me");
        return id;
    }

    private List<String> columns() {
        return t.table().columns().stream().map(column -> column.name().value()).toList();
    }

    /** Whether a call was not refused. */
    private static boolean isDone(Callable<?> call) throws Exception {
        try {
            call.call();
            return true;
        } catch (ApiException e) {
            assertThat(e.code()).isIn(ErrorCode.MIGRATION_NOT_ALLOWED, ErrorCode.TABLE_CHANGED);
            return false;
        }
    }

    @Test
    void aRollbackIsDoneOnceAndRowsThatComeAfterItStay() throws Exception {
        for (int round = 0; round < 8; round++) {
            long id = planned("a");
            t.ontology.apply(id);
            AtomicInteger done = new AtomicInteger();
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int pause = i * round * 3;
                calls.add(pool.submit(() -> {
                    TimeUnit.MILLISECONDS.sleep(pause);
                    if (isDone(() -> t.ontology.rollback(id))) {
                        done.incrementAndGet();
                        t.insert(List.of(Map.of("id", 1)));
                    }
                    return null;
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
            assertThat(done).hasValue(1);
            assertThat(t.rows()).hasSize(round + 1);
            assertThat(columns()).containsExactly("id", "a", "b");
        }
    }

    @Test
    void aRollbackAndTheNextMigrationExcludeEachOther() throws Exception {
        int rollbacks = 0;
        for (int round = 0; round < 10; round++) {
            long first = planned("a");
            t.ontology.apply(first);
            long second = planned("a", "c");
            int pause = round * 2;
            Future<Boolean> applied =
                    pool.submit(() -> isDone(() -> t.ontology.start(second).get()));
            TimeUnit.MILLISECONDS.sleep(pause);
            boolean isBack = isDone(() -> t.ontology.rollback(first));
            boolean isApplied = resultOf(applied);
            assertThat(isBack && isApplied).isFalse();
            Status of = t.ontology.migration(second).status();
            assertThat(of == Status.APPLIED).isEqualTo(isApplied);
            assertThat(columns()).isEqualTo(isBack ? List.of("id", "a", "b") : List.of("id", "a", "c"));
            rollbacks += isBack ? 1 : 0;
            t.storage.tables().drop(TABLE);
            t.register(schema("a", "b"));
            t.ontology.bind(TABLE, "s", OptionalInt.empty(), MigrationPolicy.PLAN_ONLY);
        }
        System.getLogger(CrowdedMigrationsTest.class.getName())
                .log(System.Logger.Level.INFO, rollbacks + " of 10 were rolled back");
    }

    private static boolean resultOf(Future<Boolean> call) throws Exception {
        try {
            return call.get();
        } catch (java.util.concurrent.ExecutionException e) {
            Throwable cause = e.getCause() instanceof java.util.concurrent.ExecutionException inner
                    ? inner.getCause()
                    : e.getCause();
            assertThat(cause).isInstanceOf(ApiException.class);
            return false;
        }
    }

    @Test
    void writersThatNeverPauseKeepNoMigrationFromItsTurn() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger written = new AtomicInteger();
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            writers.add(pool.submit(() -> {
                while (!ended.get()) {
                    t.insert(List.of(Map.of("id", written.incrementAndGet())));
                }
            }));
        }
        for (int round = 0; round < 5; round++) {
            long id = planned("a", "c" + round);
            Migration done = t.ontology.apply(id);
            assertThat(done.status()).isEqualTo(Status.APPLIED);
            assertThat(done.snapshotId()).isPresent();
            assertThat(columns()).containsExactly("id", "a", "c" + round);
        }
        ended.set(true);
        for (Future<?> writer : writers) {
            writer.get();
        }
        assertThat(t.table().rowCount()).isEqualTo(written.get());
    }

    @Test
    void aPlanOfATableThatFollowsNothingAnyMoreIsOfNoUse() {
        long id = planned("a");
        t.ontology.unbind(TABLE);
        ApiException error = refused(() -> t.ontology.apply(id));
        assertThat(error.code()).isEqualTo(ErrorCode.MIGRATION_NOT_ALLOWED);
        assertThat(error.getMessage()).contains("does not follow schema s any more");
        assertThat(columns()).containsExactly("id", "a", "b");
    }

    @Test
    void whatHasNotBegunWhenTheServerStopsIsDoneByTheNext() throws Exception {
        List<TableId> tables = new ArrayList<>();
        List<Long> plans = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            TableId table = new TableId(TABLE.bucket(), "t" + i);
            t.ontology.bind(table, "s", OptionalInt.empty(), MigrationPolicy.PLAN_ONLY);
            tables.add(table);
        }
        t.register(schema("a"));
        for (TableId table : tables) {
            plans.add(t.ontology.plan(table, "me").id());
            t.ontology.approve(plans.get(plans.size() - 1), "me");
        }
        plans.forEach(t.ontology::start);
        t.ontology.close();
        assertThat(plans)
                .extracting(id -> t.ontology.migration(id).status())
                .containsOnly(Status.APPLIED, Status.APPLYING)
                .contains(Status.APPLYING);
        t.restart();
        t.ontology.resume();
        assertThat(plans).extracting(id -> t.ontology.migration(id).status()).containsOnly(Status.APPLIED);
        for (TableId table : tables) {
            assertThat(t.storage.tables().get(table).columns()).hasSize(2);
        }
    }

    @Test
    void longDefaultsAreComparedToo() {
        String text = "a'".repeat(2_000);
        String document = schema("a", "b").replace("\"name\": \"b\"", "\"name\": \"b\", \"default\": \"" + text + "\"");
        t.register(document);
        t.ontology.apply(t.ontology.plan(TABLE, "me").id());
        assertThat(t.ontology.drift(TABLE)).isEmpty();
        t.insert(List.of(Map.of("id", 1)));
        assertThat(t.rows().get(0)).containsEntry("b", text);
    }

    @ParameterizedTest
    @CsvSource({
        "DATE, foo",
        "INTEGER, 99999999999",
        "INTEGER, 1e300",
        "UUID, zz",
        "TINYINT, 300",
        "'DECIMAL(5,2)', 1234567",
        "JSON, {bad",
        "BLOB, \\\\xZZ",
        "TIMESTAMP, now()",
        "DOUBLE, 1e400",
        "FLOAT, 1e40"
    })
    void aDefaultThatIsNoValueOfItsTypeIsRefused(String type, String value) {
        String document =
                "{\"name\": \"x\", \"columns\": [{\"name\": \"ok\", \"type\": \"INTEGER\", \"default\": \"5\"}, {\"name\": \"a\", \"type\": \""
                        + type + "\", \"default\": \"" + value + "\"}]}";
        ApiException error = refused(() -> t.register(document));
        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_SCHEMA);
        assertThat(error.getMessage()).contains("of a is no " + type);
    }

    @Test
    void whatIsWrongWithADocumentIsSaid() {
        assertThat(refused(() -> t.register("{\"name\":")).getMessage()).contains("no JSON");
        assertThat(refused(() -> t.register("  ")).getMessage()).contains("empty");
        assertThat(refused(() -> t.register("{\"a\": 1}")).getMessage()).contains("no reader knows");
    }
}
