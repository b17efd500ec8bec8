package io.eider.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
    private static final List<String> STEPS = List.of("CREATE TABLE things (id INTEGER PRIMARY KEY, name VARCHAR)");

    @TempDir
    Path directory;

    @Test
    void keepsWhatWasCommittedOverAReopen() throws Exception {
        DataLayout layout = new DataLayout(directory);
        try (Catalog catalog = new Catalog(layout, 2)) {
            catalog.migrate("things", STEPS);
            catalog.change(session -> session.update("INSERT INTO things VALUES (?, ?)", 1, "one"));
        }
        try (Catalog catalog = new Catalog(layout, 2)) {
            catalog.migrate("things", STEPS);
            assertThat(names(catalog)).containsExactly("one");
        }
    }

    @Test
    void undoesATransactionThatThrows() throws Exception {
        try (Catalog catalog = new Catalog(new DataLayout(directory), 2)) {
            catalog.migrate("things", STEPS);
            assertThatThrownBy(() -> catalog.change(session -> {
                        session.update("INSERT INTO things VALUES (1, 'one')");
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            assertThat(names(catalog)).isEmpty();
        }
    }

    @Test
    void reportsABrokenConstraintAndGoesOn() throws Exception {
        try (Catalog catalog = new Catalog(new DataLayout(directory), 2)) {
            catalog.migrate("things", STEPS);
            catalog.change(session -> session.update("INSERT INTO things VALUES (?, ?)", 1, "one"));
            assertThatThrownBy(() ->
                            catalog.change(session -> session.update("INSERT INTO things VALUES (?, ?)", 1, "again")))
                    .isInstanceOfSatisfying(
                            DuckDbFailure.class, e -> assertThat(e.kind()).isEqualTo(DuckDbFailure.Kind.CONSTRAINT));
            catalog.change(session -> session.update("INSERT INTO things VALUES (?, ?)", 2, "two"));
            assertThat(names(catalog)).containsExactly("one", "two");
        }
    }

    @Test
    void refusesACatalogOfANewerVersion() throws Exception {
        try (Catalog catalog = new Catalog(new DataLayout(directory), 2)) {
            catalog.migrate("things", List.of(STEPS.get(0), "ALTER TABLE things ADD COLUMN note VARCHAR"));
            assertThatThrownBy(() -> catalog.migrate("things", STEPS)).hasMessageContaining("newer Eider");
        }
    }

    @Test
    void componentsOfADomainMayMigrateItAtTheSameTime() throws Exception {
        List<String> steps = IntStream.range(0, 12)
                .mapToObj(i -> "CREATE TABLE things" + i + " (id INTEGER)")
                .toList();
        var pool = Executors.newFixedThreadPool(4);
        try (Catalog catalog = new Catalog(new DataLayout(directory), 4)) {
            CyclicBarrier start = new CyclicBarrier(4);
            List<Future<?>> all = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(i -> pool.submit(() -> {
                        start.await();
                        catalog.migrate("things", steps);
                        return null;
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get(30, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** DuckDB 1.5.6 would plan by the statistics of the moment of preparation and never again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT name FROM things ORDER BY id",
                "SELECT count(*) FROM things WHERE id > 100",
                "SELECT count(*) FROM things WHERE name IS NULL",
                "SELECT DISTINCT name FROM things ORDER BY name",
                "SELECT name FROM things ORDER BY id DESC LIMIT 1",
                "SELECT id FROM things WHERE name LIKE 'much%'",
                "SELECT count(*) FROM things GROUP BY id"
            })
    void preparedQueryIsRightAfterTheDataHasChanged(String sql) throws Exception {
        try (Catalog catalog = new Catalog(new DataLayout(directory), 1)) {
            catalog.migrate("things", STEPS);
            catalog.change(session -> session.update("INSERT INTO things VALUES (1, 'one')"));
            Supplier<List<String>> query = () -> catalog.read(session -> session.query(sql, row -> row.getString(1)));
            query.get();
            catalog.change(session -> session.update(
                    "INSERT INTO things VALUES (2000000000, 'much longer than the first'), (500, NULL)"));
            List<String> fresh = catalog.read(session -> session.query(sql + " ", row -> row.getString(1)));
            assertThat(query.get()).containsExactlyInAnyOrderElementsOf(fresh);
        }
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        try (Catalog catalog = new Catalog(new DataLayout(directory), 3)) {
            catalog.migrate("things", STEPS);
            var pool = Executors.newFixedThreadPool(8);
            try {
                List<Future<?>> all = IntStream.range(0, 200)
                        .<Future<?>>mapToObj(i -> pool.submit(() -> {
                            catalog.change(session -> session.update("INSERT INTO things VALUES (?, ?)", i, "n" + i));
                            Optional<String> name = catalog.read(session ->
                                    session.first("SELECT name FROM things WHERE id = ?", row -> row.getString(1), i));
                            assertThat(name).contains("n" + i);
                        }))
                        .toList();
                for (Future<?> one : all) {
                    one.get();
                }
            } finally {
                pool.shutdownNow();
            }
            assertThat(names(catalog)).hasSize(200);
        }
    }

    /** Without the setting of the catalog this crashes the process in DuckDB 1.5.6. */
    @Test
    void preparedOrderStaysTrueWhenTheTableChanges() throws Exception {
        try (Catalog catalog = new Catalog(new DataLayout(directory), 1)) {
            catalog.migrate("things", STEPS);
            for (int i = 0; i < 50; i++) {
                int id = i;
                String name = "a name that grows ".repeat(i % 7);
                catalog.change(session -> session.update("INSERT INTO things VALUES (?, ?)", id, name));
                assertThat(names(catalog)).hasSize(i + 1).endsWith(name);
            }
        }
    }

    private static List<String> names(Catalog catalog) {
        return catalog.read(session -> session.query("SELECT name FROM things ORDER BY id", row -> row.getString(1)));
    }
}
