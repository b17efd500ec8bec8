package io.eider.console.snapshot;

import io.eider.api.storage.SnapshotContent;
import io.eider.console.Json;
import io.eider.console.Plain;
import io.eider.console.SnapshotCommand;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Writes a snapshot into a Parquet file on this server. */
@Service
@Command(
        scope = "eider",
        name = "snapshot-export",
        description = "Writes a snapshot into a Parquet file on this server")
public final class SnapshotExport extends SnapshotCommand {
    @Argument(index = 2, name = "file", description = "A file that is not there yet", required = true)
    String file;

    @Override
    protected void run() throws CommandException {
        SnapshotContent content = services.storage(
                storage -> storage.snapshots().export(projectId(), branchId(), snapshotId(), "parquet"));
        long bytes;
        try (FileChannel from = content.channel()) {
            bytes = write(from, currentDir().resolve(file));
        } catch (IOException e) {
            throw failure(file + " cannot be written: " + e.getClass().getSimpleName(), e);
        }
        show(Json.object("file", file, "size_bytes", bytes), "Wrote " + Plain.size(bytes) + " to " + file + ".");
    }

    /** The whole file, or none. */
    private static long write(FileChannel from, Path target) throws IOException {
        try (FileChannel to = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            return copy(from, to);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            Files.deleteIfExists(target);
            throw e;
        }
    }

    private static long copy(FileChannel from, FileChannel to) throws IOException {
        long done = 0;
        while (done < from.size()) {
            done += from.transferTo(done, from.size() - done, to);
        }
        return done;
    }
}
