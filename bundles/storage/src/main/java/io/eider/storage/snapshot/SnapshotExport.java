package io.eider.storage.snapshot;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.Snapshot;
import io.eider.api.storage.SnapshotContent;
import io.eider.engine.DataLayout;
import io.eider.engine.Disk;
import io.eider.engine.DuckDbFailure;
import io.eider.engine.Gate;
import io.eider.engine.Sql;
import io.eider.engine.TableFiles;
import io.eider.storage.snapshot.SnapshotRecords.SnapshotRow;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;

/** Writes the rows of a snapshot as Parquet, into a file that has no name any more when the reader gets it. */
final class SnapshotExport {
    private final DataLayout layout;
    private final TableFiles tables;
    private final SnapshotFiles files;
    private final Gate gate;

    SnapshotExport(DataLayout layout, TableFiles tables, SnapshotFiles files, Gate gate) {
        this.layout = layout;
        this.tables = tables;
        this.files = files;
        this.gate = gate;
    }

    SnapshotContent run(SnapshotRow row, String format) {
        Snapshot snapshot = row.snapshot();
        if (!format.equals("parquet")) {
            throw new ApiException(
                    ErrorCode.INVALID_FORMAT,
                    "Unsupported format: " + format + ". Use 'parquet'.",
                    Map.of("format", format));
        }
        ProjectId project = snapshot.table().project();
        Path data = files.data(project, snapshot.id());
        if (!Files.isRegularFile(data)) {
            throw SnapshotRestore.fileGone(snapshot);
        }
        try (Gate.Pass pass = gate.enter()) {
            return write(snapshot, data, layout.fileStaging(project).resolve(UUID.randomUUID() + ".parquet"));
        }
    }

    private SnapshotContent write(Snapshot snapshot, Path data, Path target) {
        try {
            Files.createDirectories(target.getParent());
            tables.read(
                    data,
                    session -> session.execute("COPY " + session.table() + " TO " + Sql.literal(target.toString())
                            + " (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)"));
            FileChannel channel = FileChannel.open(target, StandardOpenOption.READ);
            return new SnapshotContent(snapshot.id() + ".parquet", "application/x-parquet", channel);
        } catch (IOException e) {
            throw Disk.failure(e, ErrorCode.INTERNAL_ERROR, "The snapshot could not be exported");
        } catch (DuckDbFailure e) {
            if (e.kind() == DuckDbFailure.Kind.IO) {
                throw SnapshotRestore.fileGone(snapshot);
            }
            throw e;
        } finally {
            discard(target);
        }
    }

    private static void discard(Path target) {
        try {
            Files.deleteIfExists(target);
        } catch (IOException e) {
            target.toFile().deleteOnExit(); // the staging directory is looked through at the next start
        }
    }
}
