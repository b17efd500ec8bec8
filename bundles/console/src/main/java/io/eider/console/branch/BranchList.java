package io.eider.console.branch;

import io.eider.api.storage.Branch;
import io.eider.api.storage.PageRequest;
import io.eider.console.Grid;
import io.eider.console.Plain;
import io.eider.console.ProjectCommand;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the dev branches, the newest first. */
@Service
@Command(scope = "eider", name = "branch-list", description = "Lists the dev branches, the newest first")
public final class BranchList extends ProjectCommand {
    private static final int MOST = 1_000;

    @Override
    protected void run() {
        List<Branch> branches = services.storage(
                        storage -> storage.branches().list(projectId(), new PageRequest(MOST, 0)))
                .items();
        Grid grid = new Grid("No dev branches; make one with eider:branch-create")
                .left("Branch")
                .left("Name")
                .right("Own tables")
                .right("Size")
                .left("Created");
        for (Branch branch : branches) {
            grid.row(
                    branch.id(),
                    branch.name(),
                    Plain.count(branch.ownTables().size()),
                    Plain.size(branch.sizeBytes()),
                    branch.createdAt());
        }
        show(branches.stream().map(BranchShow::document).toList(), grid);
    }
}
