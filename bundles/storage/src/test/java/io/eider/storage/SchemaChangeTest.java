package io.eider.storage;

import static io.eider.storage.ChangesFixture.column;
import static io.eider.storage.ChangesFixture.defaultOf;
import static io.eider.storage.ChangesFixture.name;
import static io.eider.storage.ChangesFixture.nullability;
import static io.eider.storage.ChangesFixture.row;
import static io.eider.storage.ChangesFixture.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ColumnName;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnChange;
import io.eider.api.storage.ColumnChange.Lossy;
import io.eider.api.storage.ColumnChange.Nullability;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaChangeTest {
    @TempDir
    Path directory;

    private ChangesFixture t;

    @BeforeEach
    void start() throws Exception {
        t = new ChangesFixture(directory);
        t.create(List.of("id"), column("id", "INTEGER"), column("v", "VARCHAR", "'x'"), column("rowid", "INTEGER"));
        t.insert(row("id", 1, "v", "1.5", "rowid", 10), row("id", 2, "v", "2", "rowid", null));
    }

    @AfterEach
    void stop() {
        t.close();
    }

    @Test
    void newColumnHasItsDefaultInOldRows() {
        Table after = add(column("n", "integer", "40 + 2 -- sum"));
        assertThat(after.columns().get(3).type()).isEqualTo("INTEGER");
        assertThat(after.primaryKey()).containsExactly("id");
        assertThat(after.version()).isEqualTo(3);
        assertThat(t.rows()).extracting(row -> row.get(3)).containsExactly(42L, 42L);
        add(column("u", "UUID", "uuid()"));
        assertThat(t.rows())
                .extracting(row -> row.get(4))
                .doesNotHaveDuplicates()
                .doesNotContainNull();
        add(column("we\"ird; DROP TABLE data", "VARCHAR"));
        assertThat(t.table().columns()).hasSize(6);
    }

    @Test
    void columnThatIsThereOrNotNullIsNotAdded() {
        ApiException exists = t.refused(() -> add(column("ID", "INTEGER")));
        assertThat(exists.code()).isEqualTo(ErrorCode.COLUMN_EXISTS);
        assertThat(exists).hasMessage("Column ID already exists in table t");
        assertThat(exists.details()).containsEntry("existing_columns", List.of("id", "v", "rowid"));
        ApiException notNull =
                t.refused(() -> add(new Column(new ColumnName("n"), "INTEGER", false, Optional.empty())));
        assertThat(notNull.code()).isEqualTo(ErrorCode.ADD_COLUMN_FAILED);
        assertThat(notNull).hasMessageContaining("Adding columns with constraints not yet supported");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "INTEGER, b INTEGER | 1 | INVALID_TYPE",
                "NOPE | 1 | INVALID_TYPE",
                "INTEGER | 'abc' | INVALID_DEFAULT",
                "INTEGER | id | INVALID_DEFAULT",
                "VARCHAR | (SELECT 'x') | INVALID_DEFAULT",
                "VARCHAR | getenv('HOME') | INVALID_DEFAULT",
                "VARCHAR | 1); DROP TABLE data; -- | INVALID_DEFAULT",
                "VARCHAR | 'a') , (b | INVALID_DEFAULT",
                "VARCHAR | read_text('/etc/passwd') | INVALID_DEFAULT",
            })
    void typesAndDefaultsThatAreNoneAreRefused(String type, String expression, ErrorCode code) {
        assertThat(t.refused(() -> add(column("n", type, expression))).code()).isEqualTo(code);
    }

    @Test
    void whatIsSoAlreadyIsNoNewVersion() {
        long before = t.table().version();
        for (ColumnChange same : List.of(
                name("v"), type("varchar", Lossy.REFUSE), nullability(Nullability.NULLABLE), defaultOf("'x'"))) {
            assertThat(t.alter("v", same).version()).as("%s", same).isEqualTo(before);
        }
        assertThat(t.alter("rowid", defaultOf("")).version()).isEqualTo(before);
        assertThat(t.alter("v", name("V")).version()).isEqualTo(before + 1);
        assertThat(t.refused(() -> t.alter("none", name("none"))).code()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
    }

    @Test
    void columnIsDropped() {
        assertThat(t.server.storage.schemas().dropColumn(t.table, "V").columns())
                .hasSize(2);
        assertThat(t.rows()).containsExactly(List.of(1L, 10L), Arrays.asList(2L, null));
        t.server.storage.schemas().dropColumn(t.table, "rowid");
        assertThat(drop("id").code()).isEqualTo(ErrorCode.CANNOT_DROP_LAST_COLUMN);
    }

    @Test
    void keyColumnAndUnknownColumnAreNotDropped() {
        assertThat(drop("id").code()).isEqualTo(ErrorCode.COLUMN_IN_PRIMARY_KEY);
        assertThat(drop("id").details()).containsEntry("primary_key", List.of("id"));
        assertThat(drop("nope").code()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
        assertThat(drop("nope").details()).containsKeys("column_name", "existing_columns");
    }

    @Test
    void renamedKeyColumnStaysTheKey() {
        assertThat(t.alter("ID", name("nr")).primaryKey()).containsExactly("nr");
        assertThat(t.alter("nr", name("NR")).primaryKey()).containsExactly("NR");
        assertThat(t.alter("v", name("rowid2")).columns().get(1).name().value()).isEqualTo("rowid2");
        ApiException taken = t.refused(() -> t.alter("nr", name("ROWID")));
        assertThat(taken.code()).isEqualTo(ErrorCode.COLUMN_EXISTS);
        assertThat(taken.details()).containsEntry("new_name", "ROWID");
        assertThat(t.insert(row("nr", 3)).tableRows()).isEqualTo(3);
    }

    @Test
    void lossyTypeChangeCountsWhatWouldBeLost() {
        ApiException error = t.refused(() -> t.alter("v", change(null, "INTEGER", null, "", Lossy.REFUSE)));
        assertThat(error.code()).isEqualTo(ErrorCode.LOSSY_TYPE_CHANGE);
        assertThat(error.details())
                .isEqualTo(Map.of(
                        "column_name",
                        "v",
                        "from_type",
                        "VARCHAR",
                        "to_type",
                        "INTEGER",
                        "failing_rows",
                        1L,
                        "example",
                        "1.5"));
    }

    @Test
    void defaultHasToFitTheNewType() {
        ApiException error = t.refused(() -> t.alter("v", type("DOUBLE", Lossy.REFUSE)));
        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_DEFAULT);
        assertThat(error).hasMessageStartingWith("Invalid default: 'x' does not fit DOUBLE");
        Table after = t.alter("v", change("w", "DOUBLE", Nullability.NOT_NULL, "0.5", Lossy.REFUSE));
        Column changed = after.columns().get(1);
        assertThat(changed.name().value()).isEqualTo("w");
        assertThat(changed.type()).isEqualTo("DOUBLE");
        assertThat(changed.nullable()).isFalse();
        assertThat(changed.defaultExpression()).contains("0.5");
        t.insert(row("id", 3));
        assertThat(t.rows()).extracting(row -> row.get(1)).containsExactly(1.5, 2.0, 0.5);
    }

    @Test
    void forcedTypeChangeTakesWhatTheCastGives() {
        t.insert(row("id", 3, "v", "abc"));
        t.alter("v", change(null, "INTEGER", null, "", Lossy.FORCE));
        assertThat(t.rows()).extracting(row -> row.get(1)).containsExactly(2L, 2L, null);
        assertThat(t.table().columns().get(1).defaultExpression()).isEmpty();
    }

    @Test
    void forceDoesNotPutNullWhereItMayNotBe() {
        t.insert(row("id", 3, "v", "abc"));
        t.alter("v", nullability(Nullability.NOT_NULL));
        ApiException error = t.refused(() -> t.alter("v", change(null, "INTEGER", null, "", Lossy.FORCE)));
        assertThat(error.code()).isEqualTo(ErrorCode.NULL_VALUES);
        assertThat(error.details()).isEqualTo(Map.of("column_name", "v", "null_rows", 1L));
        t.alter("v", change(null, "INTEGER", Nullability.NULLABLE, "", Lossy.FORCE));
        assertThat(t.table().columns().get(1).nullable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VARCHAR | 2024-01-02 10:00:00 | DATE | true",
                "VARCHAR | 2024-01-02 | DATE | false",
                "VARCHAR | 12.345 | DECIMAL(10,2) | true",
                "VARCHAR | 12.34 | DECIMAL(10,2) | false",
                "VARCHAR | 1234567890123456789.4 | BIGINT | true",
                "VARCHAR | +001234567890123456789.000 | BIGINT | false",
                "VARCHAR | -1234567890123456789 | BIGINT | false",
                "VARCHAR | -0.000000000000000000 | INTEGER | false",
                "VARCHAR | 12345678901234567890.12 | DECIMAL(38,1) | true",
                "VARCHAR | 12345678901234567890.10 | DECIMAL(38,1) | false",
                "VARCHAR | .12345678901234567890 | DECIMAL(38,20) | false",
                "VARCHAR | -.12345678901234567891 | DECIMAL(38,19) | true",
                "VARCHAR | 1e3 | INTEGER | false",
                "VARCHAR | 0.1 | FLOAT | false",
                "VARCHAR | [1, x] | INTEGER[] | true",
                "VARCHAR | [1, 2] | INTEGER[] | false",
                "VARCHAR | tru | BOOLEAN | true",
                "VARCHAR | {\"a\":1} | JSON | false",
                "TIMESTAMP | 2024-01-02 10:00:00 | DATE | true",
                "TIMESTAMP | 2024-01-02 00:00:00 | DATE | false",
                "BIGINT | 9007199254740993 | DOUBLE | true",
                "BIGINT | 300 | TINYINT | true",
                "BIGINT | 2 | BOOLEAN | true",
                "DECIMAL(10,2) | 1.50 | DECIMAL(10,1) | false",
                "DECIMAL(10,2) | 1.55 | DECIMAL(10,1) | true",
                "INTEGER[] | [1, 2] | VARCHAR | false",
                "INTEGER | 1 | DATE | true",
            })
    void lossIsSeenByTypes(String from, String value, String to, boolean loses) {
        add(column("c", from));
        t.update("id = 1", row("c", value), Map.of());
        if (!loses) {
            assertThat(t.alter("c", type(to, Lossy.REFUSE)).columns().get(3).type())
                    .isEqualTo(to);
            return;
        }
        ApiException error = t.refused(() -> t.alter("c", type(to, Lossy.REFUSE)));
        assertThat(error.code()).isEqualTo(ErrorCode.LOSSY_TYPE_CHANGE);
        assertThat(error.details()).containsEntry("failing_rows", 1L);
    }

    @Test
    void keyOfAnotherTypeHasToBeUnique() {
        t.server.storage.schemas().dropPrimaryKey(t.table);
        add(column("k", "VARCHAR"));
        t.update("true", Map.of(), Map.of("k", "'0' || (2 - id)::VARCHAR"));
        t.update("id = 2", row("k", "1"), Map.of());
        t.server.storage.schemas().setPrimaryKey(t.table, List.of("k"));
        ApiException error = t.refused(() -> t.alter("k", type("INTEGER", Lossy.REFUSE)));
        assertThat(error.code()).isEqualTo(ErrorCode.DUPLICATE_KEY);
        assertThat(error.details()).containsEntry("duplicate_keys", 1L);
    }

    @Test
    void notNullNeedsValuesAndTheKeyNeedsNotNull() {
        ApiException nulls = t.refused(() -> t.alter("rowid", nullability(Nullability.NOT_NULL)));
        assertThat(nulls.code()).isEqualTo(ErrorCode.NULL_VALUES);
        assertThat(nulls.details()).containsEntry("null_rows", 1L);
        assertThat(t.refused(() -> t.alter("id", nullability(Nullability.NULLABLE)))
                        .code())
                .isEqualTo(ErrorCode.COLUMN_IN_PRIMARY_KEY);
        assertThat(t.alter("v", nullability(Nullability.NOT_NULL))
                        .columns()
                        .get(1)
                        .nullable())
                .isFalse();
        assertThat(t.alter("v", nullability(Nullability.NULLABLE))
                        .columns()
                        .get(1)
                        .nullable())
                .isTrue();
    }

    @Test
    void defaultIsSetAndTakenAway() {
        assertThat(t.alter("v", defaultOf("lower('Y')")).columns().get(1).defaultExpression())
                .contains("lower('Y')");
        t.insert(row("id", 3));
        assertThat(t.rows().get(2)).containsExactly(3L, "y", null);
        assertThat(t.alter("v", defaultOf("")).columns().get(1).defaultExpression())
                .isEmpty();
        assertThat(t.refused(() -> t.alter("rowid", defaultOf("'abc'"))).code()).isEqualTo(ErrorCode.INVALID_DEFAULT);
    }

    @Test
    void changeOfNothingAndOfNoColumnIsRefused() {
        assertThat(t.refused(() -> t.alter("v", change(null, null, null, null, Lossy.FORCE)))
                        .code())
                .isEqualTo(ErrorCode.NO_CHANGES_SPECIFIED);
        assertThat(t.refused(() -> t.alter("nope", name("x"))).code()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
        assertThat(t.refused(() -> t.alter("v", type("NOPE", Lossy.FORCE))).code())
                .isEqualTo(ErrorCode.INVALID_TYPE);
    }

    @Test
    void primaryKeyIsTakenAwayAndComesBackWithDefaultsAndRows() {
        assertThat(t.server.storage.schemas().dropPrimaryKey(t.table).primaryKey())
                .isEmpty();
        assertThat(t.table().columns().get(0).nullable()).isFalse();
        assertThat(t.refused(() -> t.server.storage.schemas().dropPrimaryKey(t.table))
                        .code())
                .isEqualTo(ErrorCode.NO_PRIMARY_KEY);
        Table after = t.server.storage.schemas().setPrimaryKey(t.table, List.of("V", "id"));
        assertThat(after.primaryKey()).containsExactly("v", "id");
        assertThat(after.columns().get(1).nullable()).isFalse();
        assertThat(after.columns().get(1).defaultExpression()).contains("'x'");
        assertThat(after.rowCount()).isEqualTo(2);
    }

    @Test
    void primaryKeyIsRefusedForRowsThatHaveNone() {
        assertThat(key("v").code()).isEqualTo(ErrorCode.PRIMARY_KEY_EXISTS);
        t.server.storage.schemas().dropPrimaryKey(t.table);
        t.insert(row("id", 1, "rowid", 3), row("id", 2, "rowid", 3), row("id", 3, "rowid", 4));
        ApiException duplicate = key("id");
        assertThat(duplicate.code()).isEqualTo(ErrorCode.DUPLICATE_KEY);
        assertThat(duplicate.details()).containsEntry("duplicate_keys", 2L).containsKey("example");
        ApiException nulls = key("rowid");
        assertThat(nulls.code()).isEqualTo(ErrorCode.DUPLICATE_KEY);
        assertThat(nulls.details()).isEqualTo(Map.of("null_rows", 1L));
        assertThat(key("nope").code()).isEqualTo(ErrorCode.UNKNOWN_COLUMN);
        assertThat(key("id", "ID").code()).isEqualTo(ErrorCode.INVALID_PRIMARY_KEY);
        assertThat(t.rows()).hasSize(5);
    }

    @Test
    void branchChangesItsOwnCopyOnly() {
        Table main = t.table();
        List<List<Object>> rows = t.rows();
        t.enterBranch();
        t.refused(() -> t.alter("v", type("INTEGER", Lossy.REFUSE)));
        assertThat(t.table().source()).isEqualTo(TableSource.MAIN);
        add(column("n", "INTEGER", "7"));
        t.alter("id", name("nr"));
        t.server.storage.schemas().dropColumn(t.table, "v");
        t.server.storage.schemas().dropPrimaryKey(t.table);
        t.server.storage.schemas().setPrimaryKey(t.table, List.of("n", "nr"));
        assertThat(t.table().source()).isEqualTo(TableSource.BRANCH);
        assertThat(t.rows().get(0)).containsExactly(1L, 10L, 7L);
        assertThat(t.server.storage.tables().get(TransfersFixture.T)).isEqualTo(main);
        assertThat(t.rows(TransfersFixture.T)).isEqualTo(rows);
    }

    @Test
    void tableThatIsNotThereIsSaidFirst() {
        t.table = new TableId(t.table.bucket(), "nope");
        for (Runnable call : List.<Runnable>of(
                () -> add(column("n", "NOPE")),
                () -> t.alter("v", name("x")),
                () -> t.server.storage.schemas().dropColumn(t.table, "v"),
                () -> t.server.storage.schemas().dropPrimaryKey(t.table))) {
            assertThat(catchThrowableOfType(ApiException.class, call::run).code())
                    .isEqualTo(ErrorCode.TABLE_NOT_FOUND);
        }
    }

    private Table add(Column column) {
        return t.server.storage.schemas().addColumn(t.table, column);
    }

    private ApiException drop(String column) {
        return t.refused(() -> t.server.storage.schemas().dropColumn(t.table, column));
    }

    private ApiException key(String... columns) {
        return t.refused(() -> t.server.storage.schemas().setPrimaryKey(t.table, List.of(columns)));
    }

    private static ColumnChange change(
            String name, String type, Nullability nullability, String defaultExpression, Lossy lossy) {
        return new ColumnChange(
                Optional.ofNullable(name).map(ColumnName::new),
                Optional.ofNullable(type),
                Optional.ofNullable(nullability),
                Optional.ofNullable(defaultExpression),
                lossy);
    }
}
