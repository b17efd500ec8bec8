package io.eider.rest.body;

import io.eider.api.workspace.SessionInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Bodies of the sessions of a workspace. */
public final class SessionBodies {
    private static final double MILLIS = 1e3;

    private SessionBodies() {}

    /** A session. */
    public record SessionResponse(
            String sessionId,
            String workspaceId,
            @Schema(description = "http, pg or console") String front,
            @Schema(description = "active, idle, idle in transaction, idle in transaction (aborted)") String state,
            @Schema(nullable = true) String clientAddress,
            @Schema(nullable = true, description = "as the client calls itself") String application,
            @Schema(format = "date-time") String connectedAt,
            @Schema(format = "date-time") String lastActivityAt,
            long queryCount,
            @Schema(nullable = true, description = "of the statement that runs") Double runningSeconds,
            @Schema(nullable = true, minimum = "0", maximum = "1") Double progress) {
        /** As it is on the wire. */
        public static SessionResponse of(SessionInfo info) {
            return new SessionResponse(
                    info.id().value(),
                    info.workspace().value(),
                    info.client().front(),
                    info.state().wireName(),
                    info.client().address().orElse(null),
                    info.client().application().orElse(null),
                    Json.timestamp(info.connectedAt()),
                    Json.timestamp(info.lastActivityAt()),
                    info.queryCount(),
                    info.running().map(time -> time.toMillis() / MILLIS).orElse(null),
                    info.progress().orElse(null));
        }
    }

    /** Sessions, oldest first. */
    public record SessionListResponse(List<SessionResponse> sessions, int count) {
        /** As it is on the wire. */
        public static SessionListResponse of(List<SessionInfo> infos) {
            return new SessionListResponse(
                    infos.stream().map(SessionResponse::of).toList(), infos.size());
        }
    }
}
