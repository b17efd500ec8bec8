package io.eider.api.workspace;

import io.eider.api.id.ProjectId;
import io.eider.api.id.SessionId;
import io.eider.api.id.WorkspaceId;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The sessions of all workspaces. Thread-safe. */
@ProviderType
public interface WorkspaceSessions {
    /**
     * Opens a session, and the workspace's instance if no session has it open.
     *
     * @throws io.eider.api.error.ApiException WORKSPACE_NOT_FOUND; WORKSPACE_EXPIRED; CONNECTION_LIMIT_REACHED; TOO_BUSY if no more
     *     instances can be opened
     */
    SqlSession open(ProjectId project, WorkspaceId workspace, SessionClient client);

    /** @throws io.eider.api.error.ApiException SESSION_NOT_FOUND */
    SqlSession get(ProjectId project, WorkspaceId workspace, SessionId session);

    /**
     * The open sessions, oldest first.
     *
     * @param project of this project only
     * @param workspace of this workspace only
     */
    List<SessionInfo> list(Optional<ProjectId> project, Optional<WorkspaceId> workspace);

    /** Ends the statement of a session. @throws io.eider.api.error.ApiException SESSION_NOT_FOUND */
    void cancel(ProjectId project, WorkspaceId workspace, SessionId session);

    /** Closes a session. @throws io.eider.api.error.ApiException SESSION_NOT_FOUND */
    void kill(ProjectId project, WorkspaceId workspace, SessionId session);
}
