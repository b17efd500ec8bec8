package io.eider.console;

import io.eider.api.id.BranchId;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;

/** A command on one dev branch. */
public abstract class BranchCommand extends ProjectCommand {
    @Argument(index = 1, name = "branch", description = "Id of the dev branch", required = true)
    @Completion(BranchCompleter.class)
    protected String branch;

    /** The branch that was named. */
    protected final BranchId branchId() {
        return new BranchId(branch);
    }
}
