package io.eider.pgwire.dialect;

import io.eider.api.sql.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the parts of queries. */
final class Clauses {
    /** Words that end a select list. */
    private static final Set<String> AFTER_LIST = Set.of(
            "from",
            "where",
            "group",
            "having",
            "order",
            "limit",
            "offset",
            "union",
            "except",
            "intersect",
            "window",
            "fetch",
            "for",
            "into",
            "qualify");
    /** Words before which a function cannot be a relation. */
    private static final Set<String> NO_RELATION =
            Set.of("select", "where", "set", "values", "on", "by", "having", "returning", "limit", "offset", "when");
    /** Words that follow a relation and are no alias. */
    private static final Set<String> NO_ALIAS = Set.of(
            "where",
            "join",
            "left",
            "right",
            "full",
            "inner",
            "cross",
            "natural",
            "on",
            "using",
            "group",
            "having",
            "order",
            "limit",
            "offset",
            "union",
            "except",
            "intersect",
            "window",
            "fetch",
            "for",
            "with",
            "lateral",
            "tablesample",
            "returning",
            "set",
            "qualify",
            "then",
            "when",
            "end",
            "and",
            "or",
            "asof",
            "positional",
            "semi",
            "anti",
            "into");

    private static final Set<String> FROM_IS_ARGUMENT = Set.of("extract", "substring", "trim", "overlay", "position");

    private Clauses() {}

    /** One expression of a list: from its first token to the one after its last. */
    record Item(int from, int to) {}

    /** The expressions that stand behind SELECT or RETURNING at this index. */
    static List<Item> items(Words words, int keyword) {
        int at = keyword + 1;
        if (words.is(at, "all")) {
            at++;
        } else if (words.is(at, "distinct")) {
            at = words.is(at + 1, "on") && words.is(at + 2, "(") ? words.after(at + 2) : at + 1;
        }
        List<Item> items = new ArrayList<>();
        int from = at;
        while (at < words.size() && !words.isClosing(at) && !endsList(words, at)) {
            if (words.is(at, ",")) {
                items.add(new Item(from, at));
                from = at + 1;
            }
            at = words.after(at);
        }
        int end = Math.min(at, words.size());
        if (end > from) {
            items.add(new Item(from, end));
        }
        return items;
    }

    private static boolean endsList(Words words, int at) {
        if (!AFTER_LIST.contains(words.word(at)) || words.is(at - 1, ".") || words.is(at - 1, "as")) {
            return false;
        }
        boolean isDistinctFrom = words.is(at, "from") && words.is(at - 1, "distinct");
        boolean isWithinGroup = words.is(at, "group") && words.is(at - 1, "within");
        return !isDistinctFrom && !isWithinGroup;
    }

    /** Where the query ends in which this token stands: its closing bracket or the end of the statement. */
    static int end(Words words, int at) {
        int end = at;
        while (end < words.size() && !words.isClosing(end)) {
            end = words.after(end);
        }
        return Math.min(end, words.size());
    }

    /** The bracket around a token, or -1. */
    static int enclosing(Words words, int index) {
        int at = index - 1;
        while (at >= 0 && !words.isOpening(at)) {
            at = words.isClosing(at) ? words.partner(at) - 1 : at - 1;
        }
        return at;
    }

    /** Whether a token begins a relation of a FROM clause. */
    static boolean isRelation(Words words, int index) {
        String before = words.word(index - 1);
        switch (before) {
            case "join", "lateral" -> {
                return true;
            }
            case "from" -> {
                int open = enclosing(words, index);
                boolean isArgument = open > 0 && FROM_IS_ARGUMENT.contains(words.name(open - 1));
                return !isArgument && !words.is(index - 2, "distinct");
            }
            case "," -> {
                return isInFrom(words, index - 1);
            }
            default -> {
                return false;
            }
        }
    }

    private static boolean isInFrom(Words words, int comma) {
        for (int i = comma; i >= 0; i = words.isClosing(i) ? words.partner(i) - 1 : i - 1) {
            if (words.isOpening(i) || NO_RELATION.contains(words.word(i)) && !words.is(i - 1, ".")) {
                return words.is(i, "on") && !words.is(i - 1, "distinct"); // of a join before the comma
            }
            if (words.is(i, "from") && !words.is(i - 1, "distinct")) {
                return true;
            }
        }
        return false;
    }

    /** The alias at this index, after AS if there is one; -1 if there is none. */
    static int alias(Words words, int index) {
        int at = words.is(index, "as") ? index + 1 : index;
        boolean isName = words.kind(at) == TokenKind.QUOTED_IDENTIFIER
                || words.kind(at) == TokenKind.IDENTIFIER && !NO_ALIAS.contains(words.word(at));
        return isName ? at : -1;
    }
}
