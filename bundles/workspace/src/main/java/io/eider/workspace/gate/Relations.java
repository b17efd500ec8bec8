package io.eider.workspace.gate;

import io.eider.api.sql.TokenKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Follows where a statement names what it reads: DuckDB takes a text there as the path of a file, lets SHOW stand there, and
 * runs {@code histogram('path', column)} there. Also bounds the nesting of subqueries in expressions: DuckDB 1.5.6 binds
 * each level twice, so thirty of them take minutes.
 */
final class Relations {
    private static final int MAX_SUBQUERIES = 12;
    /** A relation comes right after them. */
    private static final Set<String> BEFORE = Set.of(
            "join",
            "only",
            "lateral",
            "using",
            "into",
            "update",
            "table",
            "describe",
            "desc",
            "summarize",
            "show",
            "pivot",
            "pivot_wider",
            "pivot_longer",
            "unpivot");
    /** Reserved words that end a list of relations. Others could be names of relations. */
    private static final Set<String> AFTER = Set.of(
            "select",
            "where",
            "group",
            "having",
            "order",
            "limit",
            "offset",
            "window",
            "qualify",
            "union",
            "intersect",
            "except",
            "returning");
    /** FROM within their brackets means something else. */
    private static final Set<String> FROM_IS_ARGUMENT = Set.of("extract", "substring", "trim", "overlay");

    private static final Set<String> QUERY = Set.of("select", "with", "from", "values", "table");
    private static final Set<String> DESCRIBE = Set.of("describe", "summarize");
    private static final Set<String> BEFORE_STATEMENT = Set.of("(", "explain", "analyze", "analyse", "verbose", "as");
    private static final Set<String> LISTINGS = Set.of("databases", "tables", "schemas", "variables");
    private static final Pattern FILE =
            Pattern.compile("(?is).*([/\\\\*?]|\\.(csv|tsv|txt|parquet|json|jsonl|ndjson|db|duckdb|arrow|gz|zst)$).*");

    private final Words words;
    private final Deque<Group> groups = new ArrayDeque<>();
    private Group group = new Group(false, false, 0);
    private boolean expands;

    private Relations(Words words) {
        this.words = words;
    }

    /** Whether PIVOT occurs. */
    static boolean check(Words words, StatementKind kind) {
        Relations relations = new Relations(words);
        for (int i = 0; i < words.size(); i++) {
            relations.look(i, kind);
            relations.follow(i);
        }
        return relations.expands;
    }

    private void look(int at, StatementKind kind) {
        String before = words.word(at - 1);
        if (words.word(at).equals("show")
                && !before.equals(".")
                && !before.equals("as")
                && kind != StatementKind.SHOW) {
            throw words.refused(at, "SHOW is not allowed inside a statement", "Select from information_schema.");
        }
        if (isListing(at, before)) {
            throw words.refused(at, "Listings are not allowed inside a statement", "Use SHOW, or information_schema.");
        }
        if (!isRelation(before)) {
            return;
        }
        TokenKind token = words.token(at).kind();
        boolean single = !words.word(at + 1).equals(".");
        boolean file = token == TokenKind.QUOTED_IDENTIFIER
                && single
                && FILE.matcher(words.name(at)).matches();
        if (token.isText() || file) {
            throw words.refused(
                    at,
                    "A file cannot be read like a table",
                    "Load it through the storage API, or qualify the name of the table with its schema.");
        }
        int last = at;
        while (words.word(last + 1).equals(".")) {
            last += 2;
        }
        if (words.name(last).equals("histogram") && words.word(last + 1).equals("(")) {
            throw words.refused(last, "histogram is not allowed as a table", "Use the aggregate function histogram.");
        }
    }

    /** DuckDB reads DESCRIBE and SUMMARIZE of nothing or of these names as SHOW. */
    private boolean isListing(int at, String before) {
        String word = words.word(at);
        boolean describes = DESCRIBE.contains(word) && !before.equals(".")
                || word.equals("desc") && (at == 0 || BEFORE_STATEMENT.contains(before));
        String next = words.word(at + 1);
        boolean single = !words.word(at + 2).equals(".") && !words.word(at + 2).equals("(");
        boolean listing = at + 1 == words.size()
                || next.equals(")")
                || next.equals("all")
                || single && LISTINGS.contains(words.name(at + 1));
        return describes && listing;
    }

    private boolean isRelation(String before) {
        return BEFORE.contains(before) || group.relational && (isOpening(before) || before.equals(":"));
    }

    private static boolean isOpening(String before) {
        return before.equals("from") || before.equals(",") || before.equals("(");
    }

    private void follow(int at) {
        String word = words.word(at);
        String before = words.word(at - 1);
        if (before.equals(".")) {
            return;
        }
        switch (word) {
            case "(" -> open(at, before);
            case "[", "{" -> push(new Group(false, false, group.subqueries));
            case ")", "]", "}" -> group = groups.isEmpty() ? group : groups.pop();
            case "from" -> group.relational |= !isDistinctFrom(at) && !group.fromIsArgument;
            case "values" -> group.relational &= !before.equals("(");
            case "pivot", "pivot_wider" -> expands = true;
            default -> {
                group.relational &= !endsRelations(at, word);
                group.fromIsArgument &= !word.equals("select");
            }
        }
    }

    /** WITHIN GROUP (...) and the type UNION(...) can stand in the condition of a join. */
    private boolean endsRelations(int at, String word) {
        String next = words.word(at + 1);
        return AFTER.contains(word) && !(next.equals("(") && (word.equals("group") || word.equals("union")));
    }

    private void open(int at, String before) {
        boolean relational = isRelation(before);
        boolean subquery = !relational && QUERY.contains(words.word(at + 1));
        int subqueries = group.subqueries + (subquery ? 1 : 0);
        if (subqueries > MAX_SUBQUERIES) {
            throw words.refused(at, "Subqueries are nested too deeply", "Use WITH or a join.");
        }
        push(new Group(relational, FROM_IS_ARGUMENT.contains(before), subqueries));
    }

    private void push(Group next) {
        groups.push(group);
        group = next;
    }

    private boolean isDistinctFrom(int at) {
        String second = words.word(at - 2);
        return words.word(at - 1).equals("distinct") && (second.equals("is") || second.equals("not"));
    }

    /** What is known within a pair of brackets. */
    private static final class Group {
        private boolean relational;
        private boolean fromIsArgument;
        private final int subqueries;

        private Group(boolean relational, boolean fromIsArgument, int subqueries) {
            this.relational = relational;
            this.fromIsArgument = fromIsArgument;
            this.subqueries = subqueries;
        }
    }
}
