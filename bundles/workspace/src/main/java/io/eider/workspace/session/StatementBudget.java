package io.eider.workspace.session;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.WorkspaceId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many statements each workspace has run in this minute. Thread-safe. */
final class StatementBudget {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final Map<WorkspaceId, Spent> spent = new ConcurrentHashMap<>();

    StatementBudget(int perMinute) {
        this.perMinute = perMinute;
    }

    private record Spent(long minute, int count) {
        private Spent more() {
            return new Spent(minute, count + 1);
        }
    }

    /** @throws ApiException STATEMENT_LIMIT_REACHED if the workspace has run all the statements of this minute */
    void spend(WorkspaceId workspace) {
        long minute = minute();
        Spent now = spent.compute(
                workspace, (id, had) -> had == null || had.minute != minute ? new Spent(minute, 1) : had.more());
        if (now.count > perMinute) {
            throw new ApiException(
                    ErrorCode.STATEMENT_LIMIT_REACHED,
                    "Workspace " + workspace + " has run " + perMinute + " statements in this minute; repeat later");
        }
    }

    /** Forgets minutes that are over. */
    void forget() {
        long minute = minute();
        spent.values().removeIf(one -> one.minute != minute);
    }

    private static long minute() {
        return System.nanoTime() / MINUTE.toNanos();
    }
}
