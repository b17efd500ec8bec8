package io.eider.console.snapshot;

import io.eider.console.Json;
import io.eider.console.SnapshotCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Deletes a snapshot. */
@Service
@Command(scope = "eider", name = "snapshot-delete", description = "Deletes a snapshot")
public final class SnapshotDelete extends SnapshotCommand {
    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        if (!force) {
            confirm("Delete snapshot " + snapshot + " for good?");
        }
        services.storage(storage -> {
            storage.snapshots().delete(projectId(), branchId(), snapshotId());
            return snapshot;
        });
        show(Json.object("deleted", snapshot), "Deleted snapshot " + snapshot + ".");
    }
}
