package io.eider.console;

import io.eider.api.id.BranchId;
import io.eider.api.id.SnapshotId;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;

/** A command on one snapshot. */
public abstract class SnapshotCommand extends ProjectCommand {
    @Argument(index = 1, name = "snapshot", description = "Id of the snapshot, snap_...", required = true)
    @Completion(SnapshotCompleter.class)
    protected String snapshot;

    @Option(name = "--branch", description = "Id of a dev branch; default if left out")
    @Completion(BranchCompleter.class)
    protected String branch = BranchId.DEFAULT.value();

    /** The branch that was named. */
    protected final BranchId branchId() {
        return new BranchId(branch);
    }

    /** The snapshot that was named. */
    protected final SnapshotId snapshotId() {
        return new SnapshotId(snapshot);
    }
}
