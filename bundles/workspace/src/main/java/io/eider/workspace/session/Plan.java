package io.eider.workspace.session;

import io.eider.api.bridge.TableName;
import io.eider.api.error.ApiException;
import io.eider.api.id.TableId;
import io.eider.api.sql.Lexer;
import io.eider.api.sql.Token;
import io.eider.api.storage.TableWrites.Rules;
import io.eider.api.workspace.ValueForm;
import io.eider.engine.sandbox.SandboxConnection;
import io.eider.engine.sandbox.SandboxFailure;
import io.eider.engine.sandbox.SandboxStatement;
import io.eider.workspace.gate.GatedStatement;
import io.eider.workspace.gate.StatementKind;
import io.eider.workspace.overlay.Overlay;
import io.eider.workspace.statement.Chain;
import io.eider.workspace.statement.Commands;
import io.eider.workspace.statement.Rewriting;
import io.eider.workspace.statement.SqlFailures;
import io.eider.workspace.statement.Targets;
import io.eider.workspace.statement.WriteTarget;
import io.eider.workspace.table.StagedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A statement that DuckDB was asked to understand: with the tables that it may mean attached and visible. A plan is good until something else
 * is run in the session; one that was made for other data must not run (ADR-0011). Belongs to the session's thread.
 */
final class Plan {
    private static final Set<StatementKind> FILLING =
            Set.of(StatementKind.INSERT, StatementKind.UPDATE, StatementKind.MERGE, StatementKind.CREATE);
    private static final Set<StatementKind> CHANGING = Set.of(
            StatementKind.INSERT,
            StatementKind.UPDATE,
            StatementKind.MERGE,
            StatementKind.CREATE,
            StatementKind.DELETE,
            StatementKind.ALTER,
            StatementKind.DROP,
            StatementKind.COMMENT);

    private static final Set<StatementKind> ALTERING =
            Set.of(StatementKind.ALTER, StatementKind.DROP, StatementKind.COMMENT);

    /** All that may stand in a query that reads no data. */
    private static final Set<String> CONSTANT = Set.of(
            "select",
            "cast",
            "as",
            "and",
            "or",
            "not",
            "null",
            "true",
            "false",
            "boolean",
            "smallint",
            "integer",
            "bigint",
            "double",
            "decimal",
            "varchar");

    private final LiveSession session;
    private final GatedStatement statement;
    private final ValueForm form;
    private final List<Token> tokens;
    private final List<Chain> chains;
    private final String command;
    private final boolean isConstant;
    private final Optional<WriteTarget> target;
    private Rewriting rewriting;
    private Set<TableName> named = Set.of();
    private boolean isStaged;
    private boolean isAlone;
    private boolean isKept;
    private SandboxConnection connection;
    private SandboxStatement planned;
    private long stamp;

    /** @param isKept whether it is used again for the same text */
    Plan(LiveSession session, GatedStatement statement, ValueForm form, boolean isKept) {
        this.isKept = isKept;
        this.session = session;
        this.form = form;
        this.statement = statement;
        this.tokens = Lexer.tokens(statement.text());
        this.chains = Chain.of(statement.text(), tokens);
        this.command = Commands.of(statement, tokens, chains);
        this.target = WriteTarget.of(statement, chains);
        this.rewriting = Rewriting.none(statement.text());
        this.isConstant = statement.kind() == StatementKind.SELECT
                && tokens.stream().allMatch(token -> isConstant(statement.text(), token));
    }

    private static boolean isConstant(String sql, Token token) {
        return switch (token.kind()) {
            case IDENTIFIER -> CONSTANT.contains(token.in(sql).toLowerCase(Locale.ROOT));
            case NUMBER, STRING, PARAMETER, OPERATOR, WHITESPACE, COMMENT -> true;
            case PUNCTUATION -> "(),".contains(token.in(sql));
            default -> false;
        };
    }

    /** Whether it reads no data, as {@code SELECT 1} does: it needs no transaction, and its plan is good for ever. */
    boolean isConstant() {
        return isConstant;
    }

    GatedStatement statement() {
        return statement;
    }

    List<Token> tokens() {
        return tokens;
    }

    List<Chain> chains() {
        return chains;
    }

    String command() {
        return command;
    }

    /** Whether it may make the workspace's file larger. */
    boolean fills() {
        return FILLING.contains(statement.inner()) && !isStaged;
    }

    /** Whether it changes rows or objects. */
    boolean changes() {
        return CHANGING.contains(statement.kind());
    }

    /** Whether it gives rows. */
    boolean givesRows() {
        return switch (statement.kind()) {
            case SELECT, SHOW, EXPLAIN, CALL, EXECUTE -> true;
            case INSERT, UPDATE, DELETE, MERGE ->
                chains.stream().anyMatch(chain -> chain.first().equals("returning"));
            default -> false;
        };
    }

    /** Whether DuckDB runs it, and not the session. */
    boolean isPlannable() {
        return switch (statement.kind()) {
            case BEGIN,
                    COMMIT,
                    ROLLBACK,
                    SAVEPOINT,
                    RELEASE,
                    ROLLBACK_TO,
                    SET,
                    RESET,
                    SHOW,
                    PREPARE,
                    EXECUTE,
                    DEALLOCATE -> false;
            default -> true;
        };
    }

    /** Makes the plan if there is none that is good, and gives it to who closes it. */
    SandboxStatement take() {
        make();
        SandboxStatement taken = planned;
        planned = null;
        return taken;
    }

    /** Makes the plan if there is none that is good. */
    SandboxStatement make() {
        boolean good = planned != null && connection == session.connection() && (isConstant || stamp == session.work());
        if (!good) {
            drop();
            ready(chains);
            connection = session.connection();
            planned = connection.prepare(text(), isQuery(), form);
            stamp = session.work();
        }
        return planned;
    }

    /** Takes back what was run to its end, or closes it. */
    void giveBack(SandboxStatement done, boolean isWhole) {
        if (isConstant && isKept && isWhole && planned == null && connection == session.connection()) {
            done.rewind();
            planned = done;
        } else {
            done.close();
        }
    }

    /** Whether it runs in a transaction of its own. */
    void setAlone(boolean alone) {
        isAlone = alone;
    }

    /**
     * Checks it, and lets the session write and see what it names.
     *
     * @param named all that it may read
     */
    void ready(List<Chain> named) {
        Optional<TableId> written = target.flatMap(wanted -> Written.table(session, wanted));
        isStaged = written.isPresent();
        requireAllowed();
        rewriting = written.map(table -> {
                    boolean deletes = isAlone && statement.kind() == StatementKind.DELETE;
                    StagedTable staged = Written.begin(session, table, deletes ? Rules.WITHOUT_KEY : Rules.ALL);
                    return target.get().at(staged.table(), statement, tokens, chains);
                })
                .orElseGet(() -> Rewriting.none(statement.text()));
        look(named);
    }

    /** The text for DuckDB, when it is {@link #ready}. */
    String text() {
        return rewriting.text();
    }

    /** What DuckDB said about it. */
    ApiException failure(SandboxFailure failure, String sql, int shift) {
        ApiException told = SqlFailures.inBuckets(
                SqlFailures.of(failure, sql, statement.offset(), rewriting, shift),
                session.instance().tables()::isBucket);
        return session.current()
                .staged()
                .map(staged -> Written.explained(told, staged.before()))
                .orElse(told);
    }

    /** @throws ApiException SQL_ERROR 25006 if the transaction is read-only and such a statement changes something */
    void requireMayChange(StatementKind kind) {
        if (CHANGING.contains(kind) && session.ownSettings().isReadOnly()) {
            throw SqlFailures.of(
                    "25006",
                    "cannot execute " + (kind == statement.kind() ? command : kind.name())
                            + " in a read-only transaction");
        }
    }

    /** What can be told before DuckDB is asked. */
    private void requireAllowed() {
        requireMayChange(statement.kind());
        SessionWatch.requireRoom(session, fills());
        Targets.check(statement, tokens, chains, session.instance().tables()::isBucket);
    }

    /** What may stand in brackets after FROM. */
    private boolean isQuery() {
        return statement.kind() == StatementKind.SELECT && !statement.expands();
    }

    /** Attaches what the statement may mean, and makes exactly that visible to it. */
    private void look(List<Chain> chains) {
        Set<Chain> all = session.instance().definitions().expand(chains, session.definitions());
        List<String> path = session.ownSettings().searchPath();
        boolean alters = ALTERING.contains(
                statement.kind()); // a view by which a bucket's table is shown is found by no bare name then
        Map<TableName, TableId> tables = Visible.tables(session.instance(), all, alters ? List.of() : path);
        tables.forEach(session.current()::pin);
        List<String> behind = new ArrayList<>();
        if (session.client().isPostgres()) {
            behind.add(Overlay.dialect());
        }
        behind.addAll(session.catalogs().show(all));
        named = tables.keySet();
        session.current().look(Visible.schemas(session.instance(), path), tables.keySet(), behind);
    }

    /** Counts what it has given or changed, if it names tables of the project. */
    void count(long rows) {
        session.current().count(named, rows);
    }

    /** Whoever has used it needs it no more; one that is good for ever is kept for others. */
    void leave() {
        if (!isConstant || !isKept) {
            drop();
        }
    }

    /** Nobody will need it again. */
    void forget() {
        isKept = false;
        drop();
    }

    private void drop() {
        if (planned != null) {
            planned.close();
            planned = null;
        }
    }
}
