package io.eider.rest;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ProjectId;
import io.eider.api.id.SessionId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.workspace.PreparedListing;
import io.eider.api.workspace.PreparedSql;
import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.SessionClient;
import io.eider.api.workspace.SessionInfo;
import io.eider.api.workspace.SessionState;
import io.eider.api.workspace.SqlResults;
import io.eider.api.workspace.SqlSession;
import io.eider.api.workspace.TransactionState;
import io.eider.api.workspace.WorkspaceSessions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sessions for tests: {@code http_1}, {@code pg_2}, ...; what they answer is given by the test. */
final class MemorySessions implements WorkspaceSessions {
    private final MemoryWorkspaces workspaces;
    private final Map<String, Session> open = new ConcurrentSkipListMap<>();
    private final AtomicInteger opened = new AtomicInteger();
    volatile Supplier<SqlResults> results = () -> new FakeResults();
    volatile String sql;
    volatile List<?> parameters;
    volatile RunOptions options;

    MemorySessions(MemoryWorkspaces workspaces) {
        this.workspaces = workspaces;
    }

    @Override
    public SqlSession open(ProjectId project, WorkspaceId workspace, SessionClient client) {
        workspaces.active(project, workspace);
        SessionId id = new SessionId(client.front() + "_" + opened.incrementAndGet());
        SessionInfo info = new SessionInfo(
                id,
                workspace,
                project,
                client,
                MemoryStorage.CREATED,
                MemoryStorage.CREATED.plusSeconds(1),
                7,
                SessionState.ACTIVE,
                Optional.of(Duration.ofMillis(1500)),
                Optional.of(0.25));
        Session session = new Session(info);
        open.put(id.value(), session);
        return session;
    }

    @Override
    public SqlSession get(ProjectId project, WorkspaceId workspace, SessionId session) {
        return Optional.ofNullable(open.get(session.value()))
                .filter(found -> found.info.workspace().equals(workspace))
                .orElseThrow(() -> new ApiException(
                        ErrorCode.SESSION_NOT_FOUND,
                        "Session " + session + " not found",
                        Map.of("session_id", session.value())));
    }

    @Override
    public List<SessionInfo> list(Optional<ProjectId> project, Optional<WorkspaceId> workspace) {
        return open.values().stream()
                .map(session -> session.info)
                .filter(info -> workspace.filter(info.workspace()::equals).isPresent())
                .toList();
    }

    @Override
    public void cancel(ProjectId project, WorkspaceId workspace, SessionId session) {
        get(project, workspace, session).cancel();
    }

    @Override
    public void kill(ProjectId project, WorkspaceId workspace, SessionId session) {
        get(project, workspace, session).close();
    }

    private final class Session implements SqlSession {
        private final SessionInfo info;

        private Session(SessionInfo info) {
            this.info = info;
        }

        @Override
        public SessionInfo info() {
            return info;
        }

        @Override
        public SqlResults run(String text, List<?> values, RunOptions how) {
            sql = text;
            parameters = values;
            options = how;
            return results.get();
        }

        @Override
        public PreparedSql prepare(String sql, RunOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public TransactionState transaction() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void endHeld() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void fail(String sql, ApiException reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, String> settings() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void set(String name, String value, boolean isLocal) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void begin(Map<String, String> settings) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void listPrepared(Supplier<List<PreparedListing>> statements) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void discard() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onEnd(Consumer<ApiException> listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void cancel() {
            workspaces.calls.add("cancel " + info.id());
        }

        @Override
        public void close() {
            open.remove(info.id().value());
            workspaces.calls.add("close " + info.id());
        }
    }
}
