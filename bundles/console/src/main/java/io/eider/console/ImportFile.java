package io.eider.console;

import io.eider.api.error.ApiException;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.CsvOptions;
import io.eider.api.storage.DedupMode;
import io.eider.api.storage.ImportMode;
import io.eider.api.storage.ImportRequest;
import io.eider.api.storage.ImportResult;
import io.eider.api.storage.UploadedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Imports a file of the operator into a table. */
@Service
@Command(scope = "eider", name = "import", description = "Imports a CSV or Parquet file of this machine into a table")
public final class ImportFile extends EiderCommand {
    private static final String CANCELLED = "Cancelled; nothing was changed";
    private static final List<String> DEDUP_MODES =
            List.of("update_duplicates", "insert_duplicates", "fail_on_duplicates");

    @Argument(index = 0, name = "file", description = "Path of the file, .csv or .parquet, also .gz", required = true)
    @Completion(FileCompleter.class)
    String file;

    @Option(name = "--project", description = "Id of the project", required = true)
    @Completion(ProjectCompleter.class)
    String project;

    @Option(name = "--bucket", description = "Name of the bucket", required = true)
    @Completion(BucketCompleter.class)
    String bucket;

    @Option(name = "--table", description = "Name of the table", required = true)
    @Completion(TableCompleter.class)
    String table;

    @Option(name = "--branch", description = "Id of a dev branch; default if left out")
    @Completion(BranchCompleter.class)
    String branch = BranchId.DEFAULT.value();

    @Option(name = "--incremental", description = "Add to the rows that are there instead of replacing them")
    boolean incremental;

    @Option(name = "--dedup", description = "update_duplicates, insert_duplicates or fail_on_duplicates")
    @Completion(
            value = StringsCompleter.class,
            values = {"update_duplicates", "insert_duplicates", "fail_on_duplicates"})
    String dedup = "update_duplicates";

    @Option(name = "--format", description = "csv or parquet; found from the name if left out")
    @Completion(
            value = StringsCompleter.class,
            values = {"csv", "parquet"})
    String format;

    @Option(name = "--delimiter", description = "Between the fields of a CSV; \\t for a tab")
    String delimiter;

    @Option(name = "--quote", description = "Around the fields of a CSV")
    String quote;

    @Option(name = "--escape", description = "Before a quote inside quotes")
    String escape;

    @Option(name = "--null", description = "The text that stands for NULL")
    String nullText;

    @Option(name = "--no-header", description = "The first line of the CSV is a row")
    boolean noHeader;

    @Override
    protected void run() throws CommandException {
        Path path = session.currentDir().resolve(file).normalize();
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw failure(path + " is no file that can be read", null);
        }
        if (!DEDUP_MODES.contains(dedup)) {
            throw failure("--dedup is " + dedup + ", not one of " + DEDUP_MODES, null);
        }
        TableId target = new TableId(new BucketId(new ProjectId(project), new BranchId(branch), bucket), table);
        services.storage(storage -> storage.tables().get(target)); // a wrong name is told before the upload
        report(target, importWatched(target, path));
    }

    private ImportResult importWatched(TableId target, Path path) throws CommandException {
        boolean isWatched = isInteractive() && !json;
        try (ProgressLine progress = isWatched ? ProgressLine.on(session) : ProgressLine.hidden()) {
            try {
                return importInto(target, path, progress);
            } catch (ApiException e) {
                if (!LocalUpload.isCancelled(e)) {
                    throw e;
                }
                progress.end(CANCELLED);
                throw failure(CANCELLED, e);
            }
        }
    }

    /** The copy in the server goes when the import has ended, in whatever way: the operator has the file. */
    private ImportResult importInto(TableId target, Path path, ProgressLine progress) throws CommandException {
        LocalUpload upload = new LocalUpload(services, target.project());
        UploadedFile copy = upload.send(path, progress);
        try {
            ImportRequest request = new ImportRequest(
                    copy.id(),
                    formatOf(path),
                    csvOptions(),
                    incremental ? ImportMode.INCREMENTAL : ImportMode.FULL,
                    DedupMode.of(dedup),
                    Optional.empty());
            progress.report("Importing", 0);
            return services.storage(storage -> storage.transfers()
                    .importFile(target, request, fraction -> progress.report("Importing", fraction)));
        } finally {
            upload.remove(copy);
        }
    }

    private void report(TableId target, ImportResult result) {
        StringBuilder text = new StringBuilder(String.format(
                "Imported %s rows into %s: now %s rows, %s.",
                Plain.count(result.importedRows()),
                target.shortName(),
                Plain.count(result.tableRows()),
                Plain.size(result.tableSizeBytes())));
        result.warnings()
                .forEach(warning ->
                        text.append(System.lineSeparator()).append("Warning: ").append(Plain.line(warning)));
        show(
                Json.object(
                        "imported_rows",
                        result.importedRows(),
                        "table_rows_after",
                        result.tableRows(),
                        "table_size_bytes",
                        result.tableSizeBytes(),
                        "warnings",
                        result.warnings()),
                text);
    }

    private String formatOf(Path path) {
        if (format != null) {
            return format;
        }
        return path.toString().toLowerCase(Locale.ROOT).contains(".parquet") ? "parquet" : "csv";
    }

    private Optional<CsvOptions> csvOptions() {
        boolean isGiven =
                noHeader || Stream.of(delimiter, quote, escape, nullText).anyMatch(Objects::nonNull);
        if (!isGiven) {
            return Optional.empty();
        }
        return Optional.of(new CsvOptions(
                Optional.ofNullable(delimiter)
                        .map(text -> text.replace("\\t", "\t"))
                        .orElse(","),
                Optional.ofNullable(quote).orElse("\""),
                Optional.ofNullable(escape).orElse(""),
                noHeader ? CsvOptions.Header.ABSENT : CsvOptions.Header.PRESENT,
                Optional.ofNullable(nullText).orElse("")));
    }
}
