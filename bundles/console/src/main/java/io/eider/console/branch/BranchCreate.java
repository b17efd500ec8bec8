package io.eider.console.branch;

import io.eider.api.storage.Branch;
import io.eider.console.ProjectCommand;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Makes a dev branch and prints its id. */
@Service
@Command(scope = "eider", name = "branch-create", description = "Makes a dev branch and prints its id")
public final class BranchCreate extends ProjectCommand {
    @Argument(index = 1, name = "name", description = "Name for people", required = true)
    String name;

    @Option(name = "--description", description = "What it is for")
    String description;

    @Override
    protected void run() {
        Branch made = services.storage(
                storage -> storage.branches().create(projectId(), name, Optional.ofNullable(description)));
        show(BranchShow.document(made), "Made branch " + made.id() + ".");
    }
}
