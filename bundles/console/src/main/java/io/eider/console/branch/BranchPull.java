package io.eider.console.branch;

import io.eider.api.id.BucketId;
import io.eider.api.id.TableId;
import io.eider.console.BranchCommand;
import io.eider.console.BucketCompleter;
import io.eider.console.Json;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Gives up a branch's own copy of a table. */
@Service
@Command(scope = "eider", name = "branch-pull", description = "Gives up a branch's own copy of a table")
public final class BranchPull extends BranchCommand {
    @Argument(index = 2, name = "bucket", description = "Name of the bucket", required = true)
    @Completion(BucketCompleter.class)
    String bucket;

    @Argument(index = 3, name = "table", description = "Name of the table", required = true)
    String table;

    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        TableId id = new TableId(new BucketId(projectId(), branchId(), bucket), table);
        if (!force) {
            confirm("Give up what branch " + branch + " has changed in " + id.shortName() + "?");
        }
        boolean wasLocal = services.storage(storage -> storage.branches().pull(id));
        show(
                Json.object("was_local", wasLocal),
                wasLocal
                        ? "The branch reads the default branch again."
                        : "The branch read the default branch already.");
    }
}
