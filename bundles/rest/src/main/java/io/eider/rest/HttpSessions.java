package io.eider.rest;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.SessionId;
import io.eider.api.workspace.SessionClient;
import io.eider.api.workspace.SqlSession;
import io.eider.api.workspace.Workspaces;
import io.eider.rest.WorkspaceCalls.Target;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;

/** Sessions that were opened over HTTP. */
final class HttpSessions {
    private static final String FRONT = "http";
    private static final int MAX_NAME_CHARS = 200;

    private HttpSessions() {}

    /** Who makes a request. */
    static SessionClient client(HttpServletRequest request) {
        Optional<String> name = Optional.ofNullable(request.getHeader("User-Agent"))
                .map(text -> text.substring(0, Math.min(text.length(), MAX_NAME_CHARS)));
        return new SessionClient(FRONT, Optional.of(request.getRemoteAddr()), name);
    }

    /**
     * A session that was opened before. One of a PostgreSQL client is nobody's here: its transaction is not to be written into
     * from aside.
     *
     * @throws ApiException SESSION_NOT_FOUND
     */
    static SqlSession get(Workspaces workspaces, Target target, SessionId id) {
        SqlSession session = workspaces.sessions().get(target.project(), target.id(), id);
        if (!session.info().client().front().equals(FRONT)) {
            throw new ApiException(
                    ErrorCode.SESSION_NOT_FOUND, "Session " + id + " not found", Map.of("session_id", id.value()));
        }
        return session;
    }
}
