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
 * Where the columns of a result come from, which DuckDB does not say: told for queries of one table or view whose columns are plain names and
 * stars, as graphical clients send them to edit rows. For all others nothing is told.
 */
final class Origins {
    private static final Set<String> AFTER = Set.of("where", "order", "limit", "group", "having", "offset", "fetch");
    private static final Set<String> COMBINING = Set.of("union", "intersect", "except", "join", "distinct");

    private final String sql;
    private final List<Token> words;
    private final List<Item> items = new ArrayList<>();
    private final List<String> relation = new ArrayList<>();

    /** An output: its column's name, {@code *} for all columns, empty for an expression. */
    private record Item(String column) {}

    private Origins(String sql) {
        this.sql = sql;
        this.words = Lexer.tokens(sql).stream()
                .filter(token -> !token.kind().isBlank())
                .toList();
    }

    /**
     * The table's OID and the number of the column in it, for each column of a result; nothing if nothing is known.
     *
     * @param session may be asked for the table's columns; nothing may be read from it at the moment
     */
    static int[][] of(SqlSession session, String statement) {
        Origins query = new Origins(statement);
        if (!query.isPlain()) {
            return new int[0][];
        }
        List<String> names = query.columns(session);
        List<Integer> numbers = new ArrayList<>();
        for (Item item : query.items) {
            if (item.column().equals("*")) {
                for (int i = 1; i <= names.size(); i++) {
                    numbers.add(i);
                }
            } else {
                numbers.add(names.indexOf(item.column().toLowerCase(Locale.ROOT)) + 1);
            }
        }
        int[][] origins = new int[names.isEmpty() ? 0 : numbers.size()][2];
        for (int i = 0; i < origins.length; i++) {
            if (numbers.get(i) > 0) {
                origins[i] = new int[] {query.oid(), numbers.get(i)};
            }
        }
        return origins;
    }

    /** For so many columns; zeros if these are others. */
    static int[][] sized(int[][] origins, int columns) {
        return origins.length == columns ? origins : new int[columns][2];
    }

    private boolean isPlain() {
        if (!word(0).equals("select")) {
            return false;
        }
        int depth = 0;
        int from = -1;
        int start = 1;
        for (int i = 1; i < words.size(); i++) {
            String word = word(i);
            depth += "([{".contains(word) && word.length() == 1
                    ? 1
                    : ")]}".contains(word) && word.length() == 1 ? -1 : 0;
            if (depth == 0 && COMBINING.contains(word)) {
                return false;
            }
            if (depth == 0 && from < 0 && (word.equals(",") || word.equals("from"))) {
                items.add(item(start, i));
                start = i + 1;
                from = word.equals("from") ? i : -1;
            }
        }
        return from > 0 && isOneRelation(from + 1);
    }

    private boolean isOneRelation(int first) {
        int at = first;
        while (at < words.size() && isName(at)) {
            relation.add(name(at));
            at++;
            if (!word(at).equals(".")) {
                break;
            }
            at++;
        }
        if (word(at).equals("as")) {
            at++;
        }
        if (at < words.size() && isName(at) && !AFTER.contains(word(at))) {
            at++;
        }
        boolean isOurs = relation.size() <= 2
                && !relation.isEmpty()
                && !relation.get(relation.size() - 1).startsWith("pg_")
                && !relation.get(0).equals("information_schema");
        return isOurs && (at == words.size() || AFTER.contains(word(at)));
    }

    /** {@code *}, {@code t.*}, {@code a}, {@code t.a}, {@code a AS b}, {@code a b}. */
    private Item item(int from, int to) {
        int at = from;
        while (at + 2 < to && isName(at) && word(at + 1).equals(".")) {
            at += 2;
        }
        if (to - at == 1 && word(at).equals("*")) {
            return new Item("*");
        }
        boolean isNamed = to - at == 1
                || to - at == 2 && isName(at + 1)
                || to - at == 3 && word(at + 1).equals("as");
        return new Item(isNamed && at < to && isName(at) ? name(at) : "");
    }

    private List<String> columns(SqlSession session) {
        String quoted = relation.size() == 1
                ? Identifiers.quoted(relation.get(0))
                : Identifiers.quoted(schema()) + "." + Identifiers.quoted(relation.get(1));
        try (PreparedSql all = session.prepare("SELECT * FROM " + quoted, RunOptions.HELD)) {
            return all.columns().stream()
                    .map(column -> column.name().toLowerCase(Locale.ROOT))
                    .toList();
        } catch (ApiException e) {
            return List.of(); // the query itself will tell
        }
    }

    private String schema() {
        return relation.get(0).equals("public") ? "main" : relation.get(0);
    }

    private int oid() {
        String schema = relation.size() == 1 || schema().equals("main") ? "public" : relation.get(0);
        return Oids.relation(schema, relation.get(relation.size() - 1));
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
