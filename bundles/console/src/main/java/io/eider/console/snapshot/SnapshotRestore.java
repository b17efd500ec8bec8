package io.eider.console.snapshot;

import io.eider.api.storage.Table;
import io.eider.console.Plain;
import io.eider.console.SnapshotCommand;
import io.eider.console.TableShow;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Makes a snapshot its table's next version, or a table elsewhere. */
@Service
@Command(
        scope = "eider",
        name = "snapshot-restore",
        description = "Makes a snapshot its table's next version, or a table elsewhere")
public final class SnapshotRestore extends SnapshotCommand {
    @Option(name = "--to-bucket", description = "Another bucket")
    String targetBucket;

    @Option(name = "--to-table", description = "Another name")
    String targetTable;

    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        if (!force && targetBucket == null && targetTable == null) {
            confirm("Replace the rows of the table by those of " + snapshot + "?");
        }
        Table restored = services.storage(storage -> storage.snapshots()
                .restore(
                        projectId(),
                        branchId(),
                        snapshotId(),
                        Optional.ofNullable(targetBucket),
                        Optional.ofNullable(targetTable)));
        show(
                TableShow.document(restored),
                "Restored " + restored.id().shortName() + " with " + Plain.count(restored.rowCount()) + " rows.");
    }
}
