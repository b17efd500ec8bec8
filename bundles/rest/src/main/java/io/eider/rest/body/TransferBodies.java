package io.eider.rest.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.eider.api.id.FileId;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.ExportRequest;
import io.eider.api.storage.ExportResult;
import io.eider.api.storage.ImportMode;
import io.eider.api.storage.ImportRequest;
import io.eider.api.storage.ImportResult;
import io.eider.api.storage.ValidationReport;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Bodies of imports and exports (storage contract, section 1.9). */
public final class TransferBodies {
    private TransferBodies() {}

    /** What to import. */
    public record ImportFromFile(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String fileId,
            @Schema(
                            defaultValue = "csv",
                            allowableValues = {"csv", "parquet"})
                    String format,
            @Schema(nullable = true) CsvOptions csvOptions,
            ImportOptions importOptions) {
        /** Reads it. */
        public static ImportFromFile read(JsonBody body) {
            return new ImportFromFile(
                    body.requiredString("file_id"),
                    body.string("format", "csv"),
                    body.child("csv_options", CsvOptions::read).orElse(null),
                    body.child("import_options", ImportOptions::read)
                            .orElseGet(() -> ImportOptions.read(body.empty())));
        }

        /** The import it asks for. */
        public ImportRequest toRequest() {
            return new ImportRequest(
                    new FileId(fileId),
                    format,
                    Optional.ofNullable(csvOptions).map(CsvOptions::toOptions),
                    importOptions.incremental() ? ImportMode.INCREMENTAL : ImportMode.FULL,
                    DedupMode.of(importOptions.dedupMode()),
                    Optional.ofNullable(importOptions.columns()));
        }
    }

    /** How a CSV file is written. */
    public record CsvOptions(
            @Schema(defaultValue = ",") String delimiter,
            @Schema(defaultValue = "\"") String quote,
            @Schema(defaultValue = "\\") String escape,
            @Schema(defaultValue = "true") boolean header,
            @Schema(defaultValue = "") String nullString) {
        static CsvOptions read(JsonBody body) {
            return new CsvOptions(
                    body.string("delimiter", ","),
                    body.string("quote", "\""),
                    body.string("escape", "\\"),
                    body.bool("header", true),
                    body.string("null_string", ""));
        }

        private io.eider.api.storage.CsvOptions toOptions() {
            var present = header
                    ? io.eider.api.storage.CsvOptions.Header.PRESENT
                    : io.eider.api.storage.CsvOptions.Header.ABSENT;
            return new io.eider.api.storage.CsvOptions(delimiter, quote, escape, present, nullString);
        }
    }

    /** What to do with the rows that are there. */
    public record ImportOptions(
            @Schema(defaultValue = "false") boolean incremental,
            @Schema(
                            defaultValue = "update_duplicates",
                            description = "update_duplicates, insert_duplicates or fail_on_duplicates")
                    String dedupMode,
            @ArraySchema(arraySchema = @Schema(nullable = true)) List<String> columns) {
        static ImportOptions read(JsonBody body) {
            return new ImportOptions(
                    body.bool("incremental", false),
                    body.string("dedup_mode", "update_duplicates"),
                    body.strings("columns").orElse(null));
        }
    }

    /** What an import did. */
    public record ImportResponse(
            long importedRows,
            long tableRowsAfter,
            long tableSizeBytes,
            List<String> warnings,
            @JsonInclude(JsonInclude.Include.NON_NULL)
                    @Schema(nullable = true, description = "only of a table whose rows are checked by a schema")
                    RowValidation validation) {
        /** As it is on the wire. */
        public static ImportResponse of(ImportResult result) {
            return new ImportResponse(
                    result.importedRows(),
                    result.tableRows(),
                    result.tableSizeBytes(),
                    result.warnings(),
                    result.validation().map(RowValidation::of).orElse(null));
        }
    }

    /** What the check of rows found. */
    public record RowValidation(
            @Schema(description = "warn or quarantine") String mode,
            @Schema(description = "the schema and its version") String origin,
            long checkedRows,
            long badRows,
            List<BrokenRule> rules,
            @JsonInclude(JsonInclude.Include.NON_NULL)
                    @Schema(nullable = true, description = "the table that bad rows went to")
                    String rejectsTable) {
        static RowValidation of(ValidationReport report) {
            return new RowValidation(
                    lower(report.mode()),
                    report.origin(),
                    report.checkedRows(),
                    report.badRows(),
                    report.broken().stream().map(BrokenRule::of).toList(),
                    report.rejects().orElse(null));
        }
    }

    /** A rule that rows broke. */
    public record BrokenRule(
            String column,
            @Schema(description = "required, allowed, minimum, maximum, max_length or pattern") String rule,
            long rows,
            @Schema(description = "at most three values") List<String> examples) {
        static BrokenRule of(ValidationReport.Broken broken) {
            return new BrokenRule(
                    broken.rule().column(), lower(broken.rule().kind()), broken.rows(), broken.examples());
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** What to export. */
    public record Export(
            @Schema(
                            defaultValue = "csv",
                            allowableValues = {"csv", "parquet"})
                    String format,
            @Schema(nullable = true, description = "csv: gzip; parquet: gzip, zstd, snappy") String compression,
            @ArraySchema(arraySchema = @Schema(nullable = true)) List<String> columns,
            @Schema(nullable = true, description = "one SQL expression over the columns") String whereFilter,
            @Schema(nullable = true, minimum = "0", description = "0: no limit") Long limit) {
        /** Reads it. */
        public static Export read(JsonBody body) {
            OptionalLong limit = body.integer("limit", 0, Long.MAX_VALUE);
            return new Export(
                    body.string("format", "csv"),
                    body.string("compression").orElse(null),
                    body.strings("columns").orElse(null),
                    body.string("where_filter").orElse(null),
                    limit.isEmpty() ? null : limit.getAsLong());
        }

        /** The export it asks for. */
        public ExportRequest toRequest() {
            boolean isLimited = limit != null && limit > 0;
            return new ExportRequest(
                    format,
                    Optional.ofNullable(compression),
                    Optional.ofNullable(columns),
                    Optional.ofNullable(whereFilter),
                    isLimited ? OptionalLong.of(limit) : OptionalLong.empty());
        }
    }

    /** What an export made. */
    public record ExportResponse(String fileId, String filePath, long rowsExported, long fileSizeBytes) {
        /** As it is on the wire. */
        public static ExportResponse of(ExportResult result) {
            return new ExportResponse(
                    result.file().id().value(),
                    result.file().path(),
                    result.rows(),
                    result.file().sizeBytes());
        }
    }
}
