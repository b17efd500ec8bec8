package io.eider.ontology;

import static io.eider.ontology.OntologyFixture.TABLE;
import static io.eider.ontology.OntologyFixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.FileId;
import io.eider.api.id.FileName;
import io.eider.api.id.TableId;
import io.eider.api.ontology.MigrationPolicy;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.ImportMode;
import io.eider.api.storage.ImportRequest;
import io.eider.api.storage.ImportResult;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.NewUpload;
import io.eider.api.storage.Progress;
import io.eider.api.storage.Table;
import io.eider.api.storage.ValidationMode;
import io.eider.api.storage.ValidationReport;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowValidationTest {
    private static final TableId REJECTS = new TableId(TABLE.bucket(), "projects__rejects");

    private static final String SCHEMA =
            """
            {"name": "projects", "primary_key": ["id"], "columns": [
              {"name": "id", "type": "INTEGER"},
              {"name": "rowid", "type": "VARCHAR", "max_length": 3},
              {"name": "state", "type": "VARCHAR", "required": false, "enum": ["open", "it's"]},
              {"name": "amount", "type": "DECIMAL(10,2)", "required": false, "minimum": 0.005, "maximum": 100},
              {"name": "tags", "type": "VARCHAR[]", "required": false, "pattern": "[a-z]+"}]}
            """;

    private static final String HEADER = "id,rowid,state,amount,tags\n";

    private static final String ROWS = HEADER
            + "1,abc,open,1.50,\"[a, b]\"\n"
            + "2,,done,0.00,\"[a, B2]\"\n"
            + "3,abcd,it's,100.01,\n"
            + "4,x,,,\n";

    @TempDir
    Path directory;

    private OntologyFixture t;

    @BeforeEach
    void start() throws Exception {
        t = new OntologyFixture(directory);
        t.storage.bindRowRules(t.ontology.rules());
        t.register(SCHEMA);
        t.ontology.bind(TABLE, "s", OptionalInt.empty(), MigrationPolicy.OFF);
    }

    @AfterEach
    void stop() {
        t.close();
    }

    private FileId upload(byte[] bytes) throws Exception {
        var files = t.storage.files();
        var upload = files.prepare(
                TABLE.project(), new NewUpload(new FileName("rows"), Optional.empty(), OptionalLong.empty(), Map.of()));
        files.receive(TABLE.project(), upload.key(), new ByteArrayInputStream(bytes));
        return files.register(TABLE.project(), upload.key(), Optional.empty(), Map.of())
                .id();
    }

    private ImportResult load(String text, ImportMode mode) throws Exception {
        return load(upload(text.getBytes(StandardCharsets.UTF_8)), "csv", mode, DedupMode.UPDATE_DUPLICATES);
    }

    private ImportResult load(FileId file, String format, ImportMode mode, DedupMode dedup) {
        ImportRequest request = new ImportRequest(file, format, Optional.empty(), mode, dedup, Optional.empty());
        return t.storage.transfers().importFile(TABLE, request, Progress.NONE);
    }

    private List<String> ids() {
        return t.rows().stream().map(row -> row.get("id")).sorted().toList();
    }

    private static List<String> rules(ValidationReport report) {
        return report.broken().stream()
                .map(each ->
                        each.rule().column() + " " + each.rule().kind() + " " + each.rows() + " " + each.examples())
                .toList();
    }

    @Test
    void rowsAreNotLookedAtUntilItIsAskedFor() throws Exception {
        ImportResult result = load(ROWS.replace("2,,", "2,y,"), ImportMode.FULL);
        assertThat(result.importedRows()).isEqualTo(4);
        assertThat(result.validation()).isEmpty();
        assertThat(ids()).containsExactly("1", "2", "3", "4");
    }

    /** The rows of a table of a thousand columns, each line of which breaks hundreds of rules, took minutes to be set aside. */
    @Test
    void aThousandColumnsWithBadValuesAreQuarantinedInSeconds() throws Exception {
        StringBuilder schema = new StringBuilder("{\"name\": \"projects\", \"columns\": [");
        StringBuilder header = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            String separator = i == 0 ? "" : ",";
            schema.append(separator)
                    .append("{\"name\": \"c" + i + "\", \"type\": \"INTEGER\", \"minimum\": 0, \"maximum\": 9}");
            header.append(separator).append("c" + i);
            line.append(separator).append(i % 2 == 0 ? "5" : "50");
        }
        t.ontology.unbind(TABLE);
        t.storage.tables().drop(TABLE);
        t.register(schema + "]}");
        t.ontology.bind(TABLE, "s", OptionalInt.empty(), MigrationPolicy.OFF);
        t.ontology.setValidation(TABLE, ValidationMode.QUARANTINE);
        String rows = header + "\n" + (line + "\n").repeat(20);
        long start = System.nanoTime();
        ImportResult result = load(rows, ImportMode.FULL);
        assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
        assertThat(result.importedRows()).isZero();
        assertThat(t.storage.tables().get(REJECTS).rowCount()).isEqualTo(20 * 500);
        assertThat(t.rows(REJECTS).get(0))
                .containsEntry("row", "1")
                .containsEntry("column", "c1")
                .containsEntry("rule", "maximum")
                .containsEntry("value", "50");
    }

    @Test
    void rejectSaysWhichRulesAndChangesNothing() throws Exception {
        load(HEADER + "9,x,open,1,\n", ImportMode.FULL);
        t.ontology.setValidation(TABLE, ValidationMode.REJECT);
        Table before = t.table();
        for (ImportMode mode : ImportMode.values()) {
            FileId file = upload(ROWS.getBytes(StandardCharsets.UTF_8));
            ApiException error = refused(() -> load(file, "csv", mode, DedupMode.UPDATE_DUPLICATES));
            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ROWS);
            assertThat(error.getMessage())
                    .contains("2 of 4 rows break rules of schema s, version 1")
                    .contains("rowid breaks required in 1")
                    .contains("rowid breaks max_length in 1 (abcd)")
                    .contains("nothing was imported")
                    .doesNotContain("SELECT")
                    .doesNotContain(directory.toString());
            assertThat(error.details()).containsEntry("bad_rows", 2L);
        }
        assertThat(t.table()).isEqualTo(before);
        assertThat(refused(() -> t.storage.tables().get(REJECTS)).code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
        assertThat(load(HEADER + "1,abc,open,0.01,[a]\n", ImportMode.INCREMENTAL)
                        .validation()
                        .orElseThrow()
                        .badRows())
                .isZero();
    }

    @Test
    void quarantineTakesBadRowsAsideWithEveryRuleThatTheyBreak() throws Exception {
        t.ontology.setValidation(TABLE, ValidationMode.QUARANTINE);
        ImportResult result = load(ROWS, ImportMode.FULL);
        assertThat(result.importedRows()).isEqualTo(2);
        ValidationReport report = result.validation().orElseThrow();
        assertThat(report.checkedRows()).isEqualTo(4);
        assertThat(report.badRows()).isEqualTo(2);
        assertThat(report.rejects()).contains("projects__rejects");
        assertThat(rules(report))
                .containsExactly(
                        "rowid REQUIRED 1 []",
                        "rowid MAX_LENGTH 1 [abcd]",
                        "state ALLOWED 1 [done]",
                        "amount MINIMUM 1 [0.00]",
                        "amount MAXIMUM 1 [100.01]",
                        "tags PATTERN 1 [[a, B2]]");
        assertThat(ids()).containsExactly("1", "4");
        assertThat(t.rows(REJECTS))
                .extracting(row ->
                        row.get("row") + " " + row.get("column") + " " + row.get("rule") + " " + row.get("value"))
                .containsExactlyInAnyOrder(
                        "2 rowid required null",
                        "3 rowid max_length abcd",
                        "2 state allowed done",
                        "2 amount minimum 0.00",
                        "3 amount maximum 100.01",
                        "2 tags pattern [a, B2]");
        assertThat(t.rows(REJECTS).get(0).get("content")).contains("\"id\":2").contains("\"rowid\":null");
        assertThat(t.rows(REJECTS).get(0).get("origin")).isEqualTo("schema s, version 1");

        assertThat(load(HEADER + "1,new,open,2,\n5,toolong,,,\n", ImportMode.INCREMENTAL)
                        .importedRows())
                .isEqualTo(1);
        assertThat(ids()).containsExactly("1", "4");
        assertThat(t.rows(REJECTS)).hasSize(7);
        assertThat(t.table().rowCount()).isEqualTo(2);
    }

    @Test
    void warnImportsEverythingThatTheTableCanHold() throws Exception {
        t.ontology.setValidation(TABLE, ValidationMode.WARN);
        ImportResult result = load(ROWS.replace("2,,", "2,y,"), ImportMode.FULL);
        assertThat(result.importedRows()).isEqualTo(4);
        assertThat(result.warnings()).singleElement().asString().contains("2 of 4 rows break rules");
        assertThat(ids()).containsExactly("1", "2", "3", "4");
        FileId file = upload(ROWS.getBytes(StandardCharsets.UTF_8));
        assertThat(refused(() -> load(file, "csv", ImportMode.FULL, DedupMode.UPDATE_DUPLICATES))
                        .code())
                .isEqualTo(ErrorCode.IMPORT_FAILED);
    }

    @Test
    void parquetIsCheckedAsWell() throws Exception {
        t.ontology.setValidation(TABLE, ValidationMode.QUARANTINE);
        Path parquet = directory.resolve("rows.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute(
                    "COPY (SELECT i::INTEGER AS id, 'x' AS rowid, CASE WHEN i % 1000 = 0 THEN 'bad' ELSE 'open' END"
                            + " AS state, 1::DECIMAL(10,2) AS amount, ['a'] AS tags FROM range(200000) r(i)) TO '"
                            + parquet
                            + "' (FORMAT PARQUET)");
        }
        ImportResult result =
                load(upload(Files.readAllBytes(parquet)), "parquet", ImportMode.FULL, DedupMode.UPDATE_DUPLICATES);
        assertThat(result.importedRows()).isEqualTo(199_800);
        assertThat(t.table().rowCount()).isEqualTo(199_800);
        assertThat(t.storage.tables().get(REJECTS).rowCount()).isEqualTo(200);
        assertThat(t.rows(REJECTS)).allSatisfy(row -> assertThat(Long.parseLong(row.get("row")) % 1000)
                .isEqualTo(1));
    }

    @Test
    void importThatFailsLaterLeavesNoRejects() throws Exception {
        t.ontology.setValidation(TABLE, ValidationMode.QUARANTINE);
        FileId file = upload((HEADER + "1,a,,,\n1,b,,,\n2,toolong,,,\n").getBytes(StandardCharsets.UTF_8));
        assertThat(refused(() -> load(file, "csv", ImportMode.INCREMENTAL, DedupMode.INSERT_DUPLICATES))
                        .code())
                .isEqualTo(ErrorCode.DUPLICATE_KEY);
        assertThat(refused(() -> t.storage.tables().get(REJECTS)).code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
    }

    @Test
    void tableOfAnotherShapeIsNotWrittenInto() throws Exception {
        t.ontology.setValidation(TABLE, ValidationMode.QUARANTINE);
        t.storage.tables().create(new NewTable(REJECTS, t.table().columns(), List.of()));
        Table before = t.table();
        FileId file = upload(ROWS.getBytes(StandardCharsets.UTF_8));
        ApiException error = refused(() -> load(file, "csv", ImportMode.FULL, DedupMode.UPDATE_DUPLICATES));
        assertThat(error.getMessage()).contains("has other columns than rejected rows");
        assertThat(t.table()).isEqualTo(before);
    }

    @Test
    void newVersionOfTheSchemaIsTheRuleAtOnce() throws Exception {
        t.ontology.setValidation(TABLE, ValidationMode.REJECT);
        String row = HEADER + "1,abcd,,,\n";
        FileId file = upload(row.getBytes(StandardCharsets.UTF_8));
        assertThat(refused(() -> load(file, "csv", ImportMode.FULL, DedupMode.UPDATE_DUPLICATES))
                        .code())
                .isEqualTo(ErrorCode.INVALID_ROWS);
        t.register(SCHEMA.replace("\"max_length\": 3", "\"max_length\": 4"));
        assertThat(load(row, ImportMode.FULL).importedRows()).isEqualTo(1);
        t.ontology.unbind(TABLE);
        assertThat(t.ontology.rules().rulesOf(TABLE, Instant.EPOCH)).isEmpty();
    }

    @Test
    void unboundTableCostsNoLookIntoTheCatalogAfterTheFirst() {
        TableId other = new TableId(TABLE.bucket(), "other");
        assertThat(t.ontology.rules().rulesOf(other, Instant.EPOCH)).isEmpty();
        t.catalog.close();
        assertThat(t.ontology.rules().rulesOf(other, Instant.EPOCH)).isEmpty();
    }

    @Test
    void patternThatRe2DoesNotKnowIsRefusedWhenTheSchemaIsRead() {
        ApiException error = refused(() -> t.register(SCHEMA.replace("[a-z]+", "(?=a)b")));
        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_SCHEMA);
        assertThat(error.getMessage()).contains("the pattern of tags").contains("(?=a)b");
        assertThat(t.register(SCHEMA.replace("[a-z]+", "(?P<x>\\\\pL)+"))).isEqualTo(2);
    }
}
