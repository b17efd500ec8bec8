package io.eider.pgwire.dialect;

import io.eider.api.sql.TokenKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What PREPARE or EXECUTE says. Source: PostgreSQL manual, "PREPARE", "EXECUTE".
 *
 * @param name of the statement, without quotes
 * @param items types of PREPARE, or arguments of EXECUTE, as they are written
 * @param start index of the first char of the statement that PREPARE is about
 */
public record Preparation(String name, List<String> items, int start) {
    /**
     * Reads one of them.
     *
     * @throws io.eider.api.error.ApiException SQL_ERROR 42601
     */
    public static Preparation of(String statement) {
        Words words = new Words(statement);
        boolean prepares = words.is(0, "prepare");
        if (words.size() < 2 || !words.isName(1)) {
            throw unexpected(words, 1);
        }
        List<String> items = new ArrayList<>();
        int end = 2;
        if (words.is(2, "(")) {
            end = items(words, items) + 1;
        }
        if (prepares ? !words.is(end, "as") || end + 1 >= words.size() : end < words.size()) {
            throw unexpected(words, end);
        }
        int start = prepares ? words.token(end + 1).start() : statement.length();
        return new Preparation(words.name(1), List.copyOf(items), start);
    }

    /** Reads what stands in brackets, and gives the index of the one that closes them. */
    private static int items(Words words, List<String> items) {
        int close = words.partner(2);
        int from = 3;
        for (int i = 3; i <= close; i = words.after(i)) {
            boolean isEnd = i == close || words.is(i, ",");
            if (i >= words.size() || isEnd && i == from) {
                throw unexpected(words, i);
            }
            if (isEnd) {
                int begin = words.token(from).start();
                items.add(words.sql().substring(begin, words.token(i - 1).end()));
                from = i + 1;
            }
        }
        return close;
    }

    private static RuntimeException unexpected(Words words, int at) {
        String what = at < words.size() ? "at or near \"" + words.text(at) + "\"" : "at end of input";
        return words.error(
                "42601",
                Math.min(at, words.size() - 1),
                "syntax error " + what,
                "PREPARE name (type, ...) AS statement; EXECUTE name (value, ...)");
    }

    /** The type that an item names, as {@code pg_type.typname} has it; empty for what is no name of a type. */
    public static String typeName(String item) {
        Words words = new Words(item);
        TypeName type = TypeName.read(words, 0);
        boolean isWhole = type.isThere() && type.end() == words.size() && words.kind(0) != TokenKind.STRING;
        return isWhole ? (type.isArray() ? "_" : "") + type.name() : "";
    }
}
