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
import io.eider.workspace.statement.SqlFailures;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The statements of one text, one after another, in the transaction that they need. */
final class LiveResults implements SqlResults {
    private static final Set<StatementKind> OF_TRANSACTIONS =
            Set.of(StatementKind.BEGIN, StatementKind.COMMIT, StatementKind.ROLLBACK);

    private final LiveSession session;
    private final String sql;
    private final List<GatedStatement> statements;
    private final List<?> parameters;
    private final RunOptions options;
    private final Path file;
    private final boolean together;
    private int next;
    private StatementRun current;
    private boolean ended;

    LiveResults(
            LiveSession session,
            String sql,
            List<GatedStatement> statements,
            List<?> parameters,
            RunOptions options,
            Path file) {
        this.file = file;
        this.session = session;
        this.sql = sql;
        this.statements = statements;
        this.parameters = parameters;
        this.options = options;
        this.together = statements.size() > 1
                && statements.stream().noneMatch(statement -> OF_TRANSACTIONS.contains(statement.kind()));
    }

    @Override
    public boolean nextStatement() {
        return guarded(() -> {
            finishCurrent();
            if (ended) {
                return false;
            }
            if (next == statements.size()) {
                end(true);
                return false;
            }
            session.requireOpen();
            GatedStatement statement = statements.get(next++);
            current = new StatementRun(session, sql, statement, parameters, options, file);
            session.sessions().budget(session.instance().workspace().id());
            requireUsable(statement);
            if (!session.transaction().isOpen() && !OF_TRANSACTIONS.contains(statement.kind())) {
                session.transaction().begin(false);
            }
            current.start();
            return true;
        });
    }

    private void requireUsable(GatedStatement statement) {
        boolean ends = statement.kind() == StatementKind.COMMIT || statement.kind() == StatementKind.ROLLBACK;
        if (session.transaction().isFailed() && !ends) {
            throw SqlFailures.of(
                    "25P02",
                    "current transaction is aborted, commands ignored until end of transaction block",
                    "ROLLBACK");
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
        return guarded(() -> current != null && current.nextChunk());
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
        if (!ended) {
            guarded(() -> {
                finishCurrent();
                end(next == statements.size() || !together);
                return true;
            });
        }
    }

    private void finishCurrent() {
        if (current != null) {
            current.finish();
            if (!together && !session.transaction().isExplicit()) {
                session.transaction().commit();
            }
        }
    }

    private void end(boolean complete) {
        ended = true;
        try {
            if (session.transaction().isOpen() && !session.transaction().isExplicit()) {
                if (complete) {
                    session.transaction().commit();
                } else {
                    session.transaction().rollback();
                }
            }
        } finally {
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
        ApiException ended = current == null ? null : current.ended();
        if (ended != null) {
            return ended;
        }
        GatedStatement statement = statements.get(Math.max(0, next - 1));
        int shift = current == null ? 0 : current.shift();
        return SqlFailures.of(failure, sql, statement.offset(), statement.text(), shift);
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
            }
            if (session.transaction().isOpen()) {
                session.transaction().fail();
            }
        } finally {
            session.leave();
        }
        return told;
    }

    @FunctionalInterface
    private interface Step {
        boolean run();
    }
}
