package io.eider.rest.body;

import io.eider.api.workspace.Workspace;
import java.time.Instant;
import java.util.List;

/** Bodies of the calls of a PostgreSQL front that runs as a process of its own (storage contract, section 1.15). */
public final class PgwireBodies {
    private PgwireBodies() {}

    /** Who logs in. */
    public record PgwireAuth(String username, String password, String clientIp) {
        /** Reads it. */
        public static PgwireAuth read(JsonBody body) {
            return new PgwireAuth(
                    body.requiredString("username"),
                    body.requiredString("password"),
                    body.string("client_ip").orElse(null));
        }
    }

    /** A session that a front has opened. */
    public record PgwireSessionCreate(String sessionId, String workspaceId, String clientIp) {
        /** Reads it. */
        public static PgwireSessionCreate read(JsonBody body) {
            return new PgwireSessionCreate(
                    body.requiredString("session_id"),
                    body.requiredString("workspace_id"),
                    body.string("client_ip").orElse(null));
        }
    }

    /** Something was done in a session. */
    public record PgwireActivity(boolean incrementQueries) {
        /** Reads it. */
        public static PgwireActivity read(JsonBody body) {
            return new PgwireActivity(body.bool("increment_queries", true));
        }
    }

    /** What a front may do for a user. */
    public record PgwireAuthResponse(
            String workspaceId,
            String projectId,
            String branchId,
            String dbPath,
            List<PgwireTable> tables,
            String memoryLimit,
            int queryTimeoutSeconds) {
        /** As it is on the wire. */
        public static PgwireAuthResponse of(
                Workspace workspace, String dbPath, List<PgwireTable> tables, String memoryLimit, int timeout) {
            return new PgwireAuthResponse(
                    workspace.id().value(),
                    workspace.project().value(),
                    workspace.branch().isDefault() ? null : workspace.branch().value(),
                    dbPath,
                    tables,
                    memoryLimit,
                    timeout);
        }
    }

    /** A table of the project. */
    public record PgwireTable(String bucket, String name, String path, long rows) {}

    /** A session. */
    public record PgwireSession(
            String sessionId,
            String workspaceId,
            String clientIp,
            String connectedAt,
            String lastActivityAt,
            long queryCount,
            String status) {
        /** As it was asked for; the times are told by later answers. */
        public static PgwireSession created(PgwireSessionCreate request) {
            return new PgwireSession(
                    request.sessionId(), request.workspaceId(), request.clientIp(), null, null, 0, "active");
        }

        /** The same, at a time. */
        public PgwireSession at(Instant connected, Instant lastActivity) {
            return new PgwireSession(
                    sessionId,
                    workspaceId,
                    clientIp,
                    Json.timestamp(connected),
                    Json.timestamp(lastActivity),
                    queryCount,
                    status);
        }
    }

    /** What a cleanup has done. */
    public record PgwireCleanup(int cleanedUp, int idleTimeoutSeconds) {}
}
