package io.eider.storage;

import static io.eider.storage.StorageFixture.PROJECT;
import static io.eider.storage.StorageFixture.column;
import static io.eider.storage.TransfersFixture.T;
import static io.eider.storage.TransfersFixture.full;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ColumnName;
import io.eider.api.id.FileId;
import io.eider.api.storage.Column;
import io.eider.api.storage.CsvOptions;
import io.eider.api.storage.CsvOptions.Header;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.ImportMode;
import io.eider.api.storage.ImportRequest;
import io.eider.api.storage.ImportResult;
import io.eider.api.storage.Progress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportTest {
    @TempDir
    Path directory;

    private StorageFixture server;
    private TransfersFixture transfers;

    @BeforeEach
    void start() throws Exception {
        server = new StorageFixture(directory).withBucket();
        transfers = new TransfersFixture(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fullLoadReplacesAllRowsAndCountsThem() {
        keyed();
        transfers.load("id,v\n7,old\n");
        ImportResult result = transfers.load("id,v\n1,a\n2,b\n3,c\n");
        assertThat(result.importedRows()).isEqualTo(3);
        assertThat(result.tableRows()).isEqualTo(3);
        assertThat(result.tableSizeBytes()).isEqualTo(transfers.table().sizeBytes());
        assertThat(result.warnings()).isEmpty();
        assertThat(transfers.rows()).containsExactly(row(1L, "a"), row(2L, "b"), row(3L, "c"));
        assertThat(transfers.table().version()).isEqualTo(3);
        assertThat(transfers.table().columns().get(0).nullable()).isFalse();
    }

    @Test
    void columnsAreTakenByHeaderNameInAnyOrderAndCase() {
        keyed();
        transfers.load("V,ID\na,1\n");
        assertThat(transfers.rows()).containsExactly(row(1L, "a"));
    }

    @Test
    void lastRowOfTheFileWins() {
        keyed();
        ImportResult result = transfers.load("id,v\n1,first\n2,b\n1,second\n1,last\n");
        assertThat(result.importedRows()).isEqualTo(4);
        assertThat(result.tableRows()).isEqualTo(2);
        assertThat(transfers.rows()).containsExactlyInAnyOrder(row(2L, "b"), row(1L, "last"));
    }

    @Test
    void columnCalledRowidDoesNotDecideWhichRowIsLast() {
        transfers.create(List.of("RowId"), column("RowId", "INTEGER"), column("v", "VARCHAR"));
        transfers.load("RowId,v\n9,a\n1,b\n9,c\n");
        assertThat(transfers.rows()).containsExactlyInAnyOrder(row(1L, "b"), row(9L, "c"));
        transfers.add("RowId,v\n1,d\n1,e\n", DedupMode.UPDATE_DUPLICATES);
        assertThat(transfers.rows()).containsExactlyInAnyOrder(row(1L, "e"), row(9L, "c"));
    }

    @Test
    void incrementalLoadReplacesRowsOfTheSameKeyAndKeepsTheOthers() {
        keyed();
        transfers.load("id,v\n1,a\n2,b\n");
        ImportResult result = transfers.add("id,v\n2,x\n3,c\n2,y\n", DedupMode.UPDATE_DUPLICATES);
        assertThat(result.importedRows()).isEqualTo(3);
        assertThat(result.tableRows()).isEqualTo(3);
        assertThat(transfers.rows()).containsExactlyInAnyOrder(row(1L, "a"), row(2L, "y"), row(3L, "c"));
    }

    @Test
    void incrementalLoadOfSomeColumnsKeepsTheOthersOfRowsThatAreThere() {
        transfers.create(
                List.of("id", "k"),
                column("id", "INTEGER"),
                column("v", "VARCHAR"),
                column("k", "VARCHAR"),
                column("w", "VARCHAR"));
        transfers.load("id,v,k,w\n1,a,x,keep\n2,b,x,stay\n");
        ImportResult result = transfers.run(new ImportRequest(
                transfers.upload("k,v,id,other\nx,new,1,0\nx,fresh,3,0\n"),
                "csv",
                Optional.empty(),
                ImportMode.INCREMENTAL,
                DedupMode.UPDATE_DUPLICATES,
                Optional.of(List.of("id", "k", "v"))));
        assertThat(result.importedRows()).isEqualTo(2);
        assertThat(transfers.rows())
                .containsExactlyInAnyOrder(
                        row(1L, "new", "x", "keep"), row(2L, "b", "x", "stay"), row(3L, "fresh", "x", null));
    }

    @Test
    void keyOfSeveralColumnsIsOneKey() {
        transfers.create(List.of("b", "a"), column("a", "INTEGER"), column("b", "VARCHAR"), column("c", "INTEGER"));
        transfers.load("a,b,c\n1,x,1\n1,y,2\n1,x,3\n");
        transfers.add("c,b,a\n4,x,2\n5,y,1\n", DedupMode.UPDATE_DUPLICATES);
        assertThat(transfers.rows()).containsExactlyInAnyOrder(row(1L, "x", 3L), row(2L, "x", 4L), row(1L, "y", 5L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TINYINT", "BIGINT", "UINTEGER", "HUGEINT", "DOUBLE", "VARCHAR", "DECIMAL(10,2)"})
    void keyOfAnyTypeIsKeptUnique(String type) {
        transfers.create(List.of("id"), column("id", type), column("v", "VARCHAR"));
        transfers.load("id,v\n1,a\n2,b\n1,c\n");
        assertThat(transfers.rows()).extracting(row -> row.get(1)).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void numbersFarApartAreKeysToo() {
        transfers.create(List.of("id"), column("id", "BIGINT"));
        transfers.load("id\n9223372036854775807\n-9223372036854775808\n0\n0\n");
        assertThat(transfers.rows()).containsExactlyInAnyOrder(row(Long.MAX_VALUE), row(Long.MIN_VALUE), row(0L));
    }

    @Test
    void tableOfKeyColumnsOnlyIsUpserted() {
        transfers.create(List.of("a"), column("a", "INTEGER"));
        transfers.load("a\n1\n2\n1\n");
        transfers.add("a\n2\n3\n", DedupMode.UPDATE_DUPLICATES);
        assertThat(transfers.rows()).containsExactlyInAnyOrder(row(1L), row(2L), row(3L));
    }

    @ParameterizedTest
    @EnumSource(DedupMode.class)
    void tableWithoutKeyTakesEveryRow(DedupMode dedup) {
        transfers.create(List.of(), column("id", "INTEGER"), column("v", "VARCHAR"));
        transfers.load("id,v\n1,a\n1,a\n");
        ImportResult result = transfers.add("id,v\n1,a\n", dedup);
        assertThat(result.tableRows()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = DedupMode.class,
            names = {"INSERT_DUPLICATES", "FAIL_ON_DUPLICATES"})
    void otherModesRefuseDuplicates(DedupMode dedup) {
        keyed();
        transfers.load("id,v\n1,a\n");
        FileId file = transfers.upload("id,v\n5,a\n5,b\n");
        ApiException inFile = transfers.refused(() -> transfers.run(
                new ImportRequest(file, "csv", Optional.empty(), ImportMode.FULL, dedup, Optional.empty())));
        assertThat(inFile.code()).isEqualTo(ErrorCode.DUPLICATE_KEY);
        assertThat(inFile).hasMessage("Duplicate key violation: id = 5; nothing was loaded");
        ApiException inTable = transfers.refused(() -> transfers.add("id,v\n2,b\n1,c\n", dedup));
        assertThat(inTable.code()).isEqualTo(ErrorCode.DUPLICATE_KEY);
        assertThat(inTable).hasMessageContaining("id = 1");
        assertThat(inTable.details()).containsEntry("dedup_mode", dedup.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(transfers.add("id,v\n2,b\n", dedup).tableRows()).isEqualTo(2);
    }

    @Test
    void onlyNamedColumnsAreReadAndTheOthersGetTheirDefault() {
        transfers.create(
                List.of("id"),
                column("id", "INTEGER"),
                column("v", "VARCHAR"),
                new Column(new ColumnName("d"), "VARCHAR", true, Optional.of("'def'")),
                column("n", "INTEGER"));
        transfers.load("extra,d,id,v\nx,ignored,1,a\n", List.of("id", "v"));
        assertThat(transfers.rows()).containsExactly(row(1L, "a", "def", null));
    }

    @Test
    void withoutHeaderColumnsAreTakenByPosition() {
        keyed();
        CsvOptions absent = new CsvOptions(",", "\"", "\"", Header.ABSENT, "");
        transfers.load("1,a\n2,b\n", absent);
        assertThat(transfers.rows()).containsExactly(row(1L, "a"), row(2L, "b"));
        FileId file = transfers.upload("x,9\n");
        transfers.run(new ImportRequest(
                file,
                "csv",
                Optional.of(absent),
                ImportMode.FULL,
                DedupMode.UPDATE_DUPLICATES,
                Optional.of(List.of("v", "id"))));
        assertThat(transfers.rows()).containsExactly(row(9L, "x"));
        failed("line 1 has 3 fields and 2 columns are to be loaded", () -> transfers.load("1,a,b\n", absent));
    }

    @Test
    void headerThatDoesNotFitIsNamed() {
        keyed();
        failed("the file has no column 'v', the table has no column 'w'; name", () -> transfers.load("id,w\n1,a\n"));
        failed("the file has no column 'v'", () -> transfers.load("id\n1\n"));
        failed("the table has no column 'x'", () -> transfers.load("id,v,x\n1,a,b\n"));
        failed("the file names twice 'id'", () -> transfers.load("id,v,id\n1,a,b\n"));
        failed("the file has no column 'v'", () -> transfers.load("id,w\n1,a\n", List.of("id", "v")));
        failed("the key column \"id\" is not among", () -> transfers.load("id,v\n1,a\n", List.of("v")));
    }

    @Test
    void columnThatTheTableDoesNotHaveIsRefusedFirst() {
        keyed();
        ApiException error = transfers.refused(() -> transfers.load("nothing fits", List.of("id", "nope")));
        assertThat(error.code()).isEqualTo(ErrorCode.UNKNOWN_COLUMN);
        assertThat(error).hasMessage("Column nope not found in table t");
        assertThat(error.details()).containsEntry("existing_columns", List.of("id", "v"));
    }

    @Test
    void faultsAreNamedByLineAndColumn() {
        keyed();
        failed(
                "line 3, column \"id\": Could not convert string \"x\" to 'INTEGER'",
                () -> transfers.load("id,v\n1,a\nx,b\n"));
        failed("line 3: expected 2 fields, found 3", () -> transfers.load("id,v\n1,a\n2,b,c\n"));
        failed("line 3: expected 2 fields, found 1", () -> transfers.load("id,v\n1,a\n2\n"));
        failed("line 2: a quoted field has no end", () -> transfers.load("id,v\n1,\"a\n2,b\n"));
        failed("row 2, column \"id\": it may not be NULL", () -> transfers.load("id,v\n1,a\n,b\n"));
        failed(
                "row 2, column \"id\": it may not be NULL",
                () -> transfers.add("id,v\n1,a\n,b\n", DedupMode.UPDATE_DUPLICATES));
        ApiException error = transfers.refused(() -> transfers.load("id,v\nx,b\n"));
        assertThat(error.details()).containsEntry("format", "csv").containsKey("file_id");
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        keyed();
        byte[] latin = "id,v\n1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        failed("line 2: the text is not UTF-8", () -> transfers.run(full(transfers.upload("x", latin))));
        byte[] header = "id,v\u00e9\n1,a\n".getBytes(StandardCharsets.ISO_8859_1);
        failed("line 1 is not UTF-8", () -> transfers.run(full(transfers.upload("x", header))));
        byte[] utf16 = "\uFEFFid,v\n1,a\n".getBytes(StandardCharsets.UTF_16LE);
        failed("text in UTF-16", () -> transfers.run(full(transfers.upload("x", utf16))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFid,v\r\n1,a\r\n",
                "id,v\r1,a\r",
                "id,v\n1,a",
                "\"id\",\"v\"\n\"1\",\"a\"\n",
                "id;v\n1;a\n",
                "id\tv\n1\ta\n",
                "v|id\na|1\n",
                " id , V \n1,a\n",
            })
    void usualFormsOfCsvAreUnderstoodWithoutOptions(String text) {
        keyed();
        transfers.load(text);
        assertThat(transfers.rows()).containsExactly(row(1L, "a"));
    }

    @Test
    void quotesAreDoubledOrEscapedWithABackslash() {
        keyed();
        transfers.load("id,v\n1,\"a \"\"q\"\" \\ b\"\n");
        assertThat(transfers.rows()).containsExactly(row(1L, "a \"q\" \\ b"));
        transfers.load("id,v\n1,\"a \\\"q\\\", b\"\n");
        assertThat(transfers.rows()).containsExactly(row(1L, "a \"q\", b"));
        CsvOptions backslash = new CsvOptions(",", "\"", "\\", Header.PRESENT, "");
        transfers.load("id,v\n1,\"a \"\"q\"\", b\"\n", backslash);
        assertThat(transfers.rows()).containsExactly(row(1L, "a \"q\", b"));
    }

    @Test
    void optionsAreHonoured() {
        keyed();
        transfers.load("id||v\n1||'it''s'\n2||NA\n", new CsvOptions("||", "'", "", Header.PRESENT, "NA"));
        assertThat(transfers.rows()).containsExactly(row(1L, "it's"), row(2L, null));
        transfers.load("id\tv\n1\t\"a\n", new CsvOptions("\\t", "", "", Header.PRESENT, ""));
        assertThat(transfers.rows()).containsExactly(row(1L, "\"a"));
        failed("csv_options.delimiter", () -> transfers.load("id\n", new CsvOptions("", "", "", Header.PRESENT, "")));
        failed("csv_options.quote", () -> transfers.load("id\n", new CsvOptions(",", "ab", "", Header.PRESENT, "")));
        failed("have to differ", () -> transfers.load("id\n", new CsvOptions("'", "'", "", Header.PRESENT, "")));
    }

    @Test
    void quotedLineEndsAndNestedValuesAreData() {
        transfers.create(List.of(), column("l", "INTEGER[]"), column("m x", "VARCHAR"), column("ts", "TIMESTAMP"));
        transfers.load("l,m x,ts\n\"[1, 2]\",\"a\nb\",2024-01-02 03:04:05\n");
        assertThat(transfers.rows())
                .containsExactly(row(List.of(1L, 2L), "a\nb", java.time.LocalDateTime.of(2024, 1, 2, 3, 4, 5)));
    }

    @Test
    void headerOnlyEmptiesTheTableAndNothingIsRefused() {
        keyed();
        transfers.load("id,v\n1,a\n");
        failed("the file is empty", () -> transfers.load(""));
        assertThat(transfers.load("id,v\n").importedRows()).isZero();
        assertThat(transfers.rows()).isEmpty();
    }

    @Test
    void gzipIsKnownByItsBytesNotItsName() throws Exception {
        keyed();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write("id,v\n1,a\n".getBytes(StandardCharsets.UTF_8));
        }
        transfers.run(full(transfers.upload("rows.csv", bytes.toByteArray())));
        assertThat(transfers.rows()).containsExactly(row(1L, "a"));
        transfers.run(full(transfers.upload("plain.gz", "id,v\n2,b\n".getBytes(StandardCharsets.UTF_8))));
        assertThat(transfers.rows()).containsExactly(row(2L, "b"));
    }

    /** DuckDB takes what is there for all there is: rows would be lost without a word. */
    @Test
    void gzipThatIsCutOffOrDamagedIsRefusedWhole() throws Exception {
        keyed();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write("id,v\n".getBytes(StandardCharsets.UTF_8));
            for (int id = 0; id < 5_000; id++) {
                out.write((id + ",row " + id * 31 + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] whole = bytes.toByteArray();
        for (int missing : new int[] {1, 4, 8, 9, 12, 2_999, whole.length - 12}) {
            byte[] cut = Arrays.copyOf(whole, whole.length - missing);
            failed("gzip", () -> transfers.run(full(transfers.upload("rows.csv.gz", cut))));
        }
        byte[] flipped = whole.clone();
        flipped[whole.length - 6] ^= 1;
        failed("gzip", () -> transfers.run(full(transfers.upload("rows.csv.gz", flipped))));
        assertThat(transfers.rows()).isEmpty();
        transfers.run(full(transfers.upload("rows.csv.gz", whole)));
        assertThat(transfers.rows()).hasSize(5_000);
    }

    @Test
    void parquetIsLoadedByColumnName() throws Exception {
        keyed();
        byte[] parquet = parquet("SELECT 'a' AS V, 1::BIGINT AS id UNION ALL SELECT 'b', 2");
        transfers.run(full(transfers.upload("rows.parquet", parquet), "parquet"));
        assertThat(transfers.rows()).containsExactlyInAnyOrder(row(1L, "a"), row(2L, "b"));
        failed(
                "is a Parquet file, not CSV; import it with format 'parquet'",
                () -> transfers.run(full(transfers.upload("rows.csv", parquet))));
        failed(
                "is plain text, not a Parquet file",
                () -> transfers.run(full(transfers.upload("id,v\n1,a\n"), "parquet")));
        byte[] cut = Arrays.copyOf(parquet, parquet.length / 2);
        failed("the file", () -> transfers.run(full(transfers.upload("rows.parquet", cut), "parquet")));
        byte[] other = parquet("SELECT 'a' AS v, 'x' AS id");
        failed("Could not convert", () -> transfers.run(full(transfers.upload("rows.parquet", other), "parquet")));
    }

    @Test
    void boundsOfHeaderAndLineHold() throws Exception {
        keyed();
        String wide = "c,".repeat(100_000) + "c\n";
        failed("line 1 has more than 4096 fields", () -> transfers.load(wide));
        String longHeader = "id,v" + "x".repeat(2 << 20) + "\n1,a\n";
        failed("line 1 is longer than 1048576 bytes", () -> transfers.load(longHeader));
        String longField = "id,v\n1,\"" + "x".repeat(3 << 20) + "\"\n";
        failed("line 2 is longer than 1048576 bytes", () -> transfers.load(longField));
        String inside = "id,v\n1,\"" + "x".repeat(1_000_000) + "\"\n";
        assertThat(transfers.load(inside).importedRows()).isEqualTo(1);
    }

    @Test
    void whatIsMissingIsNamedInTheOrderOfTheContract() throws Exception {
        FileId nope = new FileId("nope");
        assertThatThrownBy(() -> transfers.run(full(nope, "xml"))).hasMessageContaining("Table t not found");
        keyed();
        code(ErrorCode.FILE_NOT_FOUND, () -> transfers.run(full(nope, "xml")));
        FileId file = transfers.upload("id,v\n1,a\n");
        ApiException format = transfers.refused(() -> transfers.run(full(file, "xml")));
        assertThat(format.code()).isEqualTo(ErrorCode.INVALID_FORMAT);
        assertThat(format).hasMessage("Unsupported format: xml. Use 'csv' or 'parquet'.");
        Path bytes = server.layout
                .paths()
                .filesDir()
                .resolve(server.storage.files().get(PROJECT, file).path());
        Files.delete(bytes);
        code(ErrorCode.FILE_CONTENT_NOT_FOUND, () -> transfers.run(full(file, "xml")));
    }

    @Test
    void interruptedImportChangesNothing() {
        keyed();
        transfers.load("id,v\n1,a\n");
        FileId file = transfers.upload("id,v\n" + "2,b\n".repeat(200_000));
        ApiException error = transfers.refused(() -> {
            Thread.currentThread().interrupt();
            try {
                server.storage.transfers().importFile(T, full(file), Progress.NONE);
            } finally {
                Thread.interrupted();
            }
        });
        assertThat(error.code()).isEqualTo(ErrorCode.OPERATION_CANCELLED);
    }

    @Test
    void largeFileKeepsItsOrderAndItsLastRows() {
        keyed();
        StringBuilder text = new StringBuilder("id,v\n");
        for (int i = 0; i < 300_000; i++) {
            text.append(i % 200_000).append(",v").append(i).append('\n');
        }
        ImportResult result = transfers.load(text.toString());
        assertThat(result.importedRows()).isEqualTo(300_000);
        assertThat(result.tableRows()).isEqualTo(200_000);
        assertThat(transfers.rows().get(0)).isEqualTo(row(100_000L, "v100000"));
    }

    private void keyed() {
        transfers.create(List.of("id"), column("id", "INTEGER"), column("v", "VARCHAR"));
    }

    private void failed(String message, Runnable call) {
        ApiException error = transfers.refused(call);
        assertThat(error.getMessage()).startsWith("Failed to load file: ").contains(message);
        assertThat(error.code()).isEqualTo(ErrorCode.IMPORT_FAILED);
    }

    private void code(ErrorCode code, Runnable call) {
        assertThat(transfers.refused(call).code()).isEqualTo(code);
    }

    private byte[] parquet(String query) throws Exception {
        Path file = server.layout.paths().filesDir().resolve("made.parquet");
        server.files.plain(session -> session.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)"));
        return Files.readAllBytes(file);
    }

    private static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }
}
