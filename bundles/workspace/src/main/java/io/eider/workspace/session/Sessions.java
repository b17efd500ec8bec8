package io.eider.workspace.session;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ProjectId;
import io.eider.api.id.SessionId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.workspace.SessionClient;
import io.eider.api.workspace.SessionInfo;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
public final class Sessions implements WorkspaceSessions, Signals, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final Duration ENOUGH = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 5;

    private final Instances instances;
    private final WorkspaceLimits limits;
    private final BiFunction<ProjectId, WorkspaceId, WorkspaceRow> usable;
    private final Audit audit;
    private final SessionWatch watch;
    private final StatementBudget budget;
    private final Map<SessionId, LiveSession> open = new ConcurrentHashMap<>();
    private final Map<WorkspaceId, Integer> opening = new ConcurrentHashMap<>();

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
        this.budget = new StatementBudget(limits.statementsPerMinute());
        this.watch = new SessionWatch(limits);
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
        return open.values().stream().filter(session -> session.isOf(workspace));
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
        return (int) of(workspace).count();
    }

    /**
     * Ends all sessions of a workspace and waits, bounded, until they have let go of its instance.
     *
     * @throws ApiException TOO_BUSY if one does not end
     */
    public void end(WorkspaceId workspace, ApiException reason) {
        long deadline = System.nanoTime() + ENOUGH.toNanos();
        do {
            of(workspace).forEach(session -> session.close(reason));
            if (instances.closeIdle(workspace)) {
                return;
            }
            pause();
        } while (System.nanoTime() < deadline);
        throw new ApiException(
                ErrorCode.TOO_BUSY, "A session of workspace " + workspace + " does not end; repeat later");
    }

    /** Ends all sessions: the bundle stops. */
    @Override
    public void close() {
        ApiException reason = new ApiException(ErrorCode.SESSION_CLOSED, "The server is being stopped or updated");
        open.values().forEach(session -> session.close(reason));
        long deadline = System.nanoTime() + ENOUGH.toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            pause();
        }
        audit.close();
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
        budget.forget();
        watch.look(open.values());
    }

    StatementBudget budget() {
        return budget;
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
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("workspace_id", workspace.value());
        details.put("active_sessions", here);
        details.put("limit", limits.sessionsPerWorkspace());
        return new ApiException(ErrorCode.CONNECTION_LIMIT_REACHED, message, details);
    }

    private LiveSession find(ProjectId project, WorkspaceId workspace, SessionId id) {
        LiveSession session = open.get(id);
        boolean found = session != null
                && !session.isClosed()
                && session.isOf(workspace)
                && session.instance().workspace().project().equals(project);
        if (!found) {
            usable.apply(project, workspace); // what is missing of the path is told first
            throw new ApiException(ErrorCode.SESSION_NOT_FOUND, "Session not found; it has ended, or its id is wrong");
        }
        return session;
    }
}
