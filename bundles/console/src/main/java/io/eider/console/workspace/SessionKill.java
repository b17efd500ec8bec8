package io.eider.console.workspace;

import io.eider.api.workspace.SessionInfo;
import io.eider.console.Json;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Closes a session; its transaction is rolled back. */
@Service
@Command(scope = "eider", name = "session-kill", description = "Closes a session; its transaction is rolled back")
public final class SessionKill extends SessionCommand {
    @Override
    protected void run() {
        SessionInfo found = find();
        services.workspaces(workspaces -> {
            workspaces.sessions().kill(found.project(), found.workspace(), found.id());
            return found;
        });
        show(Json.object("closed", found.id()), "Closed session " + found.id() + ".");
    }
}
