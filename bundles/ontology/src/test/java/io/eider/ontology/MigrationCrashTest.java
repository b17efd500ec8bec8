package io.eider.ontology;

import static io.eider.ontology.OntologyFixture.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.id.BranchId;
import io.eider.api.ontology.ChangeClass;
import io.eider.api.ontology.Migration;
import io.eider.api.ontology.Migration.Status;
import io.eider.api.ontology.SchemaVersion;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Snapshot;
import io.eider.api.storage.SnapshotFilter;
import io.eider.api.storage.Table;
import io.eider.ontology.catalog.MigrationRecords;
import io.eider.ontology.plan.SchemaDiff;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that migrates a table is killed at any moment, {@code -Deider.kills} times: after the next start the table is exactly as it was
 * or exactly as the plan said, the records say which, and nothing is left over. {@code -Deider.seed} says where to begin.
 */
class MigrationCrashTest {
    private static final Logger LOG = Logger.getLogger(MigrationCrashTest.class.getName());
    private static final int LONGEST_MILLIS = 400;

    @TempDir
    Path directory;

    private Path data;
    private Path journal;
    private SplittableRandom random;

    /** What the kills found under way. */
    private final Map<String, Integer> found = new TreeMap<>();

    @Test
    void killedAtAnyMomentItIsOldOrNew() throws Exception {
        long seed = Long.getLong("eider.seed", System.nanoTime());
        int kills = Integer.getInteger("eider.kills", 8);
        LOG.info("seed " + seed + ", " + kills + " kills");
        random = new SplittableRandom(seed);
        data = Files.createDirectory(directory.resolve("data"));
        journal = Files.createDirectory(directory.resolve("journal"));
        new OntologyFixture(data).close();
        for (int kill = 1; kill <= kills || kill <= 10 * kills && !found.containsKey("APPLYING"); kill++) {
            String when = "seed " + seed + ", kill " + kill;
            migrateUntilKilled(2 + random.nextInt(2));
            if (random.nextInt(4) == 0) {
                migrateUntilKilled(1); // while it finishes what was under way
            }
            try (OntologyFixture t = new OntologyFixture(data)) {
                count(t);
                t.ontology.resume();
                check(t, when);
            }
        }
        LOG.info("under way when killed: " + found);
        assertThat(found).as("statuses that were hit").containsKey("APPLYING");
    }

    /** @param lines after which the kill may come */
    private void migrateUntilKilled(int lines) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        MigratingProgram.class.getName(),
                        data.toString(),
                        journal.toString(),
                        Long.toString(random.nextLong()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = child.inputReader()) {
            for (int i = 0; i < lines; i++) {
                assertThat(said.readLine()).isEqualTo(i == 0 ? "begins" : "migrated");
            }
            Thread.sleep(random.nextInt(LONGEST_MILLIS)); // the kill shall hit any place
            assertThat(child.isAlive()).as("it ended by itself").isTrue();
        } finally {
            child.destroyForcibly().waitFor(); // SIGKILL
        }
    }

    private void count(OntologyFixture t) {
        history(t).stream()
                .findFirst()
                .ifPresent(last -> found.merge(last.status().name(), 1, Integer::sum));
        if (!t.catalog.read(MigrationRecords::goingBack).isEmpty()) {
            found.merge("going back", 1, Integer::sum);
        }
    }

    private static List<Migration> history(OntologyFixture t) {
        return t.ontology.history(TABLE);
    }

    private void check(OntologyFixture t, String when) throws Exception {
        List<Migration> applying = t.catalog.read(session -> MigrationRecords.list(session, Status.APPLYING));
        assertThat(applying).as(when).isEmpty();
        List<Migration> goingBack = t.catalog.read(MigrationRecords::goingBack);
        assertThat(goingBack).as(when).isEmpty();
        List<Migration> history = history(t);
        if (history.isEmpty()) {
            return; // it was killed before the first
        }
        assertThat(history).as(when).noneMatch(migration -> migration.status() == Status.FAILED);
        requireNothingLeft(t, history, when);
        Migration last = history.get(0);
        requireRecorded(t, last, when);
        if (last.status() == Status.APPLIED && last.changeClass() == ChangeClass.DESTRUCTIVE) {
            t.ontology.rollback(last.id());
            requireRecorded(t, t.ontology.migration(last.id()), when + ", rolled back");
        }
    }

    /** The table is what the last record says. */
    private void requireRecorded(OntologyFixture t, Migration last, String when) throws Exception {
        Table table = t.table();
        String state = when + ", migration " + last;
        Path before = journal.resolve(Long.toString(last.tableVersion()));
        if (last.status() == Status.APPLIED) {
            SchemaVersion target = t.ontology.version(last.schemaId(), OptionalInt.of(last.version()));
            assertThat(SchemaDiff.of(table.columns(), table.primaryKey(), target.schema(), Set.of()))
                    .as(state)
                    .isEmpty();
            assertThat(table.primaryKey()).as(state).isEqualTo(target.schema().primaryKey());
            if (table.version() == last.appliedVersion().orElseThrow()) {
                requireSame(before, t, Optional.of(last), state);
            }
            return;
        }
        boolean isBack = last.status() == Status.ROLLED_BACK;
        if (isBack || table.version() == last.tableVersion()) {
            requireSame(before, t, Optional.empty(), state);
        }
    }

    /** @param migration whose statements are run on the old one before they are compared */
    private static void requireSame(Path old, OntologyFixture t, Optional<Migration> migration, String state)
            throws Exception {
        try (TwoFiles files = new TwoFiles(old, t.layout.tableFile(TABLE))) {
            if (migration.isPresent()) {
                files.run(migration.get());
            } else {
                assertThat(files.key("now")).as(state).isEqualTo(files.key("old"));
            }
            assertThat(files.columns("now")).as(state).isEqualTo(files.columns("old"));
            assertThat(files.differences()).as(state).isEmpty();
        }
    }

    private void requireNothingLeft(OntologyFixture t, List<Migration> history, String when) throws IOException {
        Set<String> secured = history.stream()
                .flatMap(migration -> migration.snapshotId().stream())
                .collect(Collectors.toSet());
        SnapshotFilter manual = new SnapshotFilter(Optional.empty(), Optional.empty(), Optional.of("manual"));
        List<Snapshot> snapshots = t.storage
                .snapshots()
                .list(TABLE.project(), BranchId.DEFAULT, manual, new PageRequest(1_000, 0))
                .items();
        assertThat(snapshots)
                .as(when)
                .extracting(snapshot -> snapshot.id().value())
                .containsExactlyInAnyOrderElementsOf(secured);
        List<String> files = new ArrayList<>();
        try (var all = Files.walk(data)) {
            all.filter(Files::isRegularFile)
                    .map(file -> data.relativize(file).toString())
                    .filter(name -> !name.startsWith("metadata.duckdb"))
                    .filter(name -> secured.stream().noneMatch(id -> name.startsWith("snapshots/p1/" + id + "/")))
                    .forEach(files::add);
        }
        assertThat(files)
                .as(when)
                .containsExactly(data.relativize(t.layout.tableFile(TABLE)).toString());
        try (var scratch = Files.list(t.layout.scratch())) {
            assertThat(scratch).as(when).isEmpty();
        }
    }
}
