package io.eider.console.workspace;

import io.eider.api.id.ProjectId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.workspace.SessionInfo;
import io.eider.console.EiderCommand;
import io.eider.console.Grid;
import io.eider.console.Json;
import io.eider.console.Plain;
import io.eider.console.ProjectCompleter;
import io.eider.console.WorkspaceCompleter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the sessions that are open. */
@Service
@Command(scope = "eider", name = "session-list", description = "Lists the sessions of workspaces, the oldest first")
public final class SessionList extends EiderCommand {
    private static final int PERCENT = 100;

    @Option(name = "--project", description = "Only of this project")
    @Completion(ProjectCompleter.class)
    String project;

    @Option(name = "--workspace", description = "Only of this workspace")
    @Completion(WorkspaceCompleter.class)
    String workspace;

    @Override
    protected void run() {
        Optional<ProjectId> inProject = Optional.ofNullable(project).map(ProjectId::new);
        Optional<WorkspaceId> inWorkspace = Optional.ofNullable(workspace).map(WorkspaceId::new);
        List<SessionInfo> found =
                services.workspaces(workspaces -> workspaces.sessions().list(inProject, inWorkspace));
        Grid grid = new Grid("No sessions")
                .left("Session")
                .left("Workspace")
                .left("Project")
                .left("Client")
                .left("Connected")
                .left("Last activity")
                .right("Statements")
                .left("State")
                .right("Running")
                .right("Done");
        for (SessionInfo session : found) {
            grid.row(
                    session.id(),
                    session.workspace(),
                    session.project(),
                    client(session),
                    session.connectedAt(),
                    session.lastActivityAt(),
                    Plain.count(session.queryCount()),
                    session.state().wireName(),
                    session.running().map(running -> Plain.count(running.toSeconds()) + " s"),
                    session.progress().map(done -> Math.round(done * PERCENT) + " %"));
        }
        show(found.stream().map(SessionList::document).toList(), grid);
    }

    private static String client(SessionInfo session) {
        StringBuilder text = new StringBuilder(session.client().front());
        session.client().address().ifPresent(address -> text.append(' ').append(address));
        session.client().application().ifPresent(name -> text.append(' ').append(name));
        return text.toString();
    }

    private static Map<String, Object> document(SessionInfo session) {
        return Json.object(
                "id",
                session.id(),
                "workspace_id",
                session.workspace(),
                "project_id",
                session.project(),
                "front",
                session.client().front(),
                "client_ip",
                session.client().address(),
                "application",
                session.client().application(),
                "connected_at",
                session.connectedAt(),
                "last_activity_at",
                session.lastActivityAt(),
                "query_count",
                session.queryCount(),
                "state",
                session.state().wireName(),
                "running_ms",
                session.running().map(Duration::toMillis),
                "progress",
                session.progress());
    }
}
