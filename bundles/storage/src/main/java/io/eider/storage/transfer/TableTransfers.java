package io.eider.storage.transfer;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.ExportRequest;
import io.eider.api.storage.ExportResult;
import io.eider.api.storage.ImportMode;
import io.eider.api.storage.ImportRequest;
import io.eider.api.storage.ImportResult;
import io.eider.api.storage.Progress;
import io.eider.api.storage.Table;
import io.eider.api.storage.Transfers;
import io.eider.engine.Disk;
import io.eider.engine.Gate;
import io.eider.engine.TableFiles.BlockSize;
import io.eider.engine.TableSession;
import io.eider.engine.UnreadableFile;
import io.eider.storage.StorageLimits;
import io.eider.storage.file.StoredFiles;
import io.eider.storage.table.TableReader;
import io.eider.storage.table.TableWriter;
import io.eider.storage.table.TableWriter.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Import and export. A bounded number runs at once, whichever tables they work on. Thread-safe. */
public final class TableTransfers implements Transfers {
    private static final long SMALL_BYTES = 4L << 20;
    private static final List<String> FORMATS = List.of("csv", "parquet");

    private final TableReader reader;
    private final TableWriter writer;
    private final StoredFiles files;
    private final TableExport export;
    private final Gate gate;
    private final int maxLineBytes;

    public TableTransfers(
            TableReader reader, TableWriter writer, StoredFiles files, TableExport export, StorageLimits limits) {
        this.reader = reader;
        this.writer = writer;
        this.files = files;
        this.export = export;
        this.gate = new Gate(
                "imports and exports", limits.transfersAtOnce(), limits.transfersWaiting(), limits.transferWait());
        this.maxLineBytes = limits.csvLineBytes();
    }

    @Override
    public ImportResult importFile(TableId id, ImportRequest request, Progress progress) {
        Table seen = reader.require(id).table();
        Path path = files.locate(id.project(), request.file());
        requireFormat(request.format());
        ColumnChoice.of(seen, request.columns());
        try {
            ImportFile file = ImportFile.of(path, maxLineBytes);
            Written<Long> written = write(id, request, file, progress);
            Table after = written.table();
            return new ImportResult(written.result(), after.rowCount(), after.sizeBytes(), List.of());
        } catch (UnreadableFile e) {
            throw unreadable(request, e);
        } catch (UncheckedIOException e) {
            throw unread(id, request, e.getCause());
        } catch (IOException e) {
            throw unread(id, request, e);
        }
    }

    @Override
    public ExportResult exportFile(TableId id, ExportRequest request, Progress progress) {
        reader.require(id);
        requireFormat(request.format());
        TableExport.requireCompression(request);
        try (Gate.Pass pass = gate.enter()) {
            return export.run(id, request, progress);
        }
    }

    /** A file that was deleted meanwhile is not found, as if it had been before. */
    private ApiException unread(TableId id, ImportRequest request, IOException e) {
        files.locate(id.project(), request.file());
        return Disk.failure(e, ErrorCode.INTERNAL_ERROR, "The file could not be read");
    }

    private Written<Long> write(TableId id, ImportRequest request, ImportFile file, Progress progress) {
        if (request.mode() == ImportMode.INCREMENTAL) {
            return writer.amend(id, (session, table) -> load(session, table, request, file, progress, TableLoad::add));
        }
        BlockSize blocks = file.expectedBytes() < SMALL_BYTES ? BlockSize.SMALL : BlockSize.LARGE;
        return writer.replace(
                id, blocks, (session, table) -> load(session, table, request, file, progress, TableLoad::replaceAll));
    }

    /** The turn is taken with the table's lock held: a second import of the table waits there and takes no turn from others. */
    private long load(
            TableSession session,
            Table table,
            ImportRequest request,
            ImportFile file,
            Progress progress,
            ToLongFunction<TableLoad> way) {
        try (Gate.Pass pass = gate.enter()) {
            session.reportTo(progress);
            List<Column> wanted = ColumnChoice.of(table, request.columns());
            List<LoadSource> sources = file.sources(session, request, wanted);
            return way.applyAsLong(new TableLoad(session, table, file.path(), sources, request.dedup()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireFormat(String format) {
        if (!FORMATS.contains(format)) {
            throw new ApiException(
                    ErrorCode.INVALID_FORMAT,
                    "Unsupported format: " + format + ". Use 'csv' or 'parquet'.",
                    Map.of("format", format));
        }
    }

    private static ApiException unreadable(ImportRequest request, UnreadableFile e) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("file_id", request.file().value());
        details.put("format", request.format());
        return new ApiException(ErrorCode.IMPORT_FAILED, "Failed to load file: " + e.getMessage(), details, e);
    }
}
