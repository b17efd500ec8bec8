package io.eider.api.workspace;

import io.eider.api.id.ProjectId;
import io.eider.api.id.SessionId;
import io.eider.api.id.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A session as it was when it was looked at.
 *
 * @param id names it
 * @param workspace in which it is
 * @param project of the workspace
 * @param client who opened it
 * @param connectedAt when it was opened
 * @param lastActivityAt when its last statement began or ended
 * @param queryCount statements so far
 * @param state what it does
 * @param running for how long the statement has run that runs now
 * @param progress of that statement, 0 to 1, if DuckDB can tell
 */
public record SessionInfo(
        SessionId id,
        WorkspaceId workspace,
        ProjectId project,
        SessionClient client,
        Instant connectedAt,
        Instant lastActivityAt,
        long queryCount,
        SessionState state,
        Optional<Duration> running,
        Optional<Double> progress) {}
