package io.eider.pgwire.dialect;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What PostgreSQL calls a column of a result. Source: {@code FigureColname} in PostgreSQL's {@code parse_target.c}: the name of the
 * last function or column that gives the value, else of the type it is cast to, else {@code ?column?}.
 */
final class ColumnName {
    static final String UNKNOWN = "?column?";
    /** Words that may end an expression and are no alias. */
    private static final Set<String> NO_ALIAS = Set.of(
            "end",
            "null",
            "true",
            "false",
            "precision",
            "varying",
            "zone",
            "unknown",
            "isnull",
            "notnull",
            "year",
            "month",
            "day",
            "hour",
            "minute",
            "second",
            "document",
            "normalized",
            "asc",
            "desc",
            "first",
            "last",
            "is",
            "over",
            "filter",
            "collate",
            "array");
    /** Words that are a value themselves. */
    private static final Set<String> VALUES = Set.of(
            "null",
            "true",
            "false",
            "current_date",
            "current_time",
            "current_timestamp",
            "current_user",
            "session_user",
            "current_catalog",
            "current_schema",
            "current_role",
            "localtime",
            "localtimestamp",
            "user");

    private static final Map<String, String> CALLS = Map.of("trim", "btrim", "position", "position");
    private static final Set<String> PREFIXES = Set.of("not", "-", "+", "~", "@", "|/", "||/");

    private final Words words;
    private final int to;
    private String name = UNKNOWN;
    private int strength; // 0 none, 1 a type's or CASE, 2 a column's or function's

    private ColumnName(Words words, int to) {
        this.words = words;
        this.to = to;
    }

    /** The name and whether it is written in the item: as an alias or as a plain column. */
    record Named(String name, boolean isWritten, boolean isStar) {}

    static Named of(Words words, Clauses.Item item) {
        int last = item.to() - 1;
        if (last - 1 > item.from() && words.is(last - 1, "as") && words.isName(last)) {
            return new Named(words.name(last), true, false);
        }
        if (words.is(last, "*") && (last == item.from() || words.is(last - 1, "."))) {
            return new Named("", true, true);
        }
        ColumnName figured = new ColumnName(words, item.to());
        int end = figured.operand(item.from());
        if (end == item.to()) {
            return new Named(figured.name, isColumn(words, item), false);
        }
        boolean isAlias = words.isName(last)
                && last > item.from()
                && words.endsOperand(last - 1)
                && !words.is(last - 1, ".")
                && !NO_ALIAS.contains(words.word(last));
        return isAlias ? new Named(words.name(last), true, false) : new Named(UNKNOWN, false, false);
    }

    private static boolean isColumn(Words words, Clauses.Item item) {
        for (int i = item.from(); i < item.to(); i++) {
            boolean isNameHere = (i - item.from()) % 2 == 0;
            if (isNameHere ? !words.isName(i) : !words.is(i, ".")) {
                return false;
            }
        }
        return item.to() - item.from() > 1 || !VALUES.contains(words.word(item.from()));
    }

    /** Names an operand with all that is tied to it; returns the index after it. */
    private int operand(int from) {
        int at = primary(from);
        while (at < to) {
            int next = postfix(at);
            if (next == at) {
                return at;
            }
            at = next;
        }
        return at;
    }

    private int primary(int at) {
        String word = words.word(at);
        if (PREFIXES.contains(word)) {
            return to;
        }
        if (word.equals("(")) {
            group(at);
            return words.partner(at) + 1;
        }
        if (word.equals("case")) {
            return caseEnd(at);
        }
        if (word.equals("cast") && words.is(at + 1, "(")) {
            cast(at);
            return words.partner(at + 1) + 1;
        }
        if (word.equals("array")) {
            give("array", 2);
            return words.isOpening(at + 1) ? words.after(at + 1) : at + 1;
        }
        if (words.isName(at)) {
            return named(at, word);
        }
        return at + 1;
    }

    private int named(int at, String word) {
        if (word.equals("null") || word.equals("true") || word.equals("false")) {
            return at + 1;
        }
        TypeName type = TypeName.read(words, at);
        if (type.end() < to && words.kind(type.end()).isText() && !type.isArray()) {
            give(type.name(), 1);
            TypeName fields = TypeName.read(words, type.end() + 1);
            boolean isInterval = type.name().equals("interval") && NO_ALIAS.contains(words.word(type.end() + 1));
            return isInterval ? rangeEnd(fields.base()) : type.end() + 1;
        }
        int last = at;
        while (words.is(last + 1, ".") && words.isName(last + 2)) {
            last += 2;
        }
        boolean isCall = words.is(last + 1, "(");
        give(isCall ? call(last) : words.name(last), 2);
        return isCall ? words.after(last + 1) : last + 1;
    }

    private int rangeEnd(int field) {
        return words.is(field + 1, "to") ? field + 3 : field + 1;
    }

    private String call(int at) {
        if (words.is(at, "trim") && words.is(at + 2, "leading")) {
            return "ltrim";
        }
        if (words.is(at, "trim") && words.is(at + 2, "trailing")) {
            return "rtrim";
        }
        return CALLS.getOrDefault(words.word(at), words.name(at));
    }

    private void give(String given, int strong) {
        name = given;
        strength = strong;
    }

    private void group(int open) {
        int close = Math.min(words.partner(open), to);
        switch (words.word(open + 1)) {
            case "select" -> {
                List<Clauses.Item> items = Clauses.items(words, open + 1);
                if (!items.isEmpty()) {
                    give(of(words, items.get(0)).name(), 2);
                }
            }
            case "values" -> give("column1", 2);
            case "with" -> give(UNKNOWN, 0);
            default -> {
                if (hasComma(open, close)) {
                    give("row", 2);
                } else {
                    inner(open + 1, close);
                }
            }
        }
    }

    private boolean hasComma(int open, int close) {
        for (int i = open + 1; i < close; i = words.after(i)) {
            if (words.is(i, ",")) {
                return true;
            }
        }
        return false;
    }

    private void inner(int from, int end) {
        ColumnName inside = new ColumnName(words, end);
        if (from < end && inside.operand(from) == end) {
            give(inside.name, inside.strength);
        }
    }

    private void cast(int at) {
        int close = words.partner(at + 1);
        for (int i = at + 2; i < close && i < words.size(); i = words.after(i)) {
            if (words.is(i, "as")) {
                inner(at + 2, i);
                TypeName type = TypeName.read(words, i + 1);
                if (strength < 2) {
                    give(type.name(), 1);
                }
            }
        }
    }

    private int caseEnd(int at) {
        int depth = 0;
        int other = -1;
        for (int i = at; i < to; i = words.after(i)) {
            depth += words.is(i, "case") ? 1 : 0;
            depth -= words.is(i, "end") ? 1 : 0;
            other = depth == 1 && words.is(i, "else") ? i : other;
            if (depth == 0) {
                if (other >= 0) {
                    inner(other + 1, i);
                }
                if (strength < 2) {
                    give("case", 1);
                }
                return i + 1;
            }
        }
        return to;
    }

    private int postfix(int at) {
        switch (words.word(at)) {
            case "::" -> {
                TypeName type = TypeName.read(words, at + 1);
                if (strength < 2) {
                    give(type.name(), 1);
                }
                return type.isThere() ? type.end() : at + 1;
            }
            case "[" -> {
                return words.after(at);
            }
            case "." -> {
                give(words.name(at + 1), 2);
                return at + 2;
            }
            case "filter", "over" -> {
                return words.is(at + 1, "(") || words.is(at, "over") ? words.after(at + 1) : at;
            }
            case "within" -> {
                return words.are(at + 1, "group", "(") ? words.after(at + 2) : at;
            }
            case "collate" -> {
                return words.is(at + 2, ".") ? at + 4 : at + 2;
            }
            case "at" -> {
                return zone(at);
            }
            default -> {
                return at;
            }
        }
    }

    private int zone(int at) {
        if (!words.are(at + 1, "time", "zone")) {
            return at;
        }
        int end = new ColumnName(words, to).operand(at + 3);
        give("timezone", 2);
        return end;
    }
}
