package io.eider.workspace.session;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.SessionId;
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
import io.eider.engine.sandbox.SandboxStatement;
import io.eider.workspace.gate.Gate;
import io.eider.workspace.gate.GatedStatement;
import io.eider.workspace.instance.WorkspaceInstance;
import io.eider.workspace.overlay.Overlay;
import io.eider.workspace.statement.Chain;
import io.eider.workspace.statement.Rewriting;
import io.eider.workspace.statement.SqlFailures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One connection of an instance with its transaction, settings, prepared statements. */
final class LiveSession implements SqlSession {
    private static final Gate GATE = new Gate(Overlay.REPLACED);

    private final SessionId id;
    private final WorkspaceInstance instance;
    private final SessionClient client;
    private final Sessions sessions;
    private final SessionSettings settings = new SessionSettings();
    private final CatalogView catalogs = new CatalogView(this);
    private volatile Consumer<ApiException> listener = reason -> {};
    private SandboxConnection connection;
    private Transaction transaction;
    private final Map<String, GatedStatement> prepared = new HashMap<>();
    private final Map<String, List<Chain>> definitions = new HashMap<>();
    private final Instant connectedAt = Instant.now();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicLong queries = new AtomicLong();
    private final AtomicLong work = new AtomicLong();
    private final AtomicBoolean disposed = new AtomicBoolean();
    private volatile Instant lastActivityAt = connectedAt;
    private volatile Instant transactionSince = Instant.MAX;
    private volatile SessionState resting = SessionState.IDLE;
    private volatile Running running;
    private volatile ApiException closed;
    private volatile String text = "";
    private volatile Instant textSince = connectedAt;

    LiveSession(SessionId id, WorkspaceInstance instance, SessionClient client, Sessions sessions) {
        this.id = id;
        this.instance = instance;
        this.client = client;
        this.sessions = sessions;
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

    /** A statement that runs, for those who watch it. */
    static final class Running {
        private final Runnable cancel;
        private final Supplier<OptionalDouble> progress;
        private final long since = System.nanoTime();
        private final Duration limit;
        private final boolean writes;
        private volatile ApiException ended;

        Running(SandboxStatement statement, Duration limit, boolean writes) {
            this(statement::cancel, statement::progress, limit, writes);
        }

        /** It waits for its turn. */
        Running(Turn turn, Duration limit) {
            this(turn::cancel, OptionalDouble::empty, limit, false);
        }

        private Running(Runnable cancel, Supplier<OptionalDouble> progress, Duration limit, boolean writes) {
            this.cancel = cancel;
            this.progress = progress;
            this.limit = limit;
            this.writes = writes;
        }

        /** Ends it for a reason; the first reason stays. */
        void end(ApiException reason) {
            ended = ended == null ? reason : ended;
            cancel.run();
        }

        ApiException ended() {
            return ended;
        }

        boolean isOverdue() {
            return System.nanoTime() - since > limit.toNanos();
        }

        Duration limit() {
            return limit;
        }

        boolean writes() {
            return writes;
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - since);
        }

        Optional<Double> progress() {
            OptionalDouble now = progress.get();
            return now.isPresent() ? Optional.of(now.getAsDouble()) : Optional.empty();
        }
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
                connectedAt,
                lastActivityAt,
                queries.get(),
                active ? SessionState.ACTIVE : resting,
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
        return started(sql, () -> {
            List<GatedStatement> statements = GATE.check(sql);
            if (statements.size() > 1 && !parameters.isEmpty()) {
                throw new ApiException(
                        ErrorCode.INVALID_REQUEST, "Parameters are for a text of one statement; this one has several");
            }
            return new LiveResults(this, sql, statements, parameters, options, file, null);
        });
    }

    /** Runs a statement that was prepared. */
    SqlResults run(String sql, Plan plan, List<?> parameters, RunOptions options) {
        return started(
                sql, () -> new LiveResults(this, sql, List.of(plan.statement()), parameters, options, null, plan));
    }

    @Override
    public PreparedSql prepare(String sql, RunOptions options) {
        LivePrepared prepared = started(sql, () -> {
            List<GatedStatement> statements = GATE.check(sql);
            if (statements.size() != 1) {
                throw SqlFailures.of("42601", "cannot insert multiple commands into a prepared statement");
            }
            LivePrepared made = new LivePrepared(this, sql, new Plan(this, statements.get(0), options.form()));
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
        textSince = lastActivityAt;
        this.text = sql;
        boolean started = false;
        try {
            T begun = beginning.get();
            started = true;
            return begun;
        } catch (ApiException e) {
            if (transaction.isOpen()) {
                transaction.fail();
            }
            throw e;
        } finally {
            if (!started) {
                leave();
            }
        }
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
        lastActivityAt = Instant.now();
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
    public void fail() {
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
    public void set(String name, String value, boolean isLocal) {
        enter();
        try {
            settings.set(name.toLowerCase(Locale.ROOT), List.of(value), isLocal);
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
            connection.close(); // with it go its temporary objects
            work.incrementAndGet();
            settings.reset("all");
            settings.commit();
            prepared.clear();
            definitions.clear();
            connection = connect();
            transaction = new Transaction(instance, connection, settings);
        } finally {
            leave();
        }
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
        lastActivityAt = Instant.now();
        if (!transaction.isExplicit()) {
            transactionSince = Instant.MAX;
        } else if (transactionSince.equals(Instant.MAX)) {
            transactionSince = lastActivityAt;
        }
        resting = !transaction.isOpen()
                ? SessionState.IDLE
                : transaction.isFailed() ? SessionState.IDLE_IN_TRANSACTION_ABORTED : SessionState.IDLE_IN_TRANSACTION;
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

    /** What it runs or has run last. */
    String text() {
        return text;
    }

    /** Since when. */
    Instant textSince() {
        return textSince;
    }

    /** When its transaction was opened, far in the future without one. */
    Instant transactionSince() {
        return transactionSince;
    }

    Map<String, GatedStatement> prepared() {
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
        queries.incrementAndGet();
        work.incrementAndGet();
        lastActivityAt = Instant.now();
    }

    boolean isResting() {
        return !busy.get();
    }

    SessionState resting() {
        return resting;
    }

    Duration idle() {
        return Duration.between(lastActivityAt, Instant.now());
    }

    /** How long its transaction has been open, zero without one. */
    Duration transactionAge() {
        Instant since = transactionSince;
        return since.equals(Instant.MAX) ? Duration.ZERO : Duration.between(since, Instant.now());
    }
}
