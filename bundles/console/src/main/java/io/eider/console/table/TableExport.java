package io.eider.console.table;

import io.eider.api.storage.ExportRequest;
import io.eider.api.storage.ExportResult;
import io.eider.api.storage.Progress;
import io.eider.console.Json;
import io.eider.console.Plain;
import io.eider.console.TableCommand;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Writes a table into a file of its project. */
@Service
@Command(scope = "eider", name = "table-export", description = "Writes a table into a file of its project")
public final class TableExport extends TableCommand {
    @Option(name = "--format", description = "csv or parquet")
    @Completion(
            value = StringsCompleter.class,
            values = {"csv", "parquet"})
    String format = "csv";

    @Option(name = "--compression", description = "csv: gzip; parquet: gzip, zstd, snappy")
    String compression;

    @Option(name = "--columns", description = "Only these, separated by commas")
    String columns;

    @Option(name = "--where", description = "An SQL expression: only these rows")
    String where;

    @Option(name = "--limit", description = "At most so many rows")
    Long limit;

    @Override
    protected void run() {
        ExportRequest request = new ExportRequest(
                format,
                Optional.ofNullable(compression),
                Optional.ofNullable(columns).map(text -> List.of(text.split(","))),
                Optional.ofNullable(where),
                limit == null ? OptionalLong.empty() : OptionalLong.of(limit));
        ExportResult done = services.storage(storage -> storage.transfers().exportFile(id(), request, Progress.NONE));
        show(
                Json.object(
                        "file_id",
                        done.file().id(),
                        "file_path",
                        done.file().path(),
                        "rows_exported",
                        done.rows(),
                        "file_size_bytes",
                        done.file().sizeBytes()),
                "Wrote " + Plain.count(done.rows()) + " rows into file "
                        + done.file().id() + " (" + Plain.cell(done.file().name()) + ").");
    }
}
