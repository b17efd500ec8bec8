package io.eider.console;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ProjectId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.workspace.Workspace;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;

/** A command on one workspace. Its id is unique on the server, so its project need not be named. */
public abstract class WorkspaceCommand extends EiderCommand {
    @Argument(index = 0, name = "workspace", description = "Id of the workspace, ws_...", required = true)
    @Completion(WorkspaceCompleter.class)
    protected String workspace;

    @Option(name = "--project", description = "Id of its project; looked for in all if left out")
    @Completion(ProjectCompleter.class)
    protected String project;

    /** The workspace that was named, an expired one too; WORKSPACE_NOT_FOUND. */
    protected final Workspace find() {
        WorkspaceId id = new WorkspaceId(workspace);
        if (project != null) {
            return services.workspaces(workspaces -> workspaces.find(new ProjectId(project), id));
        }
        return services.projects().stream()
                .flatMap(one -> services.workspaces(workspaces -> workspaces.list(one.id())).stream())
                .filter(found -> found.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ApiException(
                        ErrorCode.WORKSPACE_NOT_FOUND,
                        "Workspace " + id + " not found",
                        Map.of("workspace_id", id.value())));
    }
}
