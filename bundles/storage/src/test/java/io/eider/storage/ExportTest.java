package io.eider.storage;

import static io.eider.storage.StorageFixture.PROJECT;
import static io.eider.storage.StorageFixture.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.ExportRequest;
import io.eider.api.storage.ExportResult;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.UploadedFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
    @TempDir
    Path directory;

    private StorageFixture server;
    private TransfersFixture transfers;

    @BeforeEach
    void start() throws Exception {
        server = new StorageFixture(directory).withBucket();
        transfers = new TransfersFixture(server);
        transfers.create(List.of("id"), column("id", "INTEGER"), column("v", "VARCHAR"));
        transfers.load("id,v\n1,a\n2,\"b, c\"\n3,\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void csvHasAHeaderAndIsARegisteredFile() throws Exception {
        ExportResult result = transfers.export("csv", null);
        assertThat(new String(transfers.content(result), StandardCharsets.UTF_8))
                .isEqualTo("id,v\n1,a\n2,\"b, c\"\n3,\n");
        assertThat(result.rows()).isEqualTo(3);
        UploadedFile file = result.file();
        assertThat(file.name()).matches("export_t_\\d{8}_\\d{6}\\.csv");
        assertThat(file.path()).matches("project_p1/\\d{4}/\\d\\d/\\d\\d/" + file.id() + "_" + file.name());
        assertThat(file.contentType()).contains("text/csv");
        assertThat(file.sha256()).isEmpty();
        assertThat(file.tags()).contains(Map.of("type", "export", "table", "in_c_sales.t"));
        assertThat(file.sizeBytes()).isEqualTo(transfers.content(result).length);
        assertThat(server.storage.files().get(PROJECT, file.id())).isEqualTo(file);
    }

    @Test
    void gzipIsCsvInside() throws Exception {
        ExportResult result = transfers.export("csv", "gzip");
        assertThat(result.file().name()).endsWith(".csv.gz");
        try (var in = new GZIPInputStream(new ByteArrayInputStream(transfers.content(result)))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).startsWith("id,v\n1,a\n");
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"gzip", "zstd", "snappy"})
    void parquetComesBackAsItWas(String compression) throws Exception {
        ExportResult result = transfers.export("parquet", compression);
        assertThat(result.file().name()).endsWith(".parquet");
        assertThat(result.file().contentType()).contains("application/x-parquet");
        List<List<Object>> before = transfers.rows();
        transfers.run(TransfersFixture.full(result.file().id(), "parquet"));
        assertThat(transfers.rows()).isEqualTo(before);
    }

    @Test
    void columnsFilterAndLimitAreHonoured() throws Exception {
        ExportResult result = export(List.of("V", "id"), "id > 1 AND v IS DISTINCT FROM 'x'", 1);
        assertThat(new String(transfers.content(result), StandardCharsets.UTF_8))
                .isEqualTo("v,id\n\"b, c\",2\n");
        assertThat(export(List.of("id"), "true", 0).rows()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "delete from t | contains 'delete '",
                "id = (SELECT 1) | it may not contain a SUBQUERY",
                "v = read_text('/etc/passwd') | function read_text is not allowed here",
                "1) OR (1 | syntax error at or near \")\"",
                "nope = 1 | Referenced column \"nope\" not found in FROM clause!",
                "v::INTEGER = 1 | Could not convert string 'a' to INT32",
            })
    void filterThatIsNoneIsRefusedAndLeavesNothing(String filter, String reason) {
        ApiException error = transfers.refused(() -> export(List.of(), filter, 0));
        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_WHERE_CLAUSE);
        assertThat(error.getMessage()).startsWith("Invalid WHERE clause: " + reason);
        assertThat(error.details()).containsEntry("where_filter", filter);
        nothingIsLeft();
    }

    @Test
    void formatCompressionAndColumnsAreChecked() {
        assertThat(transfers.refused(() -> transfers.export("xml", null)).code())
                .isEqualTo(ErrorCode.INVALID_FORMAT);
        ApiException compression = transfers.refused(() -> transfers.export("csv", "zstd"));
        assertThat(compression.code()).isEqualTo(ErrorCode.INVALID_COMPRESSION);
        assertThat(compression).hasMessage("Invalid compression for csv: zstd");
        assertThat(compression.details()).containsEntry("valid_compression", java.util.Arrays.asList(null, "gzip"));
        assertThat(transfers.refused(() -> export(List.of("nope"), "true", 0)).code())
                .isEqualTo(ErrorCode.UNKNOWN_COLUMN);
        nothingIsLeft();
    }

    private ExportResult export(List<String> columns, String filter, long limit) {
        return transfers.run(new ExportRequest(
                "csv", Optional.empty(), Optional.of(columns), Optional.of(filter), OptionalLong.of(limit)));
    }

    private void nothingIsLeft() {
        var page = server.storage.files().list(PROJECT, new PageRequest(10, 0));
        assertThat(page.total()).isEqualTo(1); // the imported file
        try (var all = Files.walk(server.layout.files(PROJECT))) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(1);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
