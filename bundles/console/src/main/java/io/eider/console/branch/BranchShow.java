package io.eider.console.branch;

import io.eider.api.storage.Branch;
import io.eider.console.BranchCommand;
import io.eider.console.Grid;
import io.eider.console.Json;
import io.eider.console.Plain;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows a dev branch with its own tables. */
@Service
@Command(scope = "eider", name = "branch-show", description = "Shows a dev branch with its own tables")
public final class BranchShow extends BranchCommand {
    @Override
    protected void run() {
        Branch found = services.storage(storage -> storage.branches().get(projectId(), branchId()));
        Grid grid = new Grid("It has no tables of its own")
                .left("Bucket")
                .left("Table")
                .left("Since");
        found.ownTables().forEach(own -> grid.row(own.bucket(), own.table(), own.copiedAt()));
        show(
                document(found),
                found.id() + " " + Plain.cell(found.name()) + ", " + Plain.size(found.sizeBytes())
                        + System.lineSeparator() + grid);
    }

    static Map<String, Object> document(Branch branch) {
        return Json.object(
                "id",
                branch.id(),
                "name",
                branch.name(),
                "description",
                branch.description(),
                "created_at",
                branch.createdAt(),
                "size_bytes",
                branch.sizeBytes(),
                "tables",
                branch.ownTables().stream()
                        .map(own ->
                                Json.object("bucket", own.bucket(), "table", own.table(), "copied_at", own.copiedAt()))
                        .toList());
    }
}
