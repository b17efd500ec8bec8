package io.eider.ontology;

import static io.eider.ontology.OntologyFixture.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.ontology.ChangeClass;
import io.eider.api.ontology.Migration;
import io.eider.api.ontology.Migration.Status;
import io.eider.api.ontology.MigrationPolicy;
import io.eider.api.ontology.SchemaChange;
import io.eider.api.ontology.SchemaChange.Planned;
import io.eider.api.storage.Column;
import io.eider.api.storage.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any schema can follow any other; {@code -Deider.migrations} says how many, {@code -Deider.seed} which. */
class RandomMigrationsTest {
    private static final Logger LOG = Logger.getLogger(RandomMigrationsTest.class.getName());
    private static final int ROWS = 8;

    private static final List<String> ALL = Stream.concat(
                    Stream.of(SchemaChange.Kind.values()), Stream.of(ChangeClass.values()))
            .map(Enum::name)
            .toList();

    @TempDir
    Path directory;

    /** How many migrations came to each class, and to each kind of change. */
    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    void anySchemaFollowsAnyOther() throws Exception {
        long seed = Long.getLong("eider.seed", System.nanoTime());
        int count = Integer.getInteger("eider.migrations", 80);
        LOG.info("seed " + seed + ", " + count + " migrations");
        RandomSchemas schemas = new RandomSchemas(new SplittableRandom(seed));
        try (OntologyFixture t = new OntologyFixture(directory)) {
            t.register(schemas.next());
            t.ontology.bind(TABLE, "s", OptionalInt.empty(), MigrationPolicy.ALL);
            for (int i = 0; i < count || i < 5 * count && !seen.keySet().containsAll(ALL); i++) {
                t.storage.rows().truncate(TABLE);
                t.insert(schemas.rows(t.table(), ROWS));
                t.register(schemas.next());
                step(t);
            }
        }
        LOG.info("seen: " + seen);
        assertThat(seen.keySet()).containsAll(ALL);
    }

    private void step(OntologyFixture t) throws Exception {
        Table before = t.table();
        Path old = directory.resolve("old");
        Files.deleteIfExists(old);
        Files.createLink(old, t.layout.tableFile(TABLE));
        Migration migration = t.ontology.follow(TABLE, "test").orElse(null);
        if (migration == null) {
            assertThat(t.table()).isEqualTo(before);
            return;
        }
        seen.merge(migration.changeClass().name(), 1, Integer::sum);
        migration
                .changes()
                .forEach(planned -> seen.merge(planned.change().kind().name(), 1, Integer::sum));
        Table after = t.table();
        if (migration.status() == Status.PLANNED) {
            assertThat(migration.changeClass()).isEqualTo(ChangeClass.BLOCKED);
            assertThat(after).isEqualTo(before);
            t.storage.rows().truncate(TABLE); // then nothing is in the way
            Migration again = t.ontology.follow(TABLE, "test").orElseThrow();
            assertThat(again.status()).as(() -> texts(again).toString()).isEqualTo(Status.APPLIED);
            assertThat(t.ontology.drift(TABLE)).isEmpty();
            return;
        }
        String said = texts(migration).toString();
        assertThat(migration.status()).as(said).isEqualTo(Status.APPLIED);
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(t.ontology.drift(TABLE)).as(said).isEmpty();
        assertThat(after.primaryKey())
                .as(said)
                .isEqualTo(t.ontology.version("s", OptionalInt.empty()).schema().primaryKey());
        assertThat(after.rowCount()).isEqualTo(before.rowCount());
        try (TwoFiles files = new TwoFiles(old, t.layout.tableFile(TABLE))) {
            requireKept(files, migration, before);
            files.run(migration);
            assertThat(files.columns("now")).as(said).isEqualTo(files.columns("old"));
            assertThat(files.differences()).as(said).isEmpty();
        }
    }

    /** Each row says in each column what it said, by its new name; a value of a wider type comes back as it was. */
    private static void requireKept(TwoFiles files, Migration migration, Table before) throws Exception {
        Map<String, String> names = new HashMap<>();
        Map<String, Column> columns = new HashMap<>();
        before.columns().forEach(column -> {
            names.put(column.name().value(), column.name().value());
            columns.put(column.name().value(), column);
        });
        Map<String, ChangeClass> retyped = new HashMap<>();
        for (Planned planned : migration.changes()) {
            SchemaChange change = planned.change();
            if (change.kind() == SchemaChange.Kind.RENAME_FIELD) {
                String text = change.text();
                names.put(change.field(), text.substring(("rename " + change.field() + " to ").length()));
            } else if (change.kind() == SchemaChange.Kind.DROP_FIELD) {
                names.remove(change.field());
            } else if (change.kind() == SchemaChange.Kind.CHANGE_TYPE) {
                retyped.put(change.field(), change.changeClass());
            }
        }
        for (Map.Entry<String, String> name : names.entrySet()) {
            Optional<ChangeClass> how = Optional.ofNullable(retyped.get(name.getValue()));
            if (how.equals(Optional.of(ChangeClass.DESTRUCTIVE))) {
                continue;
            }
            Optional<String> type = how.map(any -> columns.get(name.getKey()).type());
            assertThat(files.changed(name.getKey(), name.getValue(), type))
                    .as(name + " in " + texts(migration))
                    .isZero();
        }
    }

    private static List<String> texts(Migration migration) {
        return migration.changes().stream()
                .map(planned ->
                        planned.change().changeClass() + " " + planned.change().text() + " " + planned.problem())
                .toList();
    }
}
