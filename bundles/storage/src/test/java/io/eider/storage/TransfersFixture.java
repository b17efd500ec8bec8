package io.eider.storage;

import static io.eider.storage.StorageFixture.BUCKET;
import static io.eider.storage.StorageFixture.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.eider.api.error.ApiException;
import io.eider.api.id.FileId;
import io.eider.api.id.FileName;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.CsvOptions;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.ExportRequest;
import io.eider.api.storage.ExportResult;
import io.eider.api.storage.ImportMode;
import io.eider.api.storage.ImportRequest;
import io.eider.api.storage.ImportResult;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.NewUpload;
import io.eider.api.storage.Progress;
import io.eider.api.storage.RowSink;
import io.eider.api.storage.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Table t, files and requests for the tests of imports and exports. */
public final class TransfersFixture {
    public static final TableId T = new TableId(BUCKET, "t");

    private final StorageFixture server;

    public TransfersFixture(StorageFixture server) {
        this.server = server;
    }

    public Table create(List<String> key, Column... columns) {
        return server.storage.tables().create(new NewTable(T, List.of(columns), key));
    }

    public FileId upload(String text) {
        return upload("rows.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    public FileId upload(String name, byte[] bytes) {
        return upload(name, new ByteArrayInputStream(bytes));
    }

    public FileId upload(String name, InputStream bytes) {
        var files = server.storage.files();
        var upload = files.prepare(
                PROJECT, new NewUpload(new FileName(name), Optional.empty(), OptionalLong.empty(), Map.of()));
        try {
            files.receive(PROJECT, upload.key(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.register(PROJECT, upload.key(), Optional.empty(), Map.of()).id();
    }

    /** A full import of CSV text without options. */
    public ImportResult load(String text) {
        return run(full(upload(text)));
    }

    public ImportResult add(String text, DedupMode dedup) {
        return run(new ImportRequest(
                upload(text), "csv", Optional.empty(), ImportMode.INCREMENTAL, dedup, Optional.empty()));
    }

    public ImportResult load(String text, CsvOptions options) {
        return run(new ImportRequest(
                upload(text),
                "csv",
                Optional.of(options),
                ImportMode.FULL,
                DedupMode.UPDATE_DUPLICATES,
                Optional.empty()));
    }

    public ImportResult load(String text, List<String> columns) {
        return run(new ImportRequest(
                upload(text),
                "csv",
                Optional.empty(),
                ImportMode.FULL,
                DedupMode.UPDATE_DUPLICATES,
                Optional.of(columns)));
    }

    public static ImportRequest full(FileId file) {
        return full(file, "csv");
    }

    public static ImportRequest full(FileId file, String format) {
        return new ImportRequest(
                file, format, Optional.empty(), ImportMode.FULL, DedupMode.UPDATE_DUPLICATES, Optional.empty());
    }

    public ImportResult run(ImportRequest request) {
        return server.storage.transfers().importFile(T, request, Progress.NONE);
    }

    public ExportResult export(String format, String compression) {
        return run(new ExportRequest(
                format, Optional.ofNullable(compression), Optional.empty(), Optional.empty(), OptionalLong.empty()));
    }

    public ExportResult run(ExportRequest request) {
        return server.storage.transfers().exportFile(T, request, Progress.NONE);
    }

    public byte[] content(ExportResult result) throws IOException {
        return Files.readAllBytes(
                server.layout.paths().filesDir().resolve(result.file().path()));
    }

    public Table table() {
        return server.storage.tables().get(T);
    }

    public List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        server.storage.tables().preview(T, 10_000, new RowSink() {
            @Override
            public void begin(Table table) {
                assertThat(rows).isEmpty();
            }

            @Override
            public void row(List<Object> values) {
                rows.add(new ArrayList<>(values));
            }
        });
        return rows;
    }

    /** The error of a call that has to leave table and staging as they were. */
    public ApiException refused(Runnable call) {
        Table before = table();
        List<List<Object>> rows = rows();
        ApiException error = catchThrowableOfType(ApiException.class, call::run);
        assertThat(error).isNotNull();
        assertThat(table()).isEqualTo(before);
        assertThat(rows()).isEqualTo(rows);
        assertThat(staged()).isEmpty();
        assertThat(error.getMessage())
                .doesNotContain(server.layout.paths().dataDir().toString());
        return error;
    }

    private List<Path> staged() {
        try (var all = Files.list(server.layout.staging())) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
