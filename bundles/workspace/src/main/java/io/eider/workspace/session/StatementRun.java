package io.eider.workspace.session;

import io.eider.api.bridge.TableName;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.sql.Lexer;
import io.eider.api.sql.Token;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One statement from its start to its last row. Belongs to the session's thread. */
final class StatementRun {
    private static final Logger LOG = LoggerFactory.getLogger(StatementRun.class);
    private static final Set<StatementKind> FILLING =
            Set.of(StatementKind.INSERT, StatementKind.UPDATE, StatementKind.MERGE, StatementKind.CREATE);

    /** Objects whose definitions name no tables. */
    private static final Set<String> UNNAMED = Set.of("TABLE", "INDEX", "SEQUENCE", "TYPE", "COMMENT");

    private final LiveSession session;
    private final String sql;
    private final GatedStatement statement;
    private final List<?> parameters;
    private final RunOptions options;
    private final Path file;
    private final List<Token> tokens;
    private final List<Chain> chains;
    private final long startNanos = System.nanoTime();
    private String command;
    private SandboxStatement running;
    private LiveSession.Running watched;
    private TextRows made;
    private ResultChunk chunk;
    private long rows;
    private int shift;
    private boolean finished;
    private boolean released;
    private String deallocated; // in DuckDB, when the statement is released

    StatementRun(
            LiveSession session,
            String sql,
            GatedStatement statement,
            List<?> parameters,
            RunOptions options,
            Path file) {
        this.file = file;
        this.session = session;
        this.sql = sql;
        this.statement = statement;
        this.parameters = parameters;
        this.options = options;
        this.tokens = Lexer.tokens(statement.text());
        this.chains = Chain.of(statement.text(), tokens);
        this.command = Commands.of(statement, chains);
    }

    void start() {
        session.counted();
        Transaction transaction = session.transaction();
        switch (statement.kind()) {
            case BEGIN -> {
                if (!transaction.isOpen()) {
                    transaction.begin(true);
                }
            }
            case COMMIT -> command = transaction.commit() ? command : "ROLLBACK";
            case ROLLBACK -> transaction.rollback();
            case SET -> set();
            case RESET -> {
                session.settings().reset(statement.name());
                applyTimeZone();
            }
            case SHOW -> show();
            case PREPARE -> prepare();
            case EXECUTE -> execute();
            case DEALLOCATE -> deallocate();
            default -> query(statement.text(), isQuery(), chains);
        }
    }

    /** What may stand in brackets after FROM. */
    private boolean isQuery() {
        return statement.kind() == StatementKind.SELECT && !statement.expands();
    }

    private void query(String text, boolean isQuery, List<Chain> named) {
        boolean fills = FILLING.contains(statement.inner());
        session.sessions().requireRoom(session.instance(), fills);
        Targets.check(statement, tokens, named, session.instance().tables()::isBucket);
        noteDefinition(named);
        look(named);
        running = session.connection().prepare(text, isQuery);
        shift = running.shift();
        if (file != null) { // it is one query: it could be prepared alone
            running.close();
            String copy = "COPY (";
            running = session.connection()
                    .prepare(copy + text + ") TO " + Sql.literal(file.toString()) + " (FORMAT parquet)", false);
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
        watched = new LiveSession.Running(running, limit(), fills);
        session.setRunning(watched);
        session.requireOpen();
        running.execute();
        if (Targets.isDefining(statement.kind()) && !UNNAMED.contains(command.substring(command.indexOf(' ') + 1))) {
            session.transaction().noteDefinition();
        }
        rows = running.changed();
    }

    /** Attaches what the statement may mean, and makes exactly that visible to it. */
    private void look(List<Chain> named) {
        Set<Chain> all = session.instance().definitions().expand(named, session.definitions());
        List<String> path = session.settings().searchPath();
        Map<TableName, TableId> tables = Visible.tables(session.instance(), all, path);
        tables.forEach(session.transaction()::pin);
        session.transaction().look(Visible.schemas(session.instance(), path), tables.keySet());
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
        Duration own = session.settings().duration("statement_timeout");
        Duration asked = options.timeout().orElse(most);
        Duration limit = asked.compareTo(most) < 0 ? asked : most;
        return own.isZero() || own.compareTo(limit) > 0 ? limit : own;
    }

    private void set() {
        if (session.settings().set(statement, tokens).equals("timezone")) {
            applyTimeZone();
        }
    }

    private void applyTimeZone() {
        session.connection()
                .command("SET TimeZone = " + Sql.literal(session.settings().get("timezone")));
    }

    private void show() {
        String name = statement.name();
        if (name.equals("all")) {
            List<List<String>> all = session.settings().show(name).entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> List.of(entry.getKey(), entry.getValue()))
                    .toList();
            made = TextRows.of(List.of("name", "setting"), all);
        } else if (session.settings().isSetting(name)) {
            Map.Entry<String, String> one =
                    session.settings().show(name).entrySet().iterator().next();
            made = TextRows.of(List.of(one.getKey()), List.of(List.of(one.getValue())));
        } else {
            made = Listings.of(session, name);
        }
        if (made == null) {
            query(statement.text(), false, chains);
        }
    }

    private void prepare() {
        Targets.check(statement, tokens, chains, session.instance().tables()::isBucket);
        look(chains);
        session.connection().command(statement.text()); // so that errors are told now
        session.connection().command("DEALLOCATE " + statement.name());
        session.prepared().put(key(), statement);
    }

    /** Prepared anew in the same transaction: a plan that was made for other data must not run (ADR-0011). */
    private void execute() {
        GatedStatement kept = session.prepared().get(key());
        if (kept == null) {
            throw SqlFailures.of("26000", "prepared statement " + statement.name() + " does not exist");
        }
        List<Token> keptTokens = Lexer.tokens(kept.text());
        List<Chain> named = new ArrayList<>(Chain.of(kept.text(), keptTokens));
        named.addAll(chains);
        session.sessions().requireRoom(session.instance(), FILLING.contains(kept.inner()));
        look(named);
        session.connection().command(kept.text());
        deallocated = kept.name();
        running = session.connection().prepare(statement.text(), false);
        watched = new LiveSession.Running(running, limit(), FILLING.contains(kept.inner()));
        session.setRunning(watched);
        running.execute();
        command = kept.inner().name();
        rows = running.changed();
    }

    private void deallocate() {
        if (statement.name().equalsIgnoreCase("all")) {
            session.prepared().clear();
        } else if (session.prepared().remove(key()) == null) {
            throw SqlFailures.of("26000", "prepared statement " + statement.name() + " does not exist");
        }
    }

    private String key() {
        return statement.name().toLowerCase(Locale.ROOT);
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

    int shift() {
        return shift;
    }

    ApiException ended() {
        return watched == null ? null : watched.ended();
    }

    /** Nothing more of it is read. */
    void finish() {
        finished = true;
        if (release()) {
            session.sessions().audit().done(session, statement, command, elapsed(), rows);
        }
    }

    void failed(ApiException told) {
        finished = true;
        if (release()) {
            session.sessions().audit().failed(session, statement, elapsed(), told);
        }
    }

    private boolean release() {
        boolean first = !released;
        released = true;
        session.setRunning(null);
        if (running != null) {
            running.close();
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
