package io.eider.ontology;

import static io.eider.ontology.OntologyFixture.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.ontology.ChangeClass;
import io.eider.api.ontology.Migration;
import io.eider.api.ontology.Migration.Status;
import io.eider.api.ontology.MigrationPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schema of two hundred versions, each applied: nothing grows with their number but what is kept of them. */
class ManyVersionsTest {
    private static final Logger LOG = Logger.getLogger(ManyVersionsTest.class.getName());
    private static final int VERSIONS = 200;
    private static final int SOME = 20;
    private static final int ROWS = 100;
    private static final List<String> TYPES = List.of("SMALLINT", "INTEGER", "BIGINT", "DECIMAL(20,2)", "VARCHAR");

    @TempDir
    Path directory;

    @Test
    void theLastCostWhatTheFirstDid() throws Exception {
        long[] nanos = new long[VERSIONS];
        long[] catalog = new long[VERSIONS];
        long[] file = new long[VERSIONS];
        try (OntologyFixture t = new OntologyFixture(directory)) {
            t.register(document(0));
            t.ontology.bind(TABLE, "s", OptionalInt.empty(), MigrationPolicy.ALL);
            for (int id = 0; id < ROWS; id++) {
                t.insert(List.of(Map.of("id", id, "changing_0", id % 50, "note", "row " + id)));
            }
            List<Map<String, String>> before = t.rows();
            for (int i = 1; i <= VERSIONS; i++) {
                assertThat(t.register(document(i))).isEqualTo(i + 1);
                long start = System.nanoTime();
                Migration migration = t.ontology.follow(TABLE, "test").orElseThrow();
                nanos[i - 1] = System.nanoTime() - start;
                assertThat(migration.status()).isEqualTo(Status.APPLIED);
                assertThat(migration.changeClass()).as("version %d", i).isNotEqualTo(ChangeClass.BLOCKED);
                requireKept(t.rows(), before, "changing_" + i);
                catalog[i - 1] = Files.size(t.layout.metadata());
                file[i - 1] = Files.size(t.layout.tableFile(TABLE));
            }
            assertThat(t.ontology.history(TABLE)).hasSize(VERSIONS).allMatch(one -> one.status() == Status.APPLIED);
            assertThat(t.ontology.versions("s")).hasSize(VERSIONS + 1);
            t.restart();
            catalog[VERSIONS - 1] = Files.size(t.layout.metadata());
        }
        long first = median(Arrays.copyOf(nanos, SOME));
        long last = median(Arrays.copyOfRange(nanos, VERSIONS - SOME, VERSIONS));
        LOG.info(String.format(
                "a migration: first %.1f, last %.1f ms; table file %d, then %d bytes; catalog after all %d bytes",
                first / 1e6, last / 1e6, file[0], file[VERSIONS - 1], catalog[VERSIONS - 1]));
        assertThat(last).isLessThan(3 * first);
        assertThat(file[VERSIONS - 1]).isLessThan(3 * file[0]);
        assertThat(catalog[VERSIONS - 1]).isLessThan(32L << 20);
    }

    /** Each renames a column; every fortieth widens it, so that the later ones hold what the earlier ones do. */
    private static String document(int version) {
        String type = TYPES.get(Math.min(version / (VERSIONS / TYPES.size()), TYPES.size() - 1));
        String previous = version == 0 ? "[]" : "[\"changing_" + (version - 1) + "\"]";
        String more = version % 2 == 0
                ? ""
                : ", {\"name\": \"more\", \"type\": \"INTEGER\", \"required\": false, \"default\": " + version + "}";
        return "{\"name\": \"projects\", \"primary_key\": [\"id\"], \"columns\": [{\"name\": \"id\", \"type\": \"INTEGER\"},"
                + " {\"name\": \"changing_" + version + "\", \"type\": \"" + type + "\", \"required\": false,"
                + " \"previous_names\": " + previous + "}, {\"name\": \"note\", \"type\": \"VARCHAR\"}" + more + "]}";
    }

    private static void requireKept(List<Map<String, String>> now, List<Map<String, String>> before, String column) {
        assertThat(now).hasSize(ROWS);
        for (int i = 0; i < ROWS; i++) {
            Map<String, String> row = now.get(i);
            assertThat(row.get("id")).isEqualTo(before.get(i).get("id"));
            assertThat(row.get("note")).isEqualTo(before.get(i).get("note"));
            assertThat(Double.parseDouble(row.get(column)))
                    .isEqualTo(Double.parseDouble(before.get(i).get("changing_0")));
        }
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
