package io.eider.workspace.session;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ProjectId;
import io.eider.api.id.SessionId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.workspace.SessionClient;
import io.eider.api.workspace.SessionInfo;
import io.eider.api.workspace.SessionState;
import io.eider.api.workspace.SqlResults;
import io.eider.api.workspace.SqlSession;
import io.eider.api.workspace.WorkspaceSessions;
import io.eider.engine.sandbox.SandboxFailure;
import io.eider.workspace.Services;
import io.eider.workspace.WorkspaceLimits;
import io.eider.workspace.catalog.WorkspaceRow;
import io.eider.workspace.instance.Instances;
import io.eider.workspace.instance.Signals;
import io.eider.workspace.instance.WorkspaceInstance;
import io.eider.workspace.statement.SqlFailures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open sessions of all workspaces, and what they may use. Thread-safe. */
public final class Sessions implements WorkspaceSessions, Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration ENOUGH = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 5;

    private final Instances instances;
    private final WorkspaceLimits limits;
    private final BiFunction<ProjectId, WorkspaceId, WorkspaceRow> usable;
    private final Audit audit;
    private final ServerMemory memory = new ServerMemory();
    private final Map<SessionId, LiveSession> open = new ConcurrentHashMap<>();
    private final Map<WorkspaceId, Integer> opening = new ConcurrentHashMap<>();
    private final Map<WorkspaceId, Budget> budgets = new ConcurrentHashMap<>();

    /**
     * None yet.
     *
     * @param usable finds a workspace that is not expired
     */
    public Sessions(
            Instances instances,
            Services services,
            WorkspaceLimits limits,
            BiFunction<ProjectId, WorkspaceId, WorkspaceRow> usable) {
        this.instances = instances;
        this.limits = limits;
        this.usable = usable;
        this.audit = new Audit(services.meters());
        instances.signalTo(this);
    }

    @Override
    public boolean cancel(WorkspaceId workspace, long pid) {
        Optional<LiveSession> session = of(workspace, pid);
        session.ifPresent(LiveSession::cancel);
        return session.isPresent();
    }

    @Override
    public boolean terminate(WorkspaceId workspace, long pid) {
        Optional<LiveSession> session = of(workspace, pid);
        session.ifPresent(live -> live.close(new ApiException(
                ErrorCode.SESSION_CLOSED,
                "terminating connection due to administrator command",
                Map.of("sqlstate", "57P01"))));
        return session.isPresent();
    }

    private Optional<LiveSession> of(WorkspaceId workspace, long pid) {
        return of(workspace).filter(session -> session.id().pid() == pid).findFirst();
    }

    /** The open sessions of a workspace. */
    Stream<LiveSession> of(WorkspaceId workspace) {
        return open.values().stream()
                .filter(session -> session.instance().workspace().id().equals(workspace));
    }

    @Override
    public SqlSession open(ProjectId project, WorkspaceId workspace, SessionClient client) {
        WorkspaceRow row = usable.apply(project, workspace);
        reserve(workspace);
        LiveSession session;
        try {
            session = connected(instances.acquire(row), client);
            open.put(session.id(), session);
        } finally {
            opening.computeIfPresent(workspace, (id, number) -> number == 1 ? null : number - 1);
        }
        audit.opened(session);
        return session;
    }

    private LiveSession connected(WorkspaceInstance instance, SessionClient client) {
        LiveSession session = null;
        try {
            session = new LiveSession(SessionId.random(client.idPrefix()), instance, client, this);
            return session;
        } finally {
            if (session == null) {
                instances.release(instance);
            }
        }
    }

    @Override
    public SqlSession get(ProjectId project, WorkspaceId workspace, SessionId session) {
        return find(project, workspace, session);
    }

    @Override
    public List<SessionInfo> list(Optional<ProjectId> project, Optional<WorkspaceId> workspace) {
        return open.values().stream()
                .map(LiveSession::info)
                .filter(info -> project.isEmpty() || project.get().equals(info.project()))
                .filter(info -> workspace.isEmpty() || workspace.get().equals(info.workspace()))
                .sorted(Comparator.comparing(SessionInfo::connectedAt))
                .toList();
    }

    @Override
    public void cancel(ProjectId project, WorkspaceId workspace, SessionId session) {
        find(project, workspace, session).cancel();
    }

    @Override
    public void kill(ProjectId project, WorkspaceId workspace, SessionId session) {
        find(project, workspace, session)
                .close(new ApiException(ErrorCode.SESSION_CLOSED, "The session was ended by an administrator"));
    }

    /**
     * Writes the rows of one query into a Parquet file in the instance's directory, within the limits of a statement.
     *
     * @return the file; whoever asked removes it
     */
    public Path unload(SqlSession session, String query) {
        LiveSession live = (LiveSession) session;
        Path file = live.instance().sandbox().directory().resolve(UUID.randomUUID() + ".parquet");
        try (SqlResults results = live.unload(query, file)) {
            while (results.nextStatement()) {
                // one statement without rows
            }
            return file;
        }
    }

    /** Sessions of a workspace that are open. */
    public int count(WorkspaceId workspace) {
        return (int) open.values().stream()
                .filter(session -> session.instance().workspace().id().equals(workspace))
                .count();
    }

    /**
     * Ends all sessions of a workspace and waits, bounded, until they have let go of its instance.
     *
     * @throws ApiException TOO_BUSY if one does not end
     */
    public void end(WorkspaceId workspace, ApiException reason) {
        long deadline = System.nanoTime() + ENOUGH.toNanos();
        do {
            open.values().stream()
                    .filter(session -> session.instance().workspace().id().equals(workspace))
                    .forEach(session -> session.close(reason));
            if (instances.closeIdle(workspace)) {
                return;
            }
            pause();
        } while (System.nanoTime() < deadline);
        throw new ApiException(
                ErrorCode.TOO_BUSY, "A session of workspace " + workspace + " does not end; repeat later");
    }

    /** Ends all sessions: the bundle stops. */
    public void endAll() {
        ApiException reason = new ApiException(ErrorCode.SESSION_CLOSED, "The server is being stopped or updated");
        open.values().forEach(session -> session.close(reason));
        long deadline = System.nanoTime() + ENOUGH.toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(ErrorCode.OPERATION_CANCELLED, "Cancelled while sessions were being ended");
        }
    }

    /** Ends what is over its limits. Called every few hundredths of a second. */
    public void watch() {
        long minute = System.nanoTime() / MINUTE.toNanos();
        budgets.values().removeIf(budget -> budget.minute != minute);
        if (memory.isExhausted()) {
            LOG.error("The server's memory is used up: all statements of workspaces are ended");
            open.values()
                    .forEach(session -> session.end(
                            SqlFailures.of("53200", "The server is out of memory; the statement was ended")));
        }
        Instant now = Instant.now();
        for (LiveSession session : open.values()) {
            try {
                watch(session, now);
            } catch (RuntimeException e) {
                LOG.warn("Watching session {}", session.id(), e);
            }
        }
    }

    private void watch(LiveSession session, Instant now) {
        LiveSession.Running running = session.running();
        WorkspaceRow workspace = session.instance().workspace();
        if (workspace.isExpired(now)) {
            session.close(
                    new ApiException(ErrorCode.WORKSPACE_EXPIRED, "Workspace " + workspace.id() + " has expired"));
        } else if (running != null) {
            if (running.ended() != null) {
                running.end(running.ended()); // it may not have begun when it was cancelled
            } else if (running.isOverdue()) {
                running.end(StatementRun.timeout(running.limit()));
            } else if (running.writes() && session.instance().sandbox().sizeBytes() > workspace.sizeLimitBytes()) {
                running.end(full(workspace));
            }
        } else if (session.isResting()) {
            watchResting(session);
        }
    }

    private void watchResting(LiveSession session) {
        Duration longest = session.ownSettings().duration("transaction_timeout");
        if (!longest.isZero() && session.transactionAge().compareTo(longest) > 0) {
            session.close(new ApiException(
                    ErrorCode.SESSION_CLOSED,
                    "terminating connection due to transaction timeout",
                    Map.of("sqlstate", "25P04")));
            return;
        }
        boolean inTransaction = session.resting() != SessionState.IDLE;
        Duration most = inTransaction
                ? least(session, "idle_in_transaction_session_timeout", limits.transactionIdle())
                : least(session, "idle_session_timeout", limits.sessionIdle());
        if (session.idle().compareTo(most) > 0) {
            session.close(new ApiException(
                    ErrorCode.SESSION_CLOSED,
                    inTransaction
                            ? "terminating connection due to idle-in-transaction timeout"
                            : "terminating connection due to idle-session timeout",
                    Map.of("sqlstate", inTransaction ? "25P03" : "57P05")));
        }
    }

    private static Duration least(LiveSession session, String setting, Duration limit) {
        Duration own = session.ownSettings().duration(setting);
        return own.isZero() || own.compareTo(limit) > 0 ? limit : own;
    }

    /** @throws ApiException WORKSPACE_FULL if the file has reached its limit and the statement would add to it */
    void requireRoom(WorkspaceInstance instance, boolean fills) {
        if (fills && instance.sandbox().sizeBytes() >= instance.workspace().sizeLimitBytes()) {
            throw full(instance.workspace());
        }
    }

    private static ApiException full(WorkspaceRow workspace) {
        return new ApiException(
                ErrorCode.WORKSPACE_FULL,
                "Workspace " + workspace.id() + " has reached its limit of " + (workspace.sizeLimitBytes() >> 20)
                        + " MiB");
    }

    /** @throws ApiException STATEMENT_LIMIT_REACHED if the workspace has run all the statements of this minute */
    void budget(WorkspaceId workspace) {
        long minute = System.nanoTime() / MINUTE.toNanos();
        Budget now = budgets.compute(
                workspace, (id, had) -> had == null || had.minute != minute ? new Budget(minute, 1) : had.more());
        if (now.count > limits.statementsPerMinute()) {
            throw new ApiException(
                    ErrorCode.STATEMENT_LIMIT_REACHED,
                    "Workspace " + workspace + " has run " + limits.statementsPerMinute()
                            + " statements in this minute; repeat later");
        }
    }

    private record Budget(long minute, int count) {
        private Budget more() {
            return new Budget(minute, count + 1);
        }
    }

    /** The instance is not usable any more: all its sessions end, the next one opens it again. */
    void poisoned(WorkspaceInstance instance, SandboxFailure failure) {
        LOG.error(
                "The instance of workspace {} failed and is opened again",
                instance.workspace().id(),
                failure);
        instance.markBroken();
        ApiException reason = new ApiException(
                ErrorCode.SESSION_CLOSED, "The workspace's engine failed and is opened again; connect once more");
        open.values().stream()
                .filter(session -> session.instance() == instance)
                .forEach(session -> session.close(reason));
    }

    void left(LiveSession session) {
        open.remove(session.id());
        instances.release(session.instance());
        audit.closed(session, "closed");
    }

    Audit audit() {
        return audit;
    }

    WorkspaceLimits limits() {
        return limits;
    }

    /** How many are open on the server. */
    public int count() {
        return open.size();
    }

    private synchronized void reserve(WorkspaceId workspace) {
        int here = count(workspace) + opening.getOrDefault(workspace, 0);
        int all = open.size()
                + opening.values().stream().mapToInt(Integer::intValue).sum();
        if (here >= limits.sessionsPerWorkspace()) {
            throw limit(
                    "Maximum connections (" + limits.sessionsPerWorkspace() + ") reached for workspace",
                    workspace,
                    here);
        }
        if (all >= limits.sessions()) {
            throw limit("Maximum connections (" + limits.sessions() + ") reached for the server", workspace, here);
        }
        opening.merge(workspace, 1, Integer::sum);
    }

    private ApiException limit(String message, WorkspaceId workspace, int here) {
        Map<String, Object> details = new java.util.LinkedHashMap<>();
        details.put("workspace_id", workspace.value());
        details.put("active_sessions", here);
        details.put("limit", limits.sessionsPerWorkspace());
        return new ApiException(ErrorCode.CONNECTION_LIMIT_REACHED, message, details);
    }

    private LiveSession find(ProjectId project, WorkspaceId workspace, SessionId id) {
        LiveSession session = open.get(id);
        boolean found = session != null
                && !session.isClosed()
                && session.instance().workspace().id().equals(workspace)
                && session.instance().workspace().project().equals(project);
        if (!found) {
            usable.apply(project, workspace); // what is missing of the path is told first
            throw new ApiException(ErrorCode.SESSION_NOT_FOUND, "Session not found; it has ended, or its id is wrong");
        }
        return session;
    }
}
