package io.eider.pgwire.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What PostgreSQL calls the columns of a statement's result; only RowDescription shows them. */
public final class OutputNames {
    private static final Set<String> CHANGES = Set.of("insert", "update", "delete", "merge");

    private OutputNames() {}

    /**
     * The names by position. Names before the first star count from the left, those after the last star from the right; what
     * is between keeps the engine's names.
     *
     * @param statement exactly one statement
     * @return empty if the statement gives no rows, or nothing can be said
     */
    public static List<OutputName> of(String statement) {
        return of(new Words(statement));
    }

    static List<OutputName> of(Words words) {
        int at = start(words);
        if (words.is(at, "values")) {
            return values(words, at);
        }
        int keyword = words.is(at, "select") ? at : CHANGES.contains(words.word(at)) ? returning(words, at) : -1;
        if (keyword < 0) {
            return List.of();
        }
        List<OutputName> names = new ArrayList<>();
        for (Clauses.Item item : Clauses.items(words, keyword)) {
            ColumnName.Named named = ColumnName.of(words, item);
            names.add(named.isStar() ? OutputName.STAR : new OutputName(named.name()));
        }
        return names;
    }

    /** The index of the word that says what the statement is, after brackets and WITH. */
    private static int start(Words words) {
        int at = 0;
        while (words.is(at, "(")) {
            at++;
        }
        if (!words.is(at, "with")) {
            return at;
        }
        while (at < words.size()) {
            if (words.is(at, "(") && words.partner(at) < words.size()) {
                at = words.partner(at) + 1;
                boolean isBody = words.is(at, "select") || words.is(at, "values") || CHANGES.contains(words.word(at));
                if (isBody) {
                    return at;
                }
            } else {
                at++;
            }
        }
        return at;
    }

    private static int returning(Words words, int from) {
        for (int i = from; i < words.size(); i = words.after(i)) {
            if (words.is(i, "returning")) {
                return i;
            }
        }
        return -1;
    }

    private static List<OutputName> values(Words words, int at) {
        List<OutputName> names = new ArrayList<>();
        if (words.is(at + 1, "(")) {
            names.add(new OutputName("column1"));
            for (int i = at + 2; i < words.partner(at + 1) && i < words.size(); i = words.after(i)) {
                if (words.is(i, ",")) {
                    names.add(new OutputName("column" + (names.size() + 1)));
                }
            }
        }
        return names;
    }
}
