package io.eider.console.branch;

import io.eider.api.storage.Branch;
import io.eider.console.BranchCommand;
import io.eider.console.Json;
import io.eider.console.Plain;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Deletes a dev branch with its own tables, snapshots, workspaces and keys. */
@Service
@Command(
        scope = "eider",
        name = "branch-delete",
        description = "Deletes a dev branch with its own tables, snapshots, workspaces and keys")
public final class BranchDelete extends BranchCommand {
    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        Branch found = services.storage(storage -> storage.branches().get(projectId(), branchId()));
        if (!force) {
            confirm("Delete branch " + branch + " with "
                    + Plain.count(found.ownTables().size()) + " tables of its own for good?");
        }
        services.workspaces(workspaces -> {
            workspaces.removeAll(projectId(), branchId());
            return branch;
        });
        services.auth(auth -> {
            auth.removeAll(projectId(), branchId());
            return branch;
        });
        services.storage(storage -> {
            storage.branches().drop(projectId(), branchId());
            return branch;
        });
        show(Json.object("deleted", branch), "Deleted branch " + branch + ".");
    }
}
