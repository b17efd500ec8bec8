package io.eider.console.ontology;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.TableId;
import io.eider.console.BucketCommand;
import io.eider.console.TableCompleter;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;

/** A command on one table of the default branch; only such tables follow schemas. */
abstract class FollowingTableCommand extends BucketCommand {
    /** Who plans and approves at the console. */
    static final String ACTOR = "console";

    @Argument(index = 2, name = "table", description = "Name of the table", required = true)
    @Completion(TableCompleter.class)
    String table;

    final TableId id() {
        return new TableId(new BucketId(projectId(), BranchId.DEFAULT, bucket), table);
    }
}
