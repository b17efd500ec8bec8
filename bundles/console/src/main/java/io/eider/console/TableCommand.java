package io.eider.console;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;

/** A command on one table. */
public abstract class TableCommand extends EiderCommand {
    @Argument(index = 0, name = "project", description = "Id of the project", required = true)
    @Completion(ProjectCompleter.class)
    protected String project;

    @Argument(index = 1, name = "bucket", description = "Name of the bucket", required = true)
    @Completion(BucketCompleter.class)
    protected String bucket;

    @Argument(index = 2, name = "table", description = "Name of the table", required = true)
    @Completion(TableCompleter.class)
    protected String table;

    @Option(name = "--branch", description = "Id of a dev branch; default if left out")
    @Completion(BranchCompleter.class)
    protected String branch = BranchId.DEFAULT.value();

    /** The table that was named. */
    protected final TableId id() {
        return new TableId(new BucketId(new ProjectId(project), new BranchId(branch), bucket), table);
    }
}
