package io.eider.console.workspace;

import io.eider.api.id.BranchId;
import io.eider.api.workspace.NewWorkspace;
import io.eider.api.workspace.TableGrant;
import io.eider.api.workspace.TablePermission;
import io.eider.api.workspace.WorkspaceLogin;
import io.eider.console.BranchCompleter;
import io.eider.console.ProjectCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Makes a workspace and prints its password. */
@Service
@Command(scope = "eider", name = "workspace-create", description = "Makes a workspace and prints its password, once")
public final class WorkspaceCreate extends ProjectCommand {
    private static final int MOST_HOURS = 168;
    private static final int MOST_GB = 100;

    @Argument(index = 1, name = "name", description = "Name for people", required = true)
    String name;

    @Option(name = "--branch", description = "Id of a dev branch; default if left out")
    @Completion(BranchCompleter.class)
    String branch = BranchId.DEFAULT.value();

    @Option(name = "--hours", description = "Lives so many hours, 1 to 168; until it is deleted if left out")
    Integer hours;

    @Option(name = "--size-limit", description = "Largest size of its file in GiB, 1 to 100")
    int sizeLimitGb = 10;

    @Option(name = "--preload", description = "A table that is copied into it, bucket.table", multiValued = true)
    List<String> preload = List.of();

    @Option(
            name = "--grant",
            description =
                    "A table that it may read or write, bucket.table=read or bucket.table=readwrite, also *=read; all others are"
                            + " not there then",
            multiValued = true)
    List<String> grants = List.of();

    @Override
    protected void run() throws CommandException {
        if (hours != null && (hours < 1 || hours > MOST_HOURS)) {
            throw failure("--hours is " + hours + ", not 1 to " + MOST_HOURS, null);
        }
        if (sizeLimitGb < 1 || sizeLimitGb > MOST_GB) {
            throw failure("--size-limit is " + sizeLimitGb + ", not 1 to " + MOST_GB, null);
        }
        NewWorkspace request = new NewWorkspace(
                projectId(),
                new BranchId(branch),
                name,
                Optional.ofNullable(hours).map(Duration::ofHours),
                sizeLimitGb,
                preload,
                grants());
        WorkspaceLogin login = services.workspaces(workspaces -> workspaces.create(request));
        show(
                Login.document(login),
                Login.text("Made workspace " + login.workspace().id() + ".", login));
    }

    private List<TableGrant> grants() throws CommandException {
        List<TableGrant> all = new ArrayList<>();
        for (String grant : grants) {
            int sign = grant.lastIndexOf('=');
            TablePermission permission =
                    switch (grant.substring(sign + 1)) {
                        case "read" -> TablePermission.READ;
                        case "readwrite" -> TablePermission.READWRITE;
                        default -> throw failure("--grant " + grant + " does not end with =read or =readwrite", null);
                    };
            all.add(new TableGrant(grant.substring(0, Math.max(0, sign)), permission));
        }
        return all;
    }
}
