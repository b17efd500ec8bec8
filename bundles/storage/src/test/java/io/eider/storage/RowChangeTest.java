package io.eider.storage;

import static io.eider.storage.ChangesFixture.column;
import static io.eider.storage.ChangesFixture.nullability;
import static io.eider.storage.ChangesFixture.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.ColumnChange.Nullability;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.RowsChanged;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowChangeTest {
    @TempDir
    Path directory;

    private ChangesFixture t;

    @BeforeEach
    void start() throws Exception {
        t = new ChangesFixture(directory);
        t.create(List.of("id"), column("id", "INTEGER"), column("v", "VARCHAR", "'x'"), column("rowid", "INTEGER"));
        t.insert(row("id", 1, "v", "a"), row("id", 2, "v", "b", "rowid", 7), row("ID", "3"));
    }

    @AfterEach
    void stop() {
        t.close();
    }

    @Test
    void rowsKeepTheirOrderAndGetDefaults() {
        assertThat(t.rows())
                .containsExactly(Arrays.asList(1L, "a", null), List.of(2L, "b", 7L), Arrays.asList(3L, "x", null));
        assertThat(t.insert(row("id", 4, "v", null))).isEqualTo(new RowsChanged(1, 4));
        assertThat(t.rows().get(3)).containsExactly(4L, null, null);
        assertThat(t.table().version()).isEqualTo(3);
    }

    @Test
    void valuesOfAllKindsAreKept() {
        for (String[] column : new String[][] {
            {"d", "DECIMAL(20,4)"},
            {"day", "DATE"},
            {"b", "BLOB"},
            {"l", "INTEGER[]"},
            {"s", "STRUCT(a INTEGER, b VARCHAR)"},
            {"m", "MAP(VARCHAR, INTEGER)"},
            {"j", "JSON"},
            {"f", "DOUBLE"},
            {"ok", "BOOLEAN"}
        }) {
            t.server.storage.schemas().addColumn(t.table, column(column[0], column[1]));
        }
        Map<String, Object> row = row("id", 9, "v", "'; DROP TABLE data; \"\u0000 \uD83E\uDD86", "day", "2024-01-02");
        row.put("d", new BigDecimal("1234567890123456.7891"));
        row.put("b", "aGk=");
        row.put("l", Arrays.asList(1, null, 3));
        row.put("s", row("a", 1, "b", "\"q\""));
        row.put("m", Map.of("k", 5));
        row.put("j", Map.of("a", List.of(true)));
        row.put("f", "NaN");
        row.put("ok", true);
        t.insert(row);
        List<Object> stored = t.rows().get(3);
        assertThat(stored.subList(0, 5))
                .containsExactly(
                        9L,
                        "'; DROP TABLE data; \"\u0000 \uD83E\uDD86",
                        null,
                        new BigDecimal("1234567890123456.7891"),
                        LocalDate.of(2024, 1, 2));
        assertThat((byte[]) stored.get(5)).containsExactly('h', 'i');
        assertThat(stored.subList(6, 12))
                .containsExactly(
                        Arrays.asList(1L, null, 3L),
                        row("a", 1L, "b", "\"q\""),
                        Map.of("k", 5L),
                        "{\"a\":[true]}",
                        Double.NaN,
                        true);
        assertThat(t.update("id = 1", row("l", "[4, 5]", "b", "aGk="), Map.of("s", "{'a': id, 'b': v}"))
                        .changed())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"rowid, abc", "rowid, 1.5", "rowid, 99999999999", "id, ''"})
    void valueThatDoesNotFitIsNamed(String column, String value) {
        ApiException error = t.refused(() -> t.insert(row("id", 4), row("v", "y", "id", 5, column, value)));
        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ROWS);
        assertThat(error.details()).isEqualTo(Map.of("row", 2L, "column", column));
        ApiException update = t.refused(() -> t.update("id = 1", row(column, value), Map.of()));
        assertThat(update.code()).isEqualTo(ErrorCode.INVALID_ROWS);
        assertThat(update.details()).isEqualTo(Map.of("column", column));
    }

    @Test
    void rowsThatLackWhatTheyNeedAreRefused() {
        assertThat(t.refused(() -> t.insert(row("v", "y"))).details()).isEqualTo(Map.of("row", 1L, "column", "id"));
        assertThat(t.refused(() -> t.insert(row("id", null))).code()).isEqualTo(ErrorCode.INVALID_ROWS);
        assertThat(t.refused(() -> t.insert(row("id", 4, "nope", 1))).code()).isEqualTo(ErrorCode.UNKNOWN_COLUMN);
        assertThat(t.refused(() -> t.insert(row("id", 4, "ID", 4))).code()).isEqualTo(ErrorCode.INVALID_ROWS);
        t.server.storage.schemas().addColumn(t.table, column("b", "BLOB"));
        assertThat(t.refused(() -> t.insert(row("id", 4, "b", "?"))).details())
                .isEqualTo(Map.of("row", 1L, "column", "b"));
        assertThat(t.refused(() -> t.insert(
                                Collections.nCopies(10_001, row("id", 4)).toArray(new Map<?, ?>[0])))
                        .code())
                .isEqualTo(ErrorCode.INVALID_ROWS);
    }

    @Test
    void keyThatIsThereOrComesTwiceIsRefusedUnlessTheLastRowWins() {
        for (DedupMode mode : List.of(DedupMode.FAIL_ON_DUPLICATES, DedupMode.INSERT_DUPLICATES)) {
            assertThat(t.refused(() -> t.insert(mode, row("id", 3))).code()).isEqualTo(ErrorCode.DUPLICATE_KEY);
            ApiException twice = t.refused(() -> t.insert(mode, row("id", 4), row("id", "04")));
            assertThat(twice.details()).containsEntry("example", Map.of("id", "4"));
        }
        RowsChanged changed =
                t.insert(DedupMode.UPDATE_DUPLICATES, row("id", 2, "v", "c"), row("id", 5), row("id", 2, "rowid", 1));
        assertThat(changed).isEqualTo(new RowsChanged(2, 4));
        assertThat(t.rows()).contains(List.of(2L, "x", 1L), Arrays.asList(5L, "x", null));
    }

    @Test
    void manyRowsComeAtOnce() {
        Map<?, ?>[] many = new Map<?, ?>[10_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i % 2 == 0 ? row("id", i + 10) : row("id", i + 10, "v", "n" + i);
        }
        assertThat(t.insert(many)).isEqualTo(new RowsChanged(10_000, 10_003));
        assertThat(t.rows().subList(3, 10_000))
                .extracting(row -> (Long) row.get(0))
                .isSorted();
    }

    @Test
    void updateUsesTheRowsAsTheyWere() {
        assertThat(t.update("id <= 2", row("v", "q"), Map.of("rowid", "coalesce(rowid, 0) + length(v) -- one")))
                .isEqualTo(new RowsChanged(2, 3));
        assertThat(t.rows()).contains(List.of(1L, "q", 1L), List.of(2L, "q", 8L), Arrays.asList(3L, "x", null));
    }

    @Test
    void updateKeepsTheRules() {
        assertThat(t.update("true", Map.of(), Map.of("id", "id + 1")).changed()).isEqualTo(3);
        ApiException duplicate = t.refused(() -> t.update("true", row("id", 1), Map.of()));
        assertThat(duplicate.code()).isEqualTo(ErrorCode.DUPLICATE_KEY);
        assertThat(duplicate.details()).containsEntry("duplicate_keys", 1L);
        assertThat(t.refused(() -> t.update("true", row("id", null), Map.of())).code())
                .isEqualTo(ErrorCode.INVALID_ROWS);
        t.alter("v", nullability(Nullability.NOT_NULL));
        assertThat(t.refused(() -> t.update("true", Map.of(), Map.of("v", "nullif(v, 'x')")))
                        .details())
                .isEqualTo(Map.of("column", "v"));
        assertThat(t.refused(() -> t.update("true", Map.of(), Map.of())).code())
                .isEqualTo(ErrorCode.NO_CHANGES_SPECIFIED);
        assertThat(t.refused(() -> t.update("true", row("nope", 1), Map.of())).code())
                .isEqualTo(ErrorCode.UNKNOWN_COLUMN);
        assertThat(t.refused(() -> t.update("true", row("v", 1), Map.of("V", "'x'")))
                        .code())
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(SELECT 'x')",
                "read_text('/etc/passwd')",
                "getenv('HOME')",
                "sum(rowid)",
                "row_number() OVER ()",
                "'a', rowid = 1",
                "'a' WHERE true",
                "'a'; DROP TABLE data",
                "1) || (2",
                "$1",
                "DEFAULT",
                "nope",
                "v::INTEGER",
                "",
                "*",
            })
    void expressionThatGivesNoValueIsRefused(String expression) {
        ApiException error = t.refused(() -> t.update("true", Map.of(), Map.of("v", expression)));
        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ROWS);
        assertThat(error.details()).containsEntry("column", "v").containsEntry("expression", expression);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = 1; DROP TABLE data",
                "v = '--'",
                "id = 1 /* x */",
                "drop x",
                "id IN (SELECT 1)",
                "EXISTS (SELECT * FROM read_csv('/etc/passwd'))",
                "read_text('/etc/passwd') = 'x'",
                "1) OR (1",
                "nope = 1",
                "v::INTEGER = 1",
                "count(*) > 1",
                "id = ?",
                "",
                " ",
            })
    void filterThatIsNoneIsRefused(String where) {
        ApiException delete = t.refused(() -> t.delete(where));
        assertThat(delete.code()).isEqualTo(ErrorCode.INVALID_WHERE_CLAUSE);
        assertThat(delete).hasMessageStartingWith("Invalid WHERE clause: ");
        assertThat(delete.details()).containsEntry("where_clause", where);
        assertThat(t.refused(() -> t.update(where, row("v", 1), Map.of())).code())
                .isEqualTo(ErrorCode.INVALID_WHERE_CLAUSE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "id = 1 | 1",
                "v IN ('a', 'b') AND id > 1 | 1",
                "rowid IS NULL | 2",
                "v LIKE 'delete %' OR \"ID\" BETWEEN 2 AND 3 | 2",
                "NOT (id = 1) | 2",
                "id > 0 | 3",
            })
    void filterDeletesWhatItFinds(String where, long deleted) {
        assertThat(t.delete(where)).isEqualTo(new RowsChanged(deleted, 3 - deleted));
    }

    @ParameterizedTest
    @ValueSource(strings = {" 1=1 ", "TRUE", "1"})
    void allRowsAreDeletedAndTheShapeStays(String where) {
        Table before = t.table();
        assertThat(t.delete(where)).isEqualTo(new RowsChanged(3, 0));
        assertThat(t.table().columns()).isEqualTo(before.columns());
        assertThat(t.table().primaryKey()).isEqualTo(before.primaryKey());
        t.insert(row("id", 1));
        assertThat(t.rows()).containsExactly(Arrays.asList(1L, "x", null));
    }

    @Test
    void changeOfNoRowMakesNoVersion() {
        Table before = t.table();
        assertThat(t.delete("id = 99")).isEqualTo(new RowsChanged(0, 3));
        assertThat(t.update("id = 99", row("v", 1), Map.of())).isEqualTo(new RowsChanged(0, 3));
        assertThat(t.insert()).isEqualTo(new RowsChanged(0, 3));
        assertThat(t.table()).isEqualTo(before);
        t.delete("true");
        Table empty = t.table();
        assertThat(t.server.storage.rows().truncate(t.table)).isEqualTo(new RowsChanged(0, 0));
        assertThat(t.table()).isEqualTo(empty);
    }

    @Test
    void branchChangesItsOwnRowsOnly() {
        Table main = t.table();
        List<List<Object>> rows = t.rows();
        t.enterBranch();
        assertThat(t.delete("id = 99").changed()).isZero();
        assertThat(t.table().source()).isEqualTo(TableSource.MAIN);
        t.insert(row("id", 4));
        assertThat(t.update("id = 4", row("v", "branch"), Map.of())).isEqualTo(new RowsChanged(1, 4));
        assertThat(t.delete("id < 3")).isEqualTo(new RowsChanged(2, 2));
        assertThat(t.table().source()).isEqualTo(TableSource.BRANCH);
        assertThat(t.server.storage.rows().truncate(t.table)).isEqualTo(new RowsChanged(2, 0));
        assertThat(t.server.storage.tables().get(TransfersFixture.T)).isEqualTo(main);
        assertThat(t.rows(TransfersFixture.T)).isEqualTo(rows);
    }

    @Test
    void firstChangeOfABranchMayBeATruncate() {
        t.enterBranch();
        assertThat(t.server.storage.rows().truncate(t.table)).isEqualTo(new RowsChanged(3, 0));
        assertThat(t.rows(TransfersFixture.T)).hasSize(3);
    }
}
