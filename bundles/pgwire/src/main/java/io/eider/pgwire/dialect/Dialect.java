package io.eider.pgwire.dialect;

import io.eider.api.sql.TokenKind;
import io.eider.api.workspace.ResultColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a statement of PostgreSQL so that it means the same to DuckDB: token by token, with a map of places back to the client's
 * text. It knows no grammar; what it does not recognise it leaves to DuckDB. What needs no other text is done by the settings
 * and macros of the overlay of a session. The gate looks at what comes out of here. Thread-safe.
 */
public final class Dialect {
    /** Statements of the session, which never reach DuckDB as they are. */
    private static final Set<String> SESSION = Set.of(
            "set",
            "show",
            "reset",
            "begin",
            "start",
            "commit",
            "end",
            "rollback",
            "abort",
            "savepoint",
            "release",
            "discard",
            "deallocate",
            "listen",
            "unlisten",
            "notify",
            "fetch",
            "move",
            "close");

    /** Names that mean the same in quotes. */
    private static final Set<String> QUOTABLE = Set.of(
            "pg_catalog",
            "information_schema",
            "public",
            "format",
            "to_char",
            "to_date",
            "to_timestamp",
            "substring",
            "generate_series",
            "unnest",
            "version",
            "current_schema",
            "current_database");

    private static final Map<String, List<Repair>> REPAIRS = repairs();
    private static final Repair TEXTS = new Texts();
    private static final Repair INNER_NAMES = new InnerNames();

    private Dialect() {}

    private static Map<String, List<Repair>> repairs() {
        Map<String, List<Repair>> repairs = new HashMap<>();
        Set.of("pg_catalog", "information_schema", "public", "operator", "collate")
                .forEach(word -> add(repairs, word, new CatalogNames()));
        Set.of("~", "!~", "similar", "like", "ilike").forEach(word -> add(repairs, word, new Operators()));
        Set.of("any", "all", "some").forEach(word -> add(repairs, word, new ArrayTexts()));
        Set.of("::", "cast", "try_cast", "bytea", "jsonb", "numeric", "decimal")
                .forEach(word -> add(repairs, word, new Casts()));
        add(repairs, "interval", new IntervalTexts());
        Set.of(
                        "extract",
                        "format",
                        "to_char",
                        "to_date",
                        "to_timestamp",
                        "overlay",
                        "substring",
                        "sum",
                        "current_timestamp")
                .forEach(word -> add(repairs, word, new Calls()));
        Set.of("json_build_object", "jsonb_build_object", "json_build_array", "jsonb_build_array")
                .forEach(word -> add(repairs, word, new Calls()));
        Set.of("current_time", "localtime", "localtimestamp").forEach(word -> add(repairs, word, new Calls()));
        FromCalls.SCALARS.forEach(word -> add(repairs, word, new FromCalls()));
        FromCalls.SERIES.forEach(word -> add(repairs, word, new FromCalls()));
        Set.of("select", "for", "values", "at").forEach(word -> add(repairs, word, new Queries()));
        return Map.copyOf(repairs);
    }

    private static void add(Map<String, List<Repair>> repairs, String word, Repair repair) {
        repairs.merge(word, List.of(repair), (one, other) -> List.of(one.get(0), other.get(0)));
    }

    /**
     * Rewrites one statement.
     *
     * @param statement exactly one statement, as from {@link io.eider.api.sql.Statements#split}
     * @param parameterTypes DuckDB's names of the types that the client has declared for {@code $1}, {@code $2}, ...; may be
     *     shorter than the parameters used
     * @throws io.eider.api.error.ApiException SQL_ERROR with {@code sqlstate}, {@code position} and {@code hint}, if DuckDB
     *     cannot do it or would do something else; SYNTAX_ERROR as {@link io.eider.api.sql.Lexer#tokens}
     */
    public static Rewritten rewrite(String statement, List<Optional<String>> parameterTypes) {
        if (!RegCasts.mayBeIn(statement)) {
            return repaired(statement, parameterTypes);
        }
        Offsets.Builder offsets = new Offsets.Builder();
        String text = RegCasts.rewrite(statement, offsets);
        Rewritten rewritten = repaired(text, parameterTypes);
        return new Rewritten(
                rewritten.sql(),
                rewritten.offsets().after(offsets.build(statement, text)),
                rewritten.parameterCount(),
                OutputNames.of(statement),
                rewritten.first());
    }

    /**
     * The same for a statement with texts of arrays.
     *
     * @param columns of the table that they go into
     */
    public static Rewritten rewrite(
            ArrayValues values, List<ResultColumn> columns, List<Optional<String>> parameterTypes) {
        Rewritten typed = values.typed(columns);
        Rewritten rewritten = rewrite(typed.sql(), parameterTypes);
        return new Rewritten(
                rewritten.sql(),
                rewritten.offsets().after(typed.offsets()),
                rewritten.parameterCount(),
                rewritten.outputNames(),
                rewritten.first());
    }

    private static Rewritten repaired(String statement, List<Optional<String>> parameterTypes) {
        Words words = new Words(statement);
        int parameters = 0;
        for (int i = 0; i < words.size(); i++) {
            parameters = Math.max(parameters, Parameters.number(words, i));
        }
        if (SESSION.contains(words.word(0))) {
            return new Rewritten(statement, Offsets.same(), parameters, List.of(), List.of());
        }
        List<OutputName> names = OutputNames.of(words);
        List<Rewritten> done = new ArrayList<>();
        List<Splits.Part> parts = Splits.of(words);
        for (int i = 0; i < Math.max(1, parts.size()); i++) {
            Edits edits = new Edits(words);
            if (!parts.isEmpty()) {
                parts.get(i).left().forEach(left -> edits.drop(left.from(), left.to()));
            }
            repair(words, parameterTypes, edits);
            done.addAll(edits.first());
            done.add(write(words, edits, parameters, names));
        }
        Rewritten last = done.remove(done.size() - 1);
        return done.isEmpty() ? last : new Rewritten(last.sql(), last.offsets(), parameters, last.outputNames(), done);
    }

    /** A statement that no client wrote. */
    static Rewritten own(String sql) {
        Offsets.Builder offsets = new Offsets.Builder();
        offsets.written(0, 0);
        return new Rewritten(sql, offsets.build("", sql), 0, List.of(), List.of());
    }

    private static void repair(Words words, List<Optional<String>> parameterTypes, Edits edits) {
        Definitions.repair(words, edits);
        boolean hasInner = false;
        for (int i = 0; i < words.size(); i++) {
            if (edits.isReplaced(i)) {
                continue;
            }
            TokenKind kind = words.kind(i);
            if (kind == TokenKind.PARAMETER) {
                parameter(words, i, parameterTypes, edits);
            } else if (kind.isText() || kind == TokenKind.UNICODE_IDENTIFIER || kind == TokenKind.UNICODE_STRING) {
                TEXTS.at(words, i, edits);
            } else {
                boolean isQuoted = kind == TokenKind.QUOTED_IDENTIFIER && QUOTABLE.contains(words.name(i));
                String key = isQuoted ? words.name(i) : words.word(i);
                for (Repair repair : REPAIRS.getOrDefault(key, List.of())) {
                    repair.at(words, i, edits);
                }
                hasInner |= i > 0 && words.is(i, "select");
            }
        }
        for (int i = 1; i < words.size() && hasInner; i++) {
            if (words.is(i, "select")) {
                INNER_NAMES.at(words, i, edits);
            }
        }
    }

    private static void parameter(Words words, int index, List<Optional<String>> types, Edits edits) {
        int number = Parameters.number(words, index);
        Optional<String> type = number <= types.size() ? types.get(number - 1) : Optional.empty();
        boolean isCount = words.is(index - 1, "first") || words.is(index - 1, "next");
        if (isCount) {
            return;
        }
        if (Parameters.isCast(words, index)) {
            type.ifPresent(value -> Casts.shape(words, index, value, edits));
        } else if (type.isPresent()) {
            edits.before(index, "CAST(");
            edits.after(index, " AS " + type.get() + ")");
        } else {
            Parameters.typeLikeOther(words, index, edits);
        }
    }

    private static Rewritten write(Words words, Edits edits, int parameters, List<OutputName> names) {
        if (edits.isEmpty()) {
            return new Rewritten(words.sql(), Offsets.same(), parameters, names, List.of());
        }
        Offsets.Builder offsets = new Offsets.Builder();
        String sql = edits.apply(offsets);
        return new Rewritten(sql, offsets.build(words.sql(), sql), parameters, names, List.of());
    }
}
