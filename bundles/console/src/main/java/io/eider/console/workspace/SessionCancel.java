package io.eider.console.workspace;

import io.eider.api.workspace.SessionInfo;
import io.eider.console.Json;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Ends the statement that a session runs. */
@Service
@Command(scope = "eider", name = "session-cancel", description = "Ends the statement that a session runs")
public final class SessionCancel extends SessionCommand {
    @Override
    protected void run() {
        SessionInfo found = find();
        services.workspaces(workspaces -> {
            workspaces.sessions().cancel(found.project(), found.workspace(), found.id());
            return found;
        });
        show(Json.object("cancelled", found.id()), "Cancelled what session " + found.id() + " ran.");
    }
}
