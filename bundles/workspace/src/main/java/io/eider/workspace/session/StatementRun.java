package io.eider.workspace.session;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.RunOptions;
import io.eider.engine.Sql;
import io.eider.engine.sandbox.SandboxFailure;
import io.eider.engine.sandbox.SandboxStatement;
import io.eider.workspace.gate.GatedStatement;
import io.eider.workspace.gate.StatementKind;
import io.eider.workspace.statement.Chain;
import io.eider.workspace.statement.Commands;
import io.eider.workspace.statement.SqlFailures;
import io.eider.workspace.statement.Targets;
import io.eider.workspace.statement.TransactionModes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One statement from its start to its last row. Belongs to the session's thread. */
final class StatementRun {
    private static final Logger LOG = LoggerFactory.getLogger(StatementRun.class);
    /** Objects whose definitions name no tables. */
    private static final Set<String> UNNAMED = Set.of("TABLE", "INDEX", "SEQUENCE", "TYPE", "COMMENT");

    private final LiveSession session;
    private final Plan plan;
    private final GatedStatement statement;
    private final List<?> parameters;
    private final RunOptions options;
    private final Path file;
    private final long startNanos = System.nanoTime();
    private String command;
    private Plan ran;
    private SandboxStatement running;
    private Running watched;
    private TextRows made;
    private ResultChunk chunk;
    private long rows;
    private int shift;
    private boolean finished;
    private boolean released;
    private String deallocated; // in DuckDB, when the statement is released

    StatementRun(LiveSession session, Plan plan, List<?> parameters, RunOptions options, Path file) {
        this.file = file;
        this.session = session;
        this.plan = plan;
        this.statement = plan.statement();
        this.parameters = parameters;
        this.options = options;
        this.command = plan.command();
        this.ran = plan;
    }

    void start() {
        Transaction transaction = session.current();
        if (plan.isPlannable()) {
            query();
            return;
        }
        session.counted();
        switch (statement.kind()) {
            case BEGIN -> transaction.begin(modes());
            case COMMIT -> command = transaction.commit() ? command : "ROLLBACK";
            case ROLLBACK -> transaction.rollback();
            case SAVEPOINT -> transaction.savepoint(statement.name());
            case RELEASE -> transaction.release(statement.name());
            case ROLLBACK_TO -> transaction.rollbackTo(statement.name());
            case SET -> {
                session.ownSettings().set(statement, plan.tokens());
                transaction.applyTimeZone();
            }
            case RESET -> {
                session.ownSettings().reset(statement.name());
                transaction.applyTimeZone();
            }
            case SHOW -> show();
            case PREPARE -> prepare();
            case EXECUTE -> execute();
            default -> session.prepared().forget(statement.name());
        }
    }

    private TransactionModes modes() {
        return TransactionModes.of(SettingValues.words(statement.text(), plan.tokens()));
    }

    private void query() {
        noteDefinition(plan.chains());
        running = plan.take();
        session.counted();
        shift = running.shift();
        if (file != null) { // it is one query: it could be prepared alone
            running.close();
            String copy = "COPY (";
            running = session.connection()
                    .prepare(
                            copy + statement.text() + ") TO " + Sql.literal(file.toString()) + " (FORMAT parquet)",
                            false);
            shift = copy.length();
        }
        if (running.parameterCount() != parameters.size()) {
            throw SqlFailures.of(
                    "08P01",
                    "The statement has " + running.parameterCount() + " parameters, " + parameters.size()
                            + " were given");
        }
        if (!parameters.isEmpty()) {
            running.bind(parameters);
        }
        watched = new Running(running, limit(), plan.fills());
        session.setRunning(watched);
        session.requireOpen();
        running.execute();
        if (plan.changes()) {
            session.current().noteWrite();
        }
        if (Targets.isDefining(statement.kind())) {
            session.current().noteChange();
        }
        if (Targets.isDefining(statement.kind()) && !isUnnamed()) {
            session.current().noteDefinition();
        }
        rows = command.equals(Commands.FILLED_TABLE) ? filled() : running.changed();
    }

    private boolean isUnnamed() {
        String[] words = command.split(" ");
        return UNNAMED.contains(words[Math.min(1, words.length - 1)]);
    }

    /** The driver does not tell how many rows a new table was filled with. */
    private long filled() {
        List<String> names = Commands.filledTable(plan.chains());
        String table = names.stream().map(Sql::identifier).collect(Collectors.joining("."));
        try (SandboxStatement count = session.connection().prepare("SELECT count(*) FROM " + table, true)) {
            count.execute();
            ResultChunk one = count.nextChunk();
            return one == null ? 0 : one.vector(0).getLong(0);
        }
    }

    /** Of views and macros that are temporary, or not committed yet, the shared definitions know nothing. */
    private void noteDefinition(List<Chain> named) {
        if (statement.kind() == StatementKind.CREATE
                && named.stream()
                        .anyMatch(chain -> Set.of("view", "macro", "function").contains(chain.first()))) {
            for (Chain chain : named) {
                if (chain.first().equals("as")) {
                    break;
                }
                session.definitions().put(chain.parts().get(chain.parts().size() - 1), named);
            }
        }
    }

    private Duration limit() {
        Duration most = session.sessions().limits().statement();
        Duration own = session.ownSettings().duration("statement_timeout");
        Duration asked = options.timeout().orElse(most);
        Duration limit = asked.compareTo(most) < 0 ? asked : most;
        return own.isZero() || own.compareTo(limit) > 0 ? limit : own;
    }

    private void show() {
        made = TextRows.shown(session, statement.name());
        if (made == null) {
            running = plan.take();
            running.execute();
        }
    }

    private void prepare() {
        plan.ready(plan.chains());
        session.connection().command(plan.text()); // so that errors are told now
        session.connection().command("DEALLOCATE " + statement.name());
        session.prepared().add(statement);
    }

    /** Prepared anew in the same transaction: a plan that was made for other data must not run (ADR-0011). */
    private void execute() {
        GatedStatement kept = session.prepared().get(statement.name());
        Plan written = new Plan(session, kept, options.form(), false);
        List<Chain> named = new ArrayList<>(written.chains());
        named.addAll(plan.chains());
        written.requireMayChange(kept.inner());
        written.ready(named);
        ran = written;
        session.connection().command(written.text());
        deallocated = kept.name();
        running = session.connection().prepare(statement.text(), false, options.form());
        watched = new Running(running, limit(), written.fills());
        session.setRunning(watched);
        running.execute();
        command = kept.inner().name();
        rows = running.changed();
        if (kept.inner() != StatementKind.SELECT) {
            session.current().noteWrite();
        }
    }

    String command() {
        return command;
    }

    List<ResultColumn> columns() {
        if (made != null) {
            return made.columns();
        }
        return running == null ? List.of() : running.columns();
    }

    boolean nextChunk() {
        if (finished) {
            return false;
        }
        if (made != null) {
            boolean more = chunk == null && !made.rows().isEmpty();
            chunk = more ? made.chunk() : null;
            rows += more ? chunk.rowCount() : 0;
            finished = !more;
            return more;
        }
        if (running == null || running.columns().isEmpty()) {
            return false;
        }
        if (session.running() != watched) { // it was paused
            watched = new Running(running, limit(), plan.fills());
            session.setRunning(watched);
        }
        requireRunning();
        chunk = running.nextChunk();
        requireRunning();
        rows += chunk == null ? 0 : chunk.rowCount();
        finished = chunk == null;
        return chunk != null;
    }

    private void requireRunning() {
        if (watched != null && watched.ended() != null) {
            throw watched.ended();
        }
        session.requireOpen();
    }

    ResultChunk chunk() {
        return chunk;
    }

    long rowCount() {
        return rows;
    }

    /** What DuckDB said about it. */
    ApiException failure(SandboxFailure failure, String sql) {
        return plan.failure(failure, sql, shift);
    }

    ApiException ended() {
        return watched == null ? null : watched.ended();
    }

    /** Nothing more of it is read. */
    void finish() {
        finished = true;
        if (release(true)) {
            ran.count(rows);
            session.sessions().audit().done(session, statement.text(), elapsed(), rows, command);
        }
    }

    void failed(ApiException told) {
        finished = true;
        if (release(false)) {
            session.failed(statement.text(), elapsed(), told);
        }
    }

    private boolean release(boolean isWhole) {
        boolean first = !released;
        released = true;
        session.setRunning(null);
        if (running != null && first) {
            plan.giveBack(running, isWhole && file == null);
        }
        if (first && deallocated != null) {
            forget(deallocated);
        }
        return first;
    }

    private void forget(String name) {
        try {
            session.connection().command("DEALLOCATE " + name);
        } catch (SandboxFailure e) {
            LOG.debug("Deallocating: {}", e.toString()); // the transaction has failed; the next EXECUTE replaces it
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** What ends a statement that runs too long. */
    static ApiException timeout(Duration limit) {
        return new ApiException(
                ErrorCode.OPERATION_TIMEOUT, "The statement ran longer than " + limit.toMillis() + " ms and was ended");
    }
}
