package io.eider.storage.transfer;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.FileName;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.ExportRequest;
import io.eider.api.storage.ExportResult;
import io.eider.api.storage.Progress;
import io.eider.engine.Expressions;
import io.eider.engine.Sql;
import io.eider.engine.TableSession;
import io.eider.storage.file.NewFile;
import io.eider.storage.file.StoredFiles;
import io.eider.storage.file.WrittenFile;
import io.eider.storage.table.FilterFaults;
import io.eider.storage.table.TableReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a table's published version into a registered file. Takes no lock. */
public final class TableExport {
    /** Refused by the contract in exports, beyond what it refuses everywhere. */
    private static final List<String> FORBIDDEN = List.of("delete ", "insert ", "update ");

    private static final Map<String, List<String>> COMPRESSIONS =
            Map.of("csv", Arrays.asList(null, "gzip"), "parquet", Arrays.asList(null, "gzip", "zstd", "snappy"));

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss").withZone(ZoneOffset.UTC);

    private final TableReader reader;
    private final StoredFiles files;
    private final Clock clock;

    public TableExport(TableReader reader, StoredFiles files, Clock clock) {
        this.reader = reader;
        this.files = files;
        this.clock = clock;
    }

    /** @throws ApiException UNKNOWN_COLUMN; INVALID_WHERE_CLAUSE; STORAGE_FULL */
    public ExportResult run(TableId id, ExportRequest request, Progress progress) {
        WrittenFile<Long> written =
                files.write(id.project(), describe(id, request), path -> write(id, request, path, progress));
        return new ExportResult(written.file(), written.result());
    }

    private long write(TableId id, ExportRequest request, Path path, Progress progress) {
        return reader.read(id, (session, table) -> {
            session.reportTo(progress);
            List<Column> columns = ColumnChoice.of(table, request.columns());
            String where = request.whereFilter()
                    .map(text -> " WHERE " + Expressions.filter(session, "where_filter", text, FORBIDDEN))
                    .orElse("");
            String limit = request.limit().isPresent() && request.limit().getAsLong() > 0
                    ? " LIMIT " + request.limit().getAsLong()
                    : ""; // 0 is no limit (storage contract, section 1.9)
            String rows = "SELECT " + list(columns) + " FROM " + session.table() + where + limit;
            return copy(session, request, "COPY (" + rows + ") TO " + Sql.literal(path.toString()) + options(request));
        });
    }

    private static long copy(TableSession session, ExportRequest request, String sql) {
        if (request.whereFilter().isEmpty()) {
            return session.execute(sql);
        }
        return FilterFaults.blame("where_filter", request.whereFilter().get(), () -> session.execute(sql));
    }

    private static String list(List<Column> columns) {
        return columns.stream()
                .map(column -> Sql.identifier(column.name().value()))
                .collect(Collectors.joining(", "));
    }

    private static String options(ExportRequest request) {
        String compression =
                request.compression().map(name -> ", COMPRESSION " + name).orElse("");
        return request.format().equals("csv")
                ? " (FORMAT csv, HEADER true, USE_TMP_FILE false" + compression + ")"
                : " (FORMAT parquet, USE_TMP_FILE false" + compression + ")";
    }

    private NewFile describe(TableId id, ExportRequest request) {
        boolean isCsv = request.format().equals("csv");
        String suffix = isCsv && request.compression().isPresent() ? ".gz" : ""; // Parquet is compressed inside
        return new NewFile(
                new FileName(
                        "export_" + id.name() + "_" + STAMP.format(clock.instant()) + "." + request.format() + suffix),
                Optional.of(isCsv ? "text/csv" : "application/x-parquet"),
                Map.of("type", "export", "table", id.shortName()));
    }

    /** @throws ApiException INVALID_COMPRESSION */
    public static void requireCompression(ExportRequest request) {
        List<String> valid = COMPRESSIONS.get(request.format());
        if (!valid.contains(request.compression().orElse(null))) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("format", request.format());
            details.put("valid_compression", valid);
            throw new ApiException(
                    ErrorCode.INVALID_COMPRESSION,
                    "Invalid compression for " + request.format() + ": "
                            + request.compression().orElse("none"),
                    details);
        }
    }
}
