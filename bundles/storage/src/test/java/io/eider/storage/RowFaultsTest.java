package io.eider.storage;

import static io.eider.storage.ChangesFixture.column;
import static io.eider.storage.ChangesFixture.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.storage.Column;
import io.eider.api.storage.RowFaults;
import io.eider.api.storage.RowRule;
import io.eider.api.storage.RowRule.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows are looked at by types and rules, and every fault is told. */
class RowFaultsTest {
    private static final List<Column> COLUMNS = List.of(
            column("id", "INTEGER"),
            column("v", "VARCHAR", "'x'"),
            column("d", "DECIMAL(4,2)"),
            column("b", "BLOB"),
            column("l", "INTEGER[]"),
            column("rowid", "SMALLINT"));
    private static final List<RowRule> RULES = List.of(
            new RowRule("id", Kind.REQUIRED, List.of()),
            new RowRule("v", Kind.REQUIRED, List.of()),
            new RowRule("v", Kind.PATTERN, List.of("[a-z]+")),
            new RowRule("l", Kind.MAXIMUM, List.of("9")),
            new RowRule("rowid", Kind.MINIMUM, List.of("1")),
            new RowRule("gone", Kind.REQUIRED, List.of()));

    @TempDir
    Path directory;

    private ChangesFixture t;

    @BeforeEach
    void start() throws Exception {
        t = new ChangesFixture(directory);
    }

    @AfterEach
    void stop() {
        t.close();
    }

    private RowFaults check(List<Map<String, Object>> rows) {
        return t.server.storage.rows().check(COLUMNS, RULES, rows);
    }

    private static List<String> texts(RowFaults found) {
        return found.faults().stream()
                .map(fault -> fault.row() + " " + fault.column() + " " + fault.rule() + " " + fault.value())
                .toList();
    }

    @Test
    void rowsWithoutFaultHaveNone() {
        RowFaults found = check(List.of(
                row("id", 1, "v", "a", "d", "99.99", "b", "AAE=", "l", List.of(1, 2), "ROWID", 5), row("id", "2")));
        assertThat(found).isEqualTo(new RowFaults(2, 0, List.of(), false));
        assertThat(check(List.of()).checkedRows()).isZero();
    }

    @Test
    void everyFaultOfEveryRowIsTold() {
        RowFaults found = check(List.of(
                row("id", "one", "d", 123),
                row("v", "A", "b", "not base64", "l", List.of(1, 10)),
                row("id", 1.5, "v", null, "rowid", 0),
                row("id", 1, "ID", 2, "nope", "'; DROP TABLE x; --"),
                row("id", 1, "l", Map.of("a", 1))));
        assertThat(texts(found))
                .containsExactlyInAnyOrder(
                        "1 id type one",
                        "1 d type 123",
                        "2 id required ",
                        "2 v pattern A",
                        "2 b type not base64",
                        "2 l maximum [1, 10]",
                        "3 id type 1.5",
                        "3 v required ",
                        "3 rowid minimum 0",
                        "4 ID named_twice 2",
                        "4 nope unknown_column '; DROP TABLE x; --",
                        "5 l type {\"a\":1}");
        assertThat(found.faults()).extracting(RowFaults.Fault::row).isSorted();
        assertThat(found.badRows()).isEqualTo(5);
        assertThat(found.hasMore()).isFalse();
    }

    @Test
    void aThousandFaultsAreEnough() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            rows.add(row("v", "UPPER" + "x".repeat(200)));
        }
        RowFaults found = check(rows);
        assertThat(found.faults())
                .hasSize(RowFaults.MOST)
                .allMatch(fault -> fault.value().length() <= 100);
        assertThat(found.hasMore()).isTrue();
        assertThat(found.checkedRows()).isEqualTo(5_000);
        assertThat(found.badRows()).isEqualTo(5_000);
    }
}
