package io.eider.console.snapshot;

import io.eider.api.id.BranchId;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Snapshot;
import io.eider.api.storage.SnapshotFilter;
import io.eider.console.BranchCompleter;
import io.eider.console.Grid;
import io.eider.console.Plain;
import io.eider.console.ProjectCommand;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists snapshots, the newest first. */
@Service
@Command(scope = "eider", name = "snapshot-list", description = "Lists snapshots, the newest first")
public final class SnapshotList extends ProjectCommand {
    private static final int MOST = 1_000;

    @Option(name = "--branch", description = "Id of a dev branch; default if left out")
    @Completion(BranchCompleter.class)
    String branch = BranchId.DEFAULT.value();

    @Option(name = "--bucket", description = "Only of this bucket")
    String bucket;

    @Option(name = "--table", description = "Only of this table")
    String table;

    @Option(name = "--type", description = "manual, auto, auto_predrop, ...")
    String type;

    @Override
    protected void run() {
        SnapshotFilter filter =
                new SnapshotFilter(Optional.ofNullable(bucket), Optional.ofNullable(table), Optional.ofNullable(type));
        List<Snapshot> found = services.storage(storage ->
                        storage.snapshots().list(projectId(), new BranchId(branch), filter, new PageRequest(MOST, 0)))
                .items();
        Grid grid = new Grid("No snapshots")
                .left("Snapshot")
                .left("Table")
                .left("Type")
                .right("Rows")
                .right("Size")
                .left("Expires");
        for (Snapshot snapshot : found) {
            grid.row(
                    snapshot.id(),
                    snapshot.table().shortName(),
                    snapshot.type(),
                    Plain.count(snapshot.rowCount()),
                    Plain.size(snapshot.sizeBytes()),
                    snapshot.expiresAt());
        }
        show(found.stream().map(SnapshotShow::document).toList(), grid);
    }
}
