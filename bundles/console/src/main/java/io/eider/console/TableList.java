package io.eider.console;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.Table;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the tables of a bucket. */
@Service
@Command(scope = "eider", name = "table-list", description = "Lists the tables of a bucket")
public final class TableList extends EiderCommand {
    @Argument(index = 0, name = "project", description = "Id of the project", required = true)
    @Completion(ProjectCompleter.class)
    String project;

    @Argument(index = 1, name = "bucket", description = "Name of the bucket", required = true)
    @Completion(BucketCompleter.class)
    String bucket;

    @Override
    protected void run() {
        BucketId id = new BucketId(new ProjectId(project), BranchId.DEFAULT, bucket);
        List<Table> tables = services.storage(storage -> storage.tables().list(id));
        Grid grid = new Grid("No tables in bucket " + id.name())
                .left("Table")
                .right("Columns")
                .left("Primary key")
                .right("Rows")
                .right("Size")
                .right("Version")
                .left("Created");
        for (Table table : tables) {
            grid.row(
                    table.id().name(),
                    Plain.count(table.columns().size()),
                    String.join(", ", table.primaryKey()),
                    Plain.count(table.rowCount()),
                    Plain.size(table.sizeBytes()),
                    Plain.count(table.version()),
                    table.createdAt());
        }
        show(tables.stream().map(TableShow::document).toList(), grid);
    }
}
