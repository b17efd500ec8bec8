package io.eider.workspace.session;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.SqlResults;
import io.eider.engine.sandbox.SandboxFailure;
import io.eider.workspace.gate.GatedStatement;
import io.eider.workspace.gate.StatementKind;
import io.eider.workspace.statement.Rewriting;
import io.eider.workspace.statement.SqlFailures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The statements of one text, one after another, in the transaction that they need. */
final class LiveResults implements SqlResults {
    private static final Set<StatementKind> OF_TRANSACTIONS =
            Set.of(StatementKind.BEGIN, StatementKind.COMMIT, StatementKind.ROLLBACK);
    private static final Set<StatementKind> OF_FAILED =
            Set.of(StatementKind.COMMIT, StatementKind.ROLLBACK, StatementKind.ROLLBACK_TO);

    private final LiveSession session;
    private final String sql;
    private final List<Plan> plans;
    private final List<?> parameters;
    private final RunOptions options;
    private final Path file;
    private final boolean together;
    private int next;
    private StatementRun current;
    private boolean ended;
    private boolean paused;

    LiveResults(LiveSession session, String sql, List<Plan> plans, List<?> parameters, RunOptions options, Path file) {
        this.file = file;
        this.session = session;
        this.sql = sql;
        this.plans = plans;
        this.parameters = parameters;
        this.options = options;
        this.together = plans.size() > 1
                && plans.stream()
                        .noneMatch(plan ->
                                OF_TRANSACTIONS.contains(plan.statement().kind()));
    }

    @Override
    public boolean nextStatement() {
        return guarded(() -> {
            finishCurrent();
            if (ended) {
                return false;
            }
            if (next == plans.size()) {
                end(true);
                return false;
            }
            session.requireOpen();
            Plan planned = plans.get(next++);
            planned.setAlone(!together && !isHeld());
            current = new StatementRun(session, planned, parameters, options, file);
            session.sessions().budget().spend(session.instance().workspace().id());
            enter(session, planned);
            current.start();
            if (current.columns().isEmpty()) {
                settle();
            }
            return true;
        });
    }

    /** Begins a transaction for a statement that needs one; none is run in one that has failed. */
    static void enter(LiveSession session, Plan plan) {
        GatedStatement statement = plan.statement();
        if (session.current().isFailed() && !OF_FAILED.contains(statement.kind())) {
            throw SqlFailures.of(
                    "25P02",
                    "current transaction is aborted, commands ignored until end of transaction block",
                    "ROLLBACK");
        }
        if (!session.current().isOpen() && !OF_TRANSACTIONS.contains(statement.kind()) && !plan.isConstant()) {
            session.current().begin(false);
        }
    }

    @Override
    public String command() {
        return current.command();
    }

    @Override
    public List<ResultColumn> columns() {
        return current.columns();
    }

    @Override
    public boolean nextChunk() {
        return guarded(() -> {
            if (paused) {
                session.enter();
                paused = false;
            }
            boolean more = current != null && current.nextChunk();
            if (!more) {
                settle();
            }
            return more;
        });
    }

    /** A table of the project is published before the client is told that the statement is done. */
    private void settle() {
        if (session.current().staged().isPresent()) {
            finishCurrent();
        }
    }

    @Override
    public void pause() {
        if (!ended && !paused) {
            paused = true;
            session.leave();
        }
    }

    @Override
    public ResultChunk chunk() {
        return current.chunk();
    }

    @Override
    public long rowCount() {
        return current.rowCount();
    }

    @Override
    public void close() {
        if (paused && !ended) {
            try {
                session.enter();
                paused = false;
            } catch (ApiException e) {
                ended = true; // the session has ended, and its rows with it
            }
        }
        if (!ended) {
            guarded(() -> {
                finishCurrent();
                end(next == plans.size() || !together);
                return true;
            });
        }
    }

    private void finishCurrent() {
        if (current != null) {
            current.finish();
            if (!together && !isHeld()) {
                session.current().commit();
            }
        }
    }

    /** Whether what is open stays open after the text. */
    private boolean isHeld() {
        return session.current().isExplicit() || options.isHeld();
    }

    private void end(boolean complete) {
        ended = true;
        try {
            if (session.current().isOpen() && !isHeld()) {
                if (complete) {
                    session.current().commit();
                } else {
                    session.current().rollback();
                }
            }
        } finally {
            leave();
        }
    }

    private void leave() {
        if (!paused) {
            session.leave();
        }
    }

    private boolean guarded(Step step) {
        try {
            return step.run();
        } catch (ApiException e) {
            throw failed(e, e);
        } catch (SandboxFailure e) {
            throw failed(translated(e), e);
        } catch (RuntimeException | Error e) {
            failed(new ApiException(ErrorCode.INTERNAL_ERROR, "The statement failed"), e);
            throw e;
        }
    }

    private ApiException translated(SandboxFailure failure) {
        ApiException reason = current == null ? null : current.ended();
        if (reason != null) {
            return reason;
        }
        if (failure.isInterrupt()) { // nobody has cancelled it
            return closed().orElseGet(SqlFailures::untold);
        }
        return current == null ? SqlFailures.of(failure, "", 0, Rewriting.none(""), 0) : current.failure(failure, sql);
    }

    private Optional<ApiException> closed() {
        try {
            session.requireOpen();
            return Optional.empty();
        } catch (ApiException e) {
            return Optional.of(e);
        }
    }

    private ApiException failed(ApiException told, Throwable cause) {
        if (ended) {
            return told;
        }
        ended = true;
        if (cause instanceof SandboxFailure failure && failure.isFatal()) {
            session.sessions().poisoned(session.instance(), failure);
        }
        try {
            if (current != null) {
                current.failed(told);
            } else {
                session.failed(sql, Duration.ZERO, told);
            }
            if (session.current().isOpen()) {
                session.current().fail();
            }
        } finally {
            leave();
        }
        return told;
    }

    @FunctionalInterface
    private interface Step {
        boolean run();
    }
}
