package io.eider.pgwire.dialect;

import io.eider.api.sql.TokenKind;
import java.util.Set;

/**
 * Functions as relations: {@code FROM version()}, which is a table function only in PostgreSQL; {@code FROM generate_series(1, 3) AS x},
 * whose column is x in PostgreSQL.
 */
final class FromCalls implements Repair {
    /** Functions of one value that clients select from. */
    static final Set<String> SCALARS = Set.of(
            "version",
            "now",
            "current_schema",
            "current_schemas",
            "current_database",
            "current_setting",
            "set_config",
            "pg_backend_pid",
            "pg_is_in_recovery",
            "pg_postmaster_start_time",
            "txid_current",
            "inet_server_addr",
            "to_regclass",
            "to_regtype",
            "gen_random_uuid",
            "random",
            "concat",
            "lower",
            "upper",
            "abs",
            "coalesce");
    /** Functions of many values in one column. */
    static final Set<String> SERIES = Set.of(
            "generate_series",
            "generate_subscripts",
            "unnest",
            "regexp_split_to_table",
            "string_to_table",
            "json_array_elements",
            "jsonb_array_elements");

    @Override
    public void at(Words words, int index, Edits edits) {
        if (!words.is(index + 1, "(") || words.partner(index + 1) >= words.size()) {
            return;
        }
        int close = words.partner(index + 1);
        int start = words.is(index - 1, ".") ? index - 2 : index;
        boolean isRelation = Clauses.isRelation(words, start);
        if (words.is(index, "generate_series")) {
            step(words, index, close, edits);
        }
        if (!isRelation) {
            return;
        }
        if (words.is(index, "unnest") && isList(words, index + 1, close)) {
            together(words, index, close, edits);
        } else if (SERIES.contains(words.name(index))) {
            series(words, close, edits);
        } else {
            int alias = Clauses.alias(words, close + 1);
            String name = alias < 0 ? words.name(index) : words.text(alias);
            edits.before(index, "(SELECT ");
            edits.after(close, " AS " + name + ")" + (alias < 0 ? " AS " + name : ""));
        }
    }

    private static void series(Words words, int close, Edits edits) {
        boolean hasOrdinality = words.are(close + 1, "with", "ordinality");
        int alias = Clauses.alias(words, hasOrdinality ? close + 3 : close + 1);
        if (alias >= 0 && !words.is(alias + 1, "(")) {
            edits.after(alias, "(" + words.text(alias) + (hasOrdinality ? ", ordinality)" : ")"));
        }
    }

    private static boolean isList(Words words, int open, int close) {
        for (int i = open + 1; i < close; i = words.after(i)) {
            if (words.is(i, ",")) {
                return true;
            }
        }
        return false;
    }

    /** Several arrays side by side, the shorter ones filled with NULL: {@code FROM unnest(a, b) AS t(x, y)}. */
    private static void together(Words words, int index, int close, Edits edits) {
        if (words.are(close + 1, "with", "ordinality")) {
            throw words.unsupported(close + 1, "unnest of several arrays WITH ORDINALITY", "Use row_number().");
        }
        edits.before(index, "(SELECT ");
        for (int i = index + 2; i < close; i = words.after(i)) {
            if (words.is(i, ",")) {
                edits.replace(i, ") AS unnest, unnest(");
            }
        }
        edits.after(close, " AS unnest)" + (Clauses.alias(words, close + 1) < 0 ? " AS unnest" : ""));
    }

    /** A text as the third argument is an interval. */
    private static void step(Words words, int index, int close, Edits edits) {
        boolean isText = words.kind(close - 1) == TokenKind.STRING && words.is(close - 2, ",");
        if (isText && words.partner(index + 1) == close) {
            edits.before(close - 1, "INTERVAL ");
        }
    }
}
