package io.eider.pgwire.session;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.sql.Lexer;
import io.eider.api.sql.StatementText;
import io.eider.api.sql.Statements;
import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import io.eider.api.workspace.DuckType;
import io.eider.api.workspace.PreparedSql;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.SqlResults;
import io.eider.api.workspace.SqlSession;
import io.eider.pgwire.dialect.ArrayValues;
import io.eider.pgwire.dialect.Dialect;
import io.eider.pgwire.dialect.Parameters;
import io.eider.pgwire.dialect.Rewritten;
import io.eider.pgwire.type.PgTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One statement of a client: its own text, what DuckDB gets in its place, and what it takes and gives. Belongs to the worker. */
final class Parsed implements AutoCloseable {
    private static final RunOptions OPTIONS = RunOptions.HELD.exact();
    private static final int UNKNOWN = 705;
    static final int NUMERIC = 1700;

    private final SqlSession session;
    private final String query;
    private final StatementText statement; // null if there is none
    private final SetConfig setConfig;
    private final Utility utility;
    private Rewritten rewritten;
    private PreparedSql prepared;
    private int[] parameterOids = {};
    private Rewritten plain; // for values that the types of the statement fit
    private ParameterShapes shapes = ParameterShapes.of("", List.of());
    private List<ResultColumn> columns; // where they are others than those of the prepared statement

    private Parsed(SqlSession session, String query, StatementText statement) {
        this.session = session;
        this.query = query;
        this.statement = statement;
        this.setConfig = statement == null ? SetConfig.NONE : SetConfig.of(statement.text());
        this.utility = statement == null ? null : Utility.of(statement.text()).orElse(null);
    }

    /** A statement of a text that has several. */
    static Parsed of(SqlSession session, String query, StatementText statement) {
        Parsed parsed = new Parsed(session, query, statement);
        if (parsed.utility == null) {
            parsed.rewrite(List.of());
        }
        return parsed;
    }

    /**
     * The statement of a text that may have only one, understood by DuckDB.
     *
     * @param declared OIDs of parameters' types, 0 where the client leaves it to us
     */
    static Parsed of(SqlSession session, String query, int[] declared) {
        List<StatementText> statements = Statements.split(query);
        if (statements.size() > 1) {
            throw ProtocolErrors.of("42601", "cannot insert multiple commands into a prepared statement");
        }
        return of(session, query, statements.isEmpty() ? null : statements.get(0), declared);
    }

    /** A statement within a text, understood by DuckDB. */
    static Parsed of(SqlSession session, String query, StatementText statement, int[] declared) {
        Parsed parsed = new Parsed(session, query, statement);
        if (!parsed.isEmpty() && parsed.utility == null) {
            parsed.told(() -> {
                parsed.resolve(declared);
                return parsed;
            });
        }
        return parsed;
    }

    private void rewrite(List<Optional<String>> types) {
        Optional<ArrayValues> arrays = ArrayValues.in(setConfig.statement());
        rewritten = arrays.isPresent()
                ? Dialect.rewrite(arrays.get(), tableOf(arrays.get()), types)
                : Dialect.rewrite(setConfig.statement(), types);
    }

    /** The columns of a table; none if they cannot be read, which the statement itself will tell. */
    private List<ResultColumn> tableOf(ArrayValues values) {
        String sql = Dialect.rewrite(values.columns(), List.of()).sql();
        try (PreparedSql all = session.prepare(sql, OPTIONS)) {
            return all.columns();
        } catch (ApiException e) {
            return List.of();
        }
    }

    /**
     * Finds the types of all parameters and writes them into the text, so that values become exactly these. A {@code numeric} has as many digits
     * as its value and gets a type only where DuckDB cannot do without.
     */
    private void resolve(int[] declared) {
        List<Optional<String>> types = new ArrayList<>();
        for (int oid : declared) {
            types.add(isOpen(oid) || oid == NUMERIC ? Optional.empty() : Optional.of(duckType(oid)));
        }
        rewrite(types);
        int count = Math.max(rewritten.parameterCount(), declared.length);
        parameterOids = Arrays.copyOf(declared, count);
        if (!rewritten.first().isEmpty()) {
            return; // it can only be understood when they have run
        }
        if (Arrays.stream(parameterOids).anyMatch(Parsed::isOpen)) {
            List<Optional<String>> all = inferred(types, count);
            for (int i = 0; i < count; i++) {
                if (isOpen(parameterOids[i])) {
                    String type = all.get(i).orElse("VARCHAR");
                    boolean isOids = type.equals("BIGINT[]") && readsCatalogs();
                    parameterOids[i] = PgTypes.of(isOids ? "OID[]" : type).oid();
                }
            }
            types = all;
            rewrite(types);
        }
        prepared = session.prepare(rewritten.sql(), OPTIONS);
        describe(types);
        shapes = ParameterShapes.of(setConfig.statement(), types);
        plain = rewritten;
    }

    private void describe(List<Optional<String>> types) {
        if (prepared.columns().stream().anyMatch(column -> column.type().equals("UNKNOWN"))) {
            for (int i = 0; i < types.size(); i++) {
                types.set(i, types.get(i).or(() -> Optional.of(PgTypes.ANY_NUMERIC)));
            }
            prepared.close();
            rewrite(types);
            prepared = session.prepare(rewritten.sql(), OPTIONS);
            columns =
                    prepared.columns().stream().anyMatch(column -> column.type().equals("UNKNOWN")) ? sampled() : null;
        }
    }

    /** The columns where DuckDB tells them only when the parameters have values, as for those of a table function: NULLs of their types do. */
    private List<ResultColumn> sampled() {
        String sql = rewritten.sql();
        StringBuilder sample = new StringBuilder();
        for (Token token : Lexer.tokens(sql)) {
            sample.append(token.kind() == TokenKind.PARAMETER ? "NULL" : token.in(sql));
        }
        try (PreparedSql statement = session.prepare(sample.toString(), OPTIONS)) {
            return statement.columns();
        }
    }

    /** DuckDB does not tell which ENUM it is; a text becomes any. */
    private static String ofParameter(String type) {
        return DuckType.of(type).shape() == DuckType.Shape.ENUM ? "VARCHAR" : type;
    }

    private static boolean isOpen(int oid) {
        return oid == 0 || oid == UNKNOWN;
    }

    private List<Optional<String>> inferred(List<Optional<String>> declared, int count) {
        Quantified quantified = Quantified.of(setConfig.statement());
        String sql = quantified.isThere()
                ? Dialect.rewrite(quantified.compared(), declared).sql()
                : rewritten.sql();
        List<String> found = List.of();
        try (PreparedSql first = session.prepare(sql, OPTIONS)) {
            found = quantified.types(first.parameterTypes());
        } catch (ApiException e) {
            if (!isOpenToGuesses(e)) {
                throw e;
            }
        }
        List<Optional<String>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<String> type = i < declared.size() ? declared.get(i) : Optional.empty();
            boolean isFound =
                    type.isEmpty() && i < found.size() && !found.get(i).equals("UNKNOWN");
            all.add(isFound && parameterOids[i] != NUMERIC ? Optional.of(ofParameter(found.get(i))) : type);
        }
        List<Optional<String>> guessed = Parameters.guess(setConfig.statement(), all);
        for (int i = 0; i < count; i++) {
            if (all.get(i).isEmpty() && parameterOids[i] != NUMERIC) {
                all.set(
                        i,
                        i < guessed.size() ? guessed.get(i).or(() -> Optional.of("VARCHAR")) : Optional.of("VARCHAR"));
            }
        }
        return all;
    }

    /** DuckDB may find no function for a parameter without a type. */
    private static boolean isOpenToGuesses(ApiException e) {
        return e.code() == ErrorCode.SQL_ERROR
                && e.details().get("sqlstate") instanceof String state
                && state.startsWith("42");
    }

    private static String duckType(int oid) {
        return PgTypes.duckType(oid)
                .orElseThrow(() -> ProtocolErrors.of("0A000", "Parameters of type " + oid + " are not supported"));
    }

    boolean isEmpty() {
        return statement == null;
    }

    Optional<Utility> utility() {
        return Optional.ofNullable(utility);
    }

    /** Empty if there is none. */
    String text() {
        return statement == null ? "" : statement.text();
    }

    /** The text that it is a part of. */
    String query() {
        return query;
    }

    /** The rest of its text as a statement. */
    StatementText part(int start) {
        return new StatementText(statement.text().substring(start), statement.offset() + start);
    }

    /** PostgreSQL's name of it, if it was understood by DuckDB. */
    String command() {
        return prepared == null ? "" : prepared.command();
    }

    int[] parameterOids() {
        return parameterOids;
    }

    /** The columns of its rows; empty if it gives none. */
    List<ResultColumn> columns() {
        List<ResultColumn> known = prepared == null ? List.of() : prepared.columns();
        return typed(columns == null ? known : columns);
    }

    /** Columns as the client is to see them: lists of whole numbers in catalogs are lists of OIDs. */
    List<ResultColumn> typed(List<ResultColumn> some) {
        if (some.stream().noneMatch(column -> column.type().equals("BIGINT[]")) || !readsCatalogs()) {
            return some;
        }
        return some.stream()
                .map(column -> column.type().equals("BIGINT[]")
                        ? new ResultColumn(column.name(), "OID[]", column.kind())
                        : column)
                .toList();
    }

    private boolean readsCatalogs() {
        String sql = statement.text();
        return Lexer.tokens(sql).stream()
                .anyMatch(token -> token.kind() == TokenKind.IDENTIFIER
                        && token.in(sql).toLowerCase(Locale.ROOT).startsWith("pg_"));
    }

    /** What the client calls the columns of a result. */
    List<String> names(List<ResultColumn> columns) {
        return ColumnNames.of(columns, rewritten.outputNames());
    }

    /** Runs it. */
    SqlResults run(List<Object> parameters) {
        setConfig.apply(session);
        for (Rewritten first : rewritten.first()) {
            try (SqlResults results = session.run(first.sql(), List.of(), OPTIONS)) {
                results.nextStatement();
            }
        }
        if (plain != null && !shapes.casts().isEmpty()) {
            List<Optional<String>> fitting = shapes.fitting(parameterOids, parameters);
            if (!fitting.equals(shapes.types())) {
                rewrite(fitting);
                return session.run(rewritten.sql(), parameters, OPTIONS);
            }
            rewritten = plain;
        }
        return prepared == null ? session.run(rewritten.sql(), parameters, OPTIONS) : prepared.run(parameters, OPTIONS);
    }

    /** Does something with the session; places in what it throws are those of the client's text. */
    <T> T told(java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (ApiException e) {
            throw inClientsText(e);
        }
    }

    private ApiException inClientsText(ApiException e) {
        if (statement == null || !(e.details().get("position") instanceof Integer position)) {
            return e;
        }
        Map<String, Object> details = new LinkedHashMap<>(e.details());
        int lead = query.codePointCount(0, statement.offset());
        details.put(
                "position",
                lead + (rewritten == null ? position : rewritten.offsets().toClient(position)));
        return new ApiException(e.code(), e.getMessage(), details, e);
    }

    @Override
    public void close() {
        if (prepared != null) {
            prepared.close();
            prepared = null;
        }
    }
}
