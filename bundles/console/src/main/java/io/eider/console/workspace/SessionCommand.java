package io.eider.console.workspace;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.SessionId;
import io.eider.api.workspace.SessionInfo;
import io.eider.console.EiderCommand;
import io.eider.console.SessionCompleter;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;

/** A command on one session, whose id is unique on the server. */
abstract class SessionCommand extends EiderCommand {
    @Argument(index = 0, name = "session", description = "Id of the session", required = true)
    @Completion(SessionCompleter.class)
    String sessionId;

    /** The session that was named; SESSION_NOT_FOUND. */
    final SessionInfo find() {
        SessionId id = new SessionId(sessionId);
        return services
                .workspaces(workspaces -> workspaces.sessions().list(Optional.empty(), Optional.empty()))
                .stream()
                .filter(found -> found.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ApiException(
                        ErrorCode.SESSION_NOT_FOUND, "Session " + id + " not found", Map.of("session_id", id.value())));
    }
}
