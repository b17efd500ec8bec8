package io.eider.workspace.session;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.workspace.SessionState;
import io.eider.workspace.WorkspaceLimits;
import io.eider.workspace.catalog.WorkspaceRow;
import io.eider.workspace.statement.SqlFailures;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends statements and sessions that are over their limits. Belongs to the thread that watches. */
final class SessionWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SessionWatch.class);

    private final WorkspaceLimits limits;
    private final ServerMemory memory = new ServerMemory();

    SessionWatch(WorkspaceLimits limits) {
        this.limits = limits;
    }

    void look(Collection<LiveSession> open) {
        if (memory.isExhausted()) {
            LOG.error("The server's memory is used up: all statements of workspaces are ended");
            open.forEach(session ->
                    session.end(SqlFailures.of("53200", "The server is out of memory; the statement was ended")));
        }
        Instant now = Instant.now();
        for (LiveSession session : open) {
            try {
                look(session, now);
            } catch (RuntimeException e) {
                LOG.warn("Watching session {}", session.id(), e);
            }
        }
    }

    private void look(LiveSession session, Instant now) {
        Running running = session.running();
        WorkspaceRow workspace = session.instance().workspace();
        if (workspace.isExpired(now)) {
            session.close(
                    new ApiException(ErrorCode.WORKSPACE_EXPIRED, "Workspace " + workspace.id() + " has expired"));
        } else if (running != null) {
            if (running.ended() != null) {
                running.end(running.ended()); // it may not have begun when it was cancelled
            } else if (running.isOverdue()) {
                running.end(StatementRun.timeout(running.limit()));
            } else if (running.writes() && isFull(session)) {
                running.end(full(workspace));
            }
        } else if (session.isResting()) {
            lookAtResting(session);
        }
    }

    private void lookAtResting(LiveSession session) {
        Activity activity = session.activity();
        Duration longest = session.ownSettings().duration("transaction_timeout");
        if (!longest.isZero() && activity.transactionAge().compareTo(longest) > 0) {
            session.close(closed("25P04", "terminating connection due to transaction timeout"));
            return;
        }
        boolean inTransaction = activity.resting() != SessionState.IDLE;
        Duration most = inTransaction
                ? least(session, "idle_in_transaction_session_timeout", limits.transactionIdle())
                : least(session, "idle_session_timeout", limits.sessionIdle());
        if (activity.idle().compareTo(most) > 0) {
            session.close(
                    inTransaction
                            ? closed("25P03", "terminating connection due to idle-in-transaction timeout")
                            : closed("57P05", "terminating connection due to idle-session timeout"));
        }
    }

    private static ApiException closed(String sqlState, String message) {
        return new ApiException(ErrorCode.SESSION_CLOSED, message, Map.of("sqlstate", sqlState));
    }

    private static Duration least(LiveSession session, String setting, Duration limit) {
        Duration own = session.ownSettings().duration(setting);
        return own.isZero() || own.compareTo(limit) > 0 ? limit : own;
    }

    private static boolean isFull(LiveSession session) {
        return session.instance().sandbox().sizeBytes()
                >= session.instance().workspace().sizeLimitBytes();
    }

    /** @throws ApiException WORKSPACE_FULL if the file has reached its limit and the statement would add to it */
    static void requireRoom(LiveSession session, boolean fills) {
        if (fills && isFull(session)) {
            throw full(session.instance().workspace());
        }
    }

    private static ApiException full(WorkspaceRow workspace) {
        return new ApiException(
                ErrorCode.WORKSPACE_FULL,
                "Workspace " + workspace.id() + " has reached its limit of " + (workspace.sizeLimitBytes() >> 20)
                        + " MiB");
    }
}
