package io.eider.workspace.session;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
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
import io.eider.engine.sandbox.SandboxConnection;
import io.eider.engine.sandbox.SandboxFailure;
import io.eider.workspace.instance.WorkspaceInstance;
import io.eider.workspace.statement.Chain;
import io.eider.workspace.statement.Rewriting;
import io.eider.workspace.statement.SqlFailures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One connection of an instance with its transaction, settings, prepared statements. */
final class LiveSession implements SqlSession {
    private final SessionId id;
    private final WorkspaceInstance instance;
    private final SessionClient client;
    private final Sessions sessions;
    private final String who;
    private final SessionSettings settings = new SessionSettings();
    private final CatalogView catalogs = new CatalogView(this);
    private final Plans plans = new Plans(this);
    private volatile Consumer<ApiException> listener = reason -> {};
    private SandboxConnection connection;
    private Transaction transaction;
    private final PreparedStatements prepared = new PreparedStatements();
    private final Map<String, List<Chain>> definitions = new HashMap<>();
    private final Activity activity = new Activity();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicLong work = new AtomicLong();
    private final AtomicBoolean disposed = new AtomicBoolean();
    private volatile Running running;
    private volatile ApiException closed;
    private ApiException logged; // the failure that the log had last

    LiveSession(SessionId id, WorkspaceInstance instance, SessionClient client, Sessions sessions) {
        this.id = id;
        this.instance = instance;
        this.client = client;
        this.sessions = sessions;
        this.who = "workspace=" + instance.workspace().id() + " project="
                + instance.workspace().project() + " session=" + id + " client="
                + client.front() + "/" + client.address().orElse("-");
        this.connection = connect();
        this.transaction = new Transaction(instance, connection, settings);
    }

    private SandboxConnection connect() {
        SandboxConnection made = instance.sandbox().connect();
        if (client.isPostgres()) {
            made.speakPostgres();
        }
        return made;
    }

    @Override
    public SessionInfo info() {
        Running now = running;
        boolean active = busy.get();
        return new SessionInfo(
                id,
                instance.workspace().id(),
                instance.workspace().project(),
                client,
                activity.connectedAt(),
                activity.lastAt(),
                activity.statements(),
                active ? SessionState.ACTIVE : activity.resting(),
                now == null ? Optional.empty() : Optional.of(now.age()),
                now == null ? Optional.empty() : now.progress());
    }

    @Override
    public SqlResults run(String sql, List<?> parameters, RunOptions options) {
        return run(sql, parameters, options, null);
    }

    /** As {@link #run}, for one query whose rows go into a file. */
    SqlResults unload(String query, Path file) {
        return run(query, List.of(), RunOptions.DEFAULT, file);
    }

    private SqlResults run(String sql, List<?> parameters, RunOptions options, Path file) {
        return logged(sql, () -> {
            List<Plan> statements = plans.of(sql, options.form());
            if (statements.size() > 1 && !parameters.isEmpty()) {
                throw new ApiException(
                        ErrorCode.INVALID_REQUEST, "Parameters are for a text of one statement; this one has several");
            }
            return new LiveResults(this, sql, statements, parameters, options, file);
        });
    }

    /** Runs a statement that was prepared. */
    SqlResults run(String sql, Plan plan, List<?> parameters, RunOptions options) {
        return logged(sql, () -> new LiveResults(this, sql, List.of(plan), parameters, options, null));
    }

    private <T> T logged(String sql, Supplier<T> beginning) {
        try {
            return started(sql, beginning);
        } catch (ApiException e) {
            refused(sql, e);
            if (e.code() != ErrorCode.SESSION_BUSY && closed == null) {
                fail("", e);
            }
            throw e;
        }
    }

    @Override
    public PreparedSql prepare(String sql, RunOptions options) {
        LivePrepared prepared = started(sql, () -> {
            List<Plan> statements = plans.of(sql, options.form());
            if (statements.size() != 1) {
                throw SqlFailures.of("42601", "cannot insert multiple commands into a prepared statement");
            }
            LivePrepared made = new LivePrepared(this, sql, statements.get(0));
            try {
                made.describe();
                return made;
            } catch (SandboxFailure e) {
                if (e.isFatal()) {
                    sessions.poisoned(instance, e);
                }
                throw made.failure(e);
            }
        });
        leave();
        return prepared;
    }

    /** Takes the session for a text, which gives it back with {@link #leave}; at once, if it cannot begin. */
    private <T> T started(String sql, Supplier<T> beginning) {
        enter();
        activity.begin(sql);
        boolean started = false;
        try {
            T begun = beginning.get();
            started = true;
            return begun;
        } finally {
            if (!started) {
                leave();
            }
        }
    }

    /** A statement has failed before it ran: into the log with it, unless it is there. */
    private void refused(String sql, ApiException reason) {
        for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
            if (cause == logged) {
                return;
            }
        }
        failed(sql, Duration.ZERO, reason);
    }

    /** Writes a statement that has failed into the log. */
    void failed(String sql, Duration time, ApiException reason) {
        logged = reason;
        sessions.audit().failed(this, sql, time, reason);
    }

    /** Takes the session. */
    void enter() {
        requireOpen();
        if (!busy.compareAndSet(false, true)) {
            throw new ApiException(ErrorCode.SESSION_BUSY, "Session " + id + " is running another text");
        }
        if (closed != null) {
            leave();
            throw closed;
        }
        activity.touch();
    }

    @Override
    public TransactionState transaction() {
        return !transaction.isOpen() || !transaction.isExplicit() && !transaction.isFailed()
                ? TransactionState.NONE
                : transaction.isFailed() ? TransactionState.FAILED : TransactionState.OPEN;
    }

    @Override
    public void endHeld() {
        if (!transaction.isOpen() || transaction.isExplicit()) {
            return;
        }
        enter();
        try {
            work.incrementAndGet();
            transaction.commit();
        } catch (SandboxFailure e) {
            throw SqlFailures.of(e, "", 0, Rewriting.none(""), 0);
        } finally {
            leave();
        }
    }

    @Override
    public void fail(String sql, ApiException reason) {
        if (!sql.isEmpty()) {
            refused(sql, reason);
        }
        if (transaction.isOpen() && !transaction.isFailed()) {
            enter();
            try {
                work.incrementAndGet();
                transaction.fail();
            } finally {
                leave();
            }
        }
    }

    @Override
    public Map<String, String> settings() {
        return settings.all();
    }

    @Override
    public void begin(Map<String, String> asked) {
        changeSettings(() -> asked.forEach((name, value) -> settings.begin(name.toLowerCase(Locale.ROOT), value)));
    }

    @Override
    public void set(String name, String value, boolean isLocal) {
        changeSettings(() -> settings.set(name.toLowerCase(Locale.ROOT), List.of(value), isLocal));
    }

    private void changeSettings(Runnable change) {
        enter();
        try {
            change.run();
            transaction.applyTimeZone();
            if (!transaction.isOpen()) {
                settings.commit();
            }
        } catch (SandboxFailure e) {
            settings.rollback();
            throw SqlFailures.of(e, "", 0, Rewriting.none(""), 0);
        } finally {
            leave();
        }
    }

    @Override
    public void discard() {
        enter();
        try {
            if (transaction.isExplicit()) {
                throw SqlFailures.of("25001", "DISCARD ALL cannot run inside a transaction block");
            }
            transaction.rollback();
            plans.forgetAll();
            connection.close(); // with it go its temporary objects
            work.incrementAndGet();
            settings.reset("all");
            settings.commit();
            prepared.forgetAll();
            definitions.clear();
            connection = connect();
            transaction = new Transaction(instance, connection, settings);
        } finally {
            leave();
        }
    }

    @Override
    public void listPrepared(Supplier<List<PreparedListing>> statements) {
        prepared.alsoList(statements);
    }

    @Override
    public void onEnd(Consumer<ApiException> told) {
        listener = told;
        ApiException reason = closed;
        if (reason != null) {
            told.accept(reason);
        }
    }

    /** Nothing of a text runs any more. */
    void leave() {
        running = null;
        activity.rest(transaction);
        busy.set(false);
        if (closed != null && busy.compareAndSet(false, true)) {
            dispose();
        }
    }

    @Override
    public void cancel() {
        end(new ApiException(ErrorCode.OPERATION_CANCELLED, "Cancelled on request of a user"));
    }

    /** Ends the statement that runs, if one runs, for a reason. */
    void end(ApiException reason) {
        Running now = running;
        if (now != null) {
            now.end(reason);
        }
    }

    @Override
    public void close() {
        listener = reason -> {};
        close(new ApiException(ErrorCode.SESSION_CLOSED, "Session " + id + " was closed"));
    }

    /** Ends it for a reason that the client is told. */
    void close(ApiException reason) {
        if (closed == null) {
            closed = reason;
            listener.accept(reason);
        }
        if (busy.compareAndSet(false, true)) {
            dispose();
            return;
        }
        Running now = running;
        if (now != null) {
            now.end(reason);
        }
    }

    private void dispose() {
        if (disposed.compareAndSet(false, true)) {
            transaction.rollback();
            plans.forgetAll();
            connection.close();
            sessions.left(this);
        }
    }

    void requireOpen() {
        if (closed != null) {
            throw closed;
        }
    }

    boolean isClosed() {
        return closed != null;
    }

    SessionId id() {
        return id;
    }

    WorkspaceInstance instance() {
        return instance;
    }

    /** What the log calls it. */
    String who() {
        return who;
    }

    boolean isOf(WorkspaceId workspace) {
        return instance.workspace().id().equals(workspace);
    }

    SessionClient client() {
        return client;
    }

    Sessions sessions() {
        return sessions;
    }

    SandboxConnection connection() {
        return connection;
    }

    Transaction current() {
        return transaction;
    }

    SessionSettings ownSettings() {
        return settings;
    }

    CatalogView catalogs() {
        return catalogs;
    }

    Activity activity() {
        return activity;
    }

    PreparedStatements prepared() {
        return prepared;
    }

    /** Of views and macros that only this session sees, by name. */
    Map<String, List<Chain>> definitions() {
        return definitions;
    }

    Running running() {
        return running;
    }

    void setRunning(Running now) {
        running = now;
    }

    /** Changes with each statement: what was planned before is not good any more. */
    long work() {
        return work.get();
    }

    void counted() {
        work.incrementAndGet();
        activity.count();
    }

    boolean isResting() {
        return !busy.get();
    }
}
