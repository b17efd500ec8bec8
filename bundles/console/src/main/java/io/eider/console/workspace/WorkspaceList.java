package io.eider.console.workspace;

import io.eider.api.id.ProjectId;
import io.eider.api.workspace.Workspace;
import io.eider.console.EiderCommand;
import io.eider.console.Grid;
import io.eider.console.Json;
import io.eider.console.Plain;
import io.eider.console.ProjectCompleter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists workspaces, the expired ones too. */
@Service
@Command(scope = "eider", name = "workspace-list", description = "Lists workspaces, the expired ones too")
public final class WorkspaceList extends EiderCommand {
    @Option(name = "--project", description = "Only of this project")
    @Completion(ProjectCompleter.class)
    String project;

    @Override
    protected void run() {
        Stream<ProjectId> projects =
                project == null ? services.projects().stream().map(one -> one.id()) : Stream.of(new ProjectId(project));
        List<Workspace> found = projects.flatMap(id -> services.workspaces(workspaces -> workspaces.list(id)).stream())
                .toList();
        Grid grid = new Grid("No workspaces; make one with eider:workspace-create")
                .left("Workspace")
                .left("Project")
                .left("Branch")
                .left("Name")
                .right("Size")
                .right("Limit")
                .left("Created")
                .left("Expires")
                .left("Status");
        for (Workspace workspace : found) {
            grid.row(
                    workspace.id(),
                    workspace.project(),
                    workspace.branch(),
                    workspace.name(),
                    Plain.size(workspace.sizeBytes()),
                    Plain.size(workspace.sizeLimitBytes()),
                    workspace.createdAt(),
                    workspace.expiresAt(),
                    workspace.status());
        }
        show(found.stream().map(WorkspaceList::document).toList(), grid);
    }

    static Map<String, Object> document(Workspace workspace) {
        return Json.object(
                "id",
                workspace.id(),
                "name",
                workspace.name(),
                "project_id",
                workspace.project(),
                "branch_id",
                workspace.branch(),
                "created_at",
                workspace.createdAt(),
                "expires_at",
                workspace.expiresAt(),
                "size_bytes",
                workspace.sizeBytes(),
                "size_limit_bytes",
                workspace.sizeLimitBytes(),
                "status",
                workspace.status(),
                "database",
                workspace.database(),
                "username",
                workspace.username());
    }
}
