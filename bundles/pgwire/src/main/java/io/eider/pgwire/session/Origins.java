package io.eider.pgwire.session;

import io.eider.api.error.ApiException;
import io.eider.api.sql.Identifiers;
import io.eider.api.sql.Lexer;
import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import io.eider.api.workspace.Oids;
import io.eider.api.workspace.PreparedSql;
import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.SqlSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where the columns of a result come from, which DuckDB does not say: told for names and stars of queries over tables and views, joined or not, as
 * clients ask for it to edit rows or to show where a column is from. Nothing is told of expressions, of names that several tables have, and of
 * combined or distinct queries.
 */
final class Origins {
    private static final Set<String> AFTER =
            Set.of("where", "order", "limit", "group", "having", "offset", "fetch", "qualify", "window", "sample");
    private static final Set<String> COMBINING = Set.of("union", "intersect", "except", "distinct");
    private static final Set<String> JOINING =
            Set.of("join", "inner", "left", "right", "full", "outer", "cross", "on", "using", ",");
    private static final Set<String> MERGING = Set.of("using", "natural", "asof", "positional", "semi", "anti");
    private static final int MOST_RELATIONS = 8;

    private final String sql;
    private final List<Token> words;
    private final List<Item> items = new ArrayList<>();
    private final List<Relation> relations = new ArrayList<>();
    private boolean isMerged;

    /**
     * An output.
     *
     * @param of the alias or name of its relation; empty if it has none
     * @param column its column's name, {@code *} for all columns, empty for an expression
     */
    private record Item(String of, String column) {}

    /**
     * What stands behind FROM or JOIN.
     *
     * @param parts of its name; empty if it is no table or view
     * @param alias under which it is known
     */
    private record Relation(List<String> parts, String alias) {
        private int oid() {
            String schema = parts.size() == 1 || schema().equals("main") ? "public" : parts.get(0);
            return Oids.relation(schema, parts.get(parts.size() - 1));
        }

        private String schema() {
            return parts.get(0).equals("public") ? "main" : parts.get(0);
        }

        private String quoted() {
            return parts.size() == 1
                    ? Identifiers.quoted(parts.get(0))
                    : Identifiers.quoted(schema()) + "." + Identifiers.quoted(parts.get(1));
        }
    }

    /** The columns of a relation, as DuckDB says; empty if it is no table or view. */
    private record Known(Relation relation, List<String> columns) {
        private int[] origin(String column) {
            int number = columns.indexOf(column.toLowerCase(Locale.ROOT)) + 1;
            return number == 0 ? new int[2] : new int[] {relation.oid(), number};
        }
    }

    private Origins(String sql) {
        this.sql = sql;
        this.words = Lexer.tokens(sql).stream()
                .filter(token -> !token.kind().isBlank())
                .toList();
    }

    /**
     * The table's OID and the number of the column in it, for each column of a result; nothing if nothing is known.
     *
     * @param session may be asked for the columns of tables; nothing may be read from it at the moment
     */
    static int[][] of(SqlSession session, String statement) {
        Origins query = new Origins(statement);
        if (!query.isPlain()) {
            return new int[0][];
        }
        List<Known> known = query.relations.stream()
                .map(relation -> new Known(relation, columns(session, relation)))
                .toList();
        List<int[]> origins = new ArrayList<>();
        for (Item item : query.items) {
            if (!item.column().equals("*")) {
                origins.add(query.origin(item, known));
            } else if (!query.addAll(item, known, origins)) {
                return new int[0][];
            }
        }
        return origins.toArray(int[][]::new);
    }

    /** For so many columns; zeros if these are others. */
    static int[][] sized(int[][] origins, int columns) {
        return origins.length == columns ? origins : new int[columns][2];
    }

    private int[] origin(Item item, List<Known> known) {
        List<Known> having = known.stream()
                .filter(each -> item.of().isEmpty()
                        ? each.columns().isEmpty()
                                || each.columns().contains(item.column().toLowerCase(Locale.ROOT))
                        : each.relation().alias().equalsIgnoreCase(item.of()))
                .toList();
        return item.column().isEmpty() || having.size() != 1
                ? new int[2]
                : having.get(0).origin(item.column());
    }

    /** Whether it is known which columns a star stands for. */
    private boolean addAll(Item item, List<Known> known, List<int[]> origins) {
        for (Known each : known) {
            if (item.of().isEmpty() || each.relation().alias().equalsIgnoreCase(item.of())) {
                if (each.columns().isEmpty() || item.of().isEmpty() && isMerged) {
                    return false;
                }
                each.columns().forEach(column -> origins.add(each.origin(column)));
            }
        }
        return true;
    }

    private boolean isPlain() {
        if (!word(0).equals("select")) {
            return false;
        }
        int depth = 0;
        int from = -1;
        int start = 1;
        int end = words.size();
        for (int i = 1; i < words.size(); i++) {
            String word = word(i);
            depth += opens(word) ? 1 : closes(word) ? -1 : 0;
            if (depth == 0 && COMBINING.contains(word)) {
                return false;
            }
            if (depth == 0 && from < 0 && (word.equals(",") || word.equals("from"))) {
                items.add(item(start, i));
                start = i + 1;
                from = word.equals("from") ? i : -1;
            } else if (depth == 0 && from > 0 && AFTER.contains(word)) {
                end = Math.min(end, i);
            }
        }
        return from > 0 && readRelations(from + 1, end);
    }

    private static boolean opens(String word) {
        return word.length() == 1 && "([{".contains(word);
    }

    private static boolean closes(String word) {
        return word.length() == 1 && ")]}".contains(word);
    }

    /** Relations stand behind FROM, a comma and JOIN; conditions between them are passed over. */
    private boolean readRelations(int first, int end) {
        int at = first;
        boolean isExpected = true;
        int depth = 0;
        while (at < end) {
            String word = word(at);
            if (depth == 0 && isExpected && isName(at) && !JOINING.contains(word) && !MERGING.contains(word)) {
                at = relation(at, end);
                isExpected = false;
                continue;
            }
            if (depth == 0 && isExpected && opens(word)) {
                relations.add(new Relation(List.of(), "")); // a subquery; its alias is passed over
                isExpected = false;
            }
            isMerged |= depth == 0 && MERGING.contains(word);
            isExpected |= depth == 0 && (word.equals("join") || word.equals(",") && !isExpected);
            depth += opens(word) ? 1 : closes(word) ? -1 : 0;
            at++;
        }
        return !relations.isEmpty() && relations.size() <= MOST_RELATIONS && !isExpected;
    }

    private int relation(int first, int end) {
        List<String> parts = new ArrayList<>();
        int at = first;
        while (at < end && isName(at)) {
            parts.add(name(at));
            at++;
            if (!word(at).equals(".")) {
                break;
            }
            at++;
        }
        boolean isTable = !opens(word(at))
                && parts.size() <= 2
                && !parts.get(parts.size() - 1).startsWith("pg_")
                && !parts.get(0).equals("information_schema");
        if (opens(word(at))) { // a function
            relations.add(new Relation(List.of(), ""));
            return at;
        }
        String alias = parts.get(parts.size() - 1);
        if (word(at).equals("as")) {
            at++;
        }
        if (at < end && isName(at) && !JOINING.contains(word(at)) && !MERGING.contains(word(at))) {
            alias = name(at);
            at++;
        }
        relations.add(new Relation(isTable ? List.copyOf(parts) : List.of(), alias));
        return at;
    }

    /** {@code *}, {@code t.*}, {@code a}, {@code t.a}, {@code a AS b}, {@code a b}. */
    private Item item(int from, int to) {
        int at = from;
        String of = "";
        while (at + 2 < to && isName(at) && word(at + 1).equals(".")) {
            of = name(at);
            at += 2;
        }
        if (to - at == 1 && word(at).equals("*")) {
            return new Item(of, "*");
        }
        boolean isNamed = to - at == 1
                || to - at == 2 && isName(at + 1)
                || to - at == 3 && word(at + 1).equals("as");
        return new Item(of, isNamed && at < to && isName(at) ? name(at) : "");
    }

    private static List<String> columns(SqlSession session, Relation relation) {
        if (relation.parts().isEmpty()) {
            return List.of();
        }
        try (PreparedSql all = session.prepare("SELECT * FROM " + relation.quoted(), RunOptions.HELD)) {
            return all.columns().stream()
                    .map(column -> column.name().toLowerCase(Locale.ROOT))
                    .toList();
        } catch (ApiException e) {
            return List.of(); // the query itself will tell
        }
    }

    private boolean isName(int at) {
        TokenKind kind = words.get(at).kind();
        return kind == TokenKind.IDENTIFIER || kind == TokenKind.QUOTED_IDENTIFIER;
    }

    private String word(int at) {
        return at < words.size() && words.get(at).kind() != TokenKind.QUOTED_IDENTIFIER
                ? words.get(at).in(sql).toLowerCase(Locale.ROOT)
                : "";
    }

    private String name(int at) {
        String text = words.get(at).in(sql);
        return words.get(at).kind() == TokenKind.QUOTED_IDENTIFIER
                ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                : text.toLowerCase(Locale.ROOT);
    }
}
