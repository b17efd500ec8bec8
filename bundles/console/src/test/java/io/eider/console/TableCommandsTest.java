package io.eider.console;

import static io.eider.console.TableFixture.ID;
import static io.eider.console.TableFixture.NAME;
import static io.eider.console.TableFixture.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.id.FileId;
import io.eider.api.storage.Column;
import io.eider.api.storage.ColumnProfile;
import io.eider.api.storage.ExportResult;
import io.eider.api.storage.RowsChanged;
import io.eider.api.storage.TableProfile;
import io.eider.api.storage.UploadedFile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableCommandsTest {
    private static final String ORDERS = " p in.c-sales orders ";

    private final CommandsFixture console = new CommandsFixture();

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void createsATableOfWrittenColumns() {
        console.script.answer("tables.create", TABLE);
        assertThat(console.run("eider:table-create --key id" + ORDERS
                        + "id:BIGINT:not-null 'at:TIMESTAMP WITH TIME ZONE' 'price:DECIMAL(12,2)'"))
                .isEqualTo("Made table in.c-sales.orders.");
        assertThat(console.script.calls)
                .singleElement()
                .asString()
                .contains("name=id, type=BIGINT, nullable=false")
                .contains("name=at, type=TIMESTAMP WITH TIME ZONE, nullable=true")
                .contains("name=price, type=DECIMAL(12,2), nullable=true")
                .contains("primaryKey=[id]");
        assertThat(console.failure("eider:table-create" + ORDERS + "id")).isEqualTo("Error: id is not name:TYPE");
    }

    @Test
    void addsAndAltersColumns() {
        console.script.answer("schemas.addColumn", TABLE).answer("schemas.alterColumn", TABLE);
        console.run("eider:column-add --default 0 --branch 0a1b2c3d" + ORDERS + "price DOUBLE");
        console.run("eider:column-alter --name cost --type DOUBLE --nullable --default '' --force-lossy" + ORDERS
                + "price");
        console.run("eider:column-alter --not-null" + ORDERS + "price");
        assertThat(console.script.calls)
                .satisfiesExactly(
                        call -> assertThat(call)
                                .contains("0a1b2c3d")
                                .endsWith("Column[name=price, type=DOUBLE, nullable=true,"
                                        + " defaultExpression=Optional[0]]"),
                        call -> assertThat(call)
                                .endsWith(" price ColumnChange[newName=Optional[cost], newType=Optional[DOUBLE],"
                                        + " nullability=Optional[NULLABLE], defaultExpression=Optional[],"
                                        + " lossy=FORCE]"),
                        call -> assertThat(call)
                                .endsWith(" price ColumnChange[newName=Optional.empty, newType=Optional.empty,"
                                        + " nullability=Optional[NOT_NULL], defaultExpression=Optional.empty,"
                                        + " lossy=REFUSE]"));
        assertThat(console.failure("eider:column-alter --not-null --nullable" + ORDERS + "price"))
                .isEqualTo("Error: --not-null and --nullable contradict each other");
    }

    @Test
    void setsAndDropsThePrimaryKey() {
        console.script.answer("schemas.setPrimaryKey", TABLE).answer("schemas.dropPrimaryKey", TABLE);
        assertThat(console.run("eider:primary-key-set" + ORDERS + "id name")).isEqualTo("The primary key is [id].");
        assertThat(console.run("eider:primary-key-drop --json --force" + ORDERS))
                .contains("\"primary_key\":[\"id\"]", "\"version\":7");
        assertThat(console.script.calls.get(0)).endsWith(" [id, name]");
    }

    @Test
    void changesRows() {
        RowsChanged changed = new RowsChanged(1_234, 5_000);
        console.script
                .answer("rows.insert", changed)
                .answer("rows.update", changed)
                .answer("rows.delete", changed)
                .answer("rows.truncate", changed)
                .answer("tables.get", TABLE);
        assertThat(console.run("eider:rows-insert --update" + ORDERS + "id=1 'name=a = b'"))
                .isEqualTo("Added the row.");
        assertThat(console.run("eider:rows-update --force --where 'id = 1'" + ORDERS + "name=upper(name)"))
                .isEqualTo("Changed 1,234 rows.");
        assertThat(console.run("eider:rows-delete --json --force --where 'id = 1'" + ORDERS))
                .isEqualTo("{\"deleted_rows\":1234,\"table_rows_after\":5000}");
        assertThat(console.run("eider:table-truncate --force" + ORDERS)).isEqualTo("Deleted 1,234 rows.");
        assertThat(console.script.calls)
                .anySatisfy(call ->
                        assertThat(call).endsWith("RowInsert[rows=[{id=1, name=a = b}], dedup=UPDATE_DUPLICATES]"))
                .anySatisfy(call -> assertThat(call)
                        .endsWith("RowUpdate[whereClause=id = 1, values={}, expressions={name=upper(name)}]"))
                .anySatisfy(call -> assertThat(call).startsWith("rows.delete ").endsWith(" id = 1"));
    }

    @ParameterizedTest
    @CsvSource({
        "eider:rows-insert, id, id is not column=value",
        "eider:rows-insert, =1, =1 is not column=value",
        "eider:rows-update --force --where true, name, name is not column=expression",
    })
    void refusesWhatIsNoAssignment(String command, String argument, String message) {
        assertThat(console.failure(command + ORDERS + "'" + argument + "'")).isEqualTo("Error: " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eider:table-delete p in.c-sales orders",
                "eider:table-truncate p in.c-sales orders",
                "eider:column-drop p in.c-sales orders name",
                "eider:primary-key-drop p in.c-sales orders",
                "eider:rows-delete --where true p in.c-sales orders",
                "eider:rows-update --where true p in.c-sales orders name=1"
            })
    void destroysNothingWithoutAYes(String line) {
        console.script.answer("tables.get", TABLE);
        assertThat(console.failure(line)).contains("There is no terminal to ask; say --force");
        assertThat(console.script.calls).allMatch(call -> call.startsWith("tables.get "));
    }

    @Test
    void showsAProfileWithWhatItFound() {
        TableProfile profile = new TableProfile(
                TABLE,
                List.of(
                        profile(ID, 3L, Optional.of(new BigDecimal("0.00"))),
                        profile(NAME, "\u001b[2Jz", Optional.empty())),
                new BigDecimal("95.0"),
                List.of(new TableProfile.Issue("name", "high_nulls", "warning", "66.67 % of the values are NULL")),
                List.of());
        console.script.answer("profiles.profile", profile);
        assertThat(console.lean("eider:table-profile --mode quality" + ORDERS))
                .contains("id | BIGINT | 3 | 0.00 | 3 | 3 | unique")
                .contains("name | VARCHAR | 3 | | ?[2Jz | ?[2Jz | unique")
                .contains("warning: name: 66.67 % of the values are NULL")
                .endsWith("Score 95.0");
        assertThat(console.script.calls).singleElement().asString().endsWith(" QUALITY");
        assertThat(console.run("eider:table-profile --json" + ORDERS))
                .startsWith("{\"row_count\":3,\"quality_score\":95.0,\"columns\":[{\"name\":\"id\",")
                .contains("\"issues\":[{\"column\":\"name\",\"type\":\"high_nulls\",");
        assertThat(console.failure("eider:table-profile --mode best" + ORDERS))
                .isEqualTo("Error: --mode is best, not basic, full, distribution or quality");
    }

    @Test
    void exportsIntoAFileOfTheProject() {
        UploadedFile file = new UploadedFile(
                new FileId("f1"),
                TABLE.id().bucket().project(),
                "orders.csv.gz",
                "project_p/2026/11/26/f1_orders.csv.gz",
                99,
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty());
        console.script.answer("transfers.exportFile", new ExportResult(file, 1_234));
        assertThat(console.run(
                        "eider:table-export --compression gzip --columns id,name --where 'id > 1' --limit 5" + ORDERS))
                .isEqualTo("Wrote 1,234 rows into file f1 (orders.csv.gz).");
        assertThat(console.script.calls)
                .singleElement()
                .asString()
                .contains("ExportRequest[format=csv, compression=Optional[gzip], columns=Optional[[id, name]],"
                        + " whereFilter=Optional[id > 1], limit=OptionalLong[5]]");
        assertThat(console.run("eider:table-export --json --format parquet" + ORDERS))
                .contains("\"rows_exported\":1234,\"file_size_bytes\":99}");
    }

    private static ColumnProfile profile(Column column, Object value, Optional<BigDecimal> nullPercentage) {
        return new ColumnProfile(
                column,
                Optional.of(value),
                Optional.of(value),
                3,
                BigDecimal.ONE,
                "unique",
                3,
                nullPercentage,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
