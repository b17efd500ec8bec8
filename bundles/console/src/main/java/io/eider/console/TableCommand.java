package io.eider.console;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;

/** A command on one table. */
abstract class TableCommand extends EiderCommand {
    @Argument(index = 0, name = "project", description = "Id of the project", required = true)
    @Completion(ProjectCompleter.class)
    String project;

    @Argument(index = 1, name = "bucket", description = "Name of the bucket", required = true)
    @Completion(BucketCompleter.class)
    String bucket;

    @Argument(index = 2, name = "table", description = "Name of the table", required = true)
    @Completion(TableCompleter.class)
    String table;

    final TableId id() {
        return new TableId(new BucketId(new ProjectId(project), BranchId.DEFAULT, bucket), table);
    }
}
