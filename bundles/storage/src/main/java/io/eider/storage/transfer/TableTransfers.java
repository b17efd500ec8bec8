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
import io.eider.api.storage.RowRules;
import io.eider.api.storage.Table;
import io.eider.api.storage.Transfers;
import io.eider.engine.DataLayout;
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
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Import and export. A bounded number runs at once, whichever tables they work on. Thread-safe. */
public final class TableTransfers implements Transfers {
    private static final long SMALL_BYTES = 4L << 20;
    private static final List<String> FORMATS = List.of("csv", "parquet");

    private final TableReader reader;
    private final TableWriter writer;
    private final StoredFiles files;
    private final TableExport export;
    private final RuleLookup rules;
    private final Rejects rejects;
    private final Gate gate;
    private final int maxLineBytes;

    /** What imports are checked by: the rules, and what writes the rows that break them. */
    public record Checks(RuleLookup rules, DataLayout layout, Clock clock) {}

    public TableTransfers(
            TableReader reader,
            TableWriter writer,
            StoredFiles files,
            TableExport export,
            Checks checks,
            StorageLimits limits) {
        this.rules = checks.rules;
        this.rejects = new Rejects(reader, writer, checks.layout, checks.clock);
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
        Optional<RowRules> checked = rules.of(seen);
        try (Rejects.Batch batch = checked.isPresent() ? rejects.batch(id, request.file()) : null) {
            ImportFile file = ImportFile.of(path, maxLineBytes);
            Validation validation = new Validation(checked, batch);
            Written<Long> written = write(id, new Load(request, file, validation, progress));
            Table after = written.table();
            return new ImportResult(
                    written.result(), after.rowCount(), after.sizeBytes(), validation.warnings(), validation.report());
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

    /** An import on its way. */
    private record Load(ImportRequest request, ImportFile file, Validation validation, Progress progress) {}

    private Written<Long> write(TableId id, Load load) {
        if (load.request.mode() == ImportMode.INCREMENTAL) {
            return writer.amend(id, (session, table) -> load(session, table, load, TableLoad::add));
        }
        BlockSize blocks = load.file.expectedBytes() < SMALL_BYTES ? BlockSize.SMALL : BlockSize.LARGE;
        return writer.replace(id, blocks, (session, table) -> load(session, table, load, TableLoad::replaceAll));
    }

    /** The turn is taken with the table's lock held: a second import of the table waits there and takes no turn from others. */
    private long load(TableSession session, Table table, Load load, ToLongFunction<TableLoad> way) {
        try (Gate.Pass pass = gate.enter()) {
            session.reportTo(load.progress);
            ImportRequest request = load.request;
            List<Column> wanted = ColumnChoice.of(table, request.columns());
            List<LoadSource> sources = load.file.sources(session, request, wanted);
            TableLoad.Rows rows = new TableLoad.Rows(load.file.path(), sources, request.dedup());
            return way.applyAsLong(new TableLoad(session, table, rows, load.validation));
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
