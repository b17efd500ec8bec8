package io.eider.console.branch;

import io.eider.api.id.BucketId;
import io.eider.api.id.TableId;
import io.eider.api.storage.MergeReport;
import io.eider.api.storage.MergeRequest;
import io.eider.console.BranchCommand;
import io.eider.console.Grid;
import io.eider.console.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Makes tables of a branch the default branch's, all or none. */
@Service
@Command(
        scope = "eider",
        name = "branch-merge",
        description = "Makes tables of a branch the default branch's, all or none")
public final class BranchMerge extends BranchCommand {
    @Argument(index = 2, name = "tables", description = "bucket table, in turn", required = true, multiValued = true)
    List<String> tables;

    @Option(name = "--overwrite", description = "Also where the default branch has changed")
    boolean overwrite;

    @Option(name = "--dry-run", description = "Only report")
    boolean dryRun;

    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        MergeRequest request = new MergeRequest(
                ids(),
                overwrite ? MergeRequest.OnConflict.OVERWRITE : MergeRequest.OnConflict.REFUSE,
                dryRun ? MergeRequest.Run.REPORT_ONLY : MergeRequest.Run.MERGE);
        if (!force && !dryRun) {
            confirm("Replace " + request.tables().size() + " tables of the default branch?");
        }
        MergeReport report = services.storage(storage -> storage.branches().merge(projectId(), branchId(), request));
        Grid grid = new Grid("")
                .left("Bucket")
                .left("Table")
                .right("Base")
                .right("Main")
                .right("Branch")
                .left("Conflict");
        for (MergeReport.Entry entry : report.tables()) {
            grid.row(
                    entry.bucket(),
                    entry.table(),
                    text(entry.baseVersion()),
                    text(entry.mainVersion()),
                    entry.branchVersion(),
                    entry.hasConflict() ? "yes" : "no");
        }
        show(
                Json.object(
                        "merged",
                        report.isMerged(),
                        "tables",
                        report.tables().stream().map(BranchMerge::document).toList()),
                grid);
    }

    private List<TableId> ids() throws CommandException {
        if (tables.size() % 2 != 0) {
            throw failure("tables are given as pairs of bucket and table", null);
        }
        List<TableId> ids = new ArrayList<>();
        for (int i = 0; i < tables.size(); i += 2) {
            ids.add(new TableId(new BucketId(projectId(), branchId(), tables.get(i)), tables.get(i + 1)));
        }
        return ids;
    }

    private static Object text(OptionalLong version) {
        return version.isPresent() ? version.getAsLong() : "";
    }

    private static Map<String, Object> document(MergeReport.Entry entry) {
        return Json.object(
                "bucket",
                entry.bucket(),
                "table",
                entry.table(),
                "conflict",
                entry.hasConflict(),
                "branch_version",
                entry.branchVersion(),
                "row_count",
                entry.rowCount());
    }
}
