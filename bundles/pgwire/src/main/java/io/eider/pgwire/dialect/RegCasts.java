package io.eider.pgwire.dialect;

import io.eider.api.sql.Lexer;
import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Casts to {@code regclass} and its like, which look something up, as calls of what the catalogs of a workspace offer instead
 * ({@code _regclass}, {@code _regclass_out}, ...); vectors that count from 0; functions that give rows in a select list. Token by token; a
 * cast of a constant, of {@code $1} or of an expression gives the OID, one of a column gives the name unless it is compared, passed on or
 * cast to {@code oid}. Source: PostgreSQL manual, "Object Identifier Types".
 */
public final class RegCasts {
    private static final Map<String, String> MACROS = Map.of(
            "regclass", "_regclass",
            "regtype", "_regtype",
            "regproc", "_regproc",
            "regprocedure", "_regproc",
            "regnamespace", "_regnamespace",
            "regrole", "_regrole",
            "regdictionary", "_regproc", // a workspace has no text search of its own
            "regconfig", "_regproc");
    private static final Set<String> SIGNS = Set.of(
            "reg",
            "xmin",
            "tableoid",
            "_pg_expandarray",
            "indkey",
            "indoption",
            "indclass",
            "indcollation",
            "proargtypes");
    private static final Set<String> TEXTS = Set.of("text", "varchar", "name");
    private static final Set<String> NUMBERS = Set.of("oid", "bigint", "int8", "integer", "int4", "int");
    private static final Set<String> VECTORS = Set.of("indkey", "indoption", "indclass", "indcollation", "proargtypes");
    private static final Set<String> COMPARED = Set.of("=", "<>", "!=", "in", "any");

    private final String sql;
    private final List<Token> tokens;
    private final List<Edit> edits = new ArrayList<>();

    private RegCasts(String sql, List<Token> tokens) {
        this.sql = sql;
        this.tokens = tokens.stream().filter(token -> !token.kind().isBlank()).toList();
    }

    /**
     * What is written in place of a piece of the statement; an insertion if the piece is empty.
     *
     * @param from index of the first char
     * @param to index after the last char
     * @param text stands there instead
     */
    public record Edit(int from, int to, String text) {}

    /** The statement with all edits made. */
    public static String rewrite(String sql) {
        return rewrite(sql, new Offsets.Builder());
    }

    /** Whether a statement may need it: a quick look. */
    static boolean mayBeIn(String sql) {
        String lower = sql.toLowerCase(Locale.ROOT);
        return SIGNS.stream().anyMatch(lower::contains);
    }

    /** As {@link #rewrite(String)}, telling what became of which place. */
    static String rewrite(String sql, Offsets.Builder offsets) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (Edit edit : edits(sql, Lexer.tokens(sql))) {
            offsets.kept(text.length(), at);
            text.append(sql, at, edit.from());
            offsets.written(text.length(), edit.from());
            text.append(edit.text());
            at = edit.to();
        }
        offsets.kept(text.length(), at);
        return text.append(sql, at, sql.length()).toString();
    }

    /**
     * The edits of one statement, from left to right; those of the same place in the order in which they are written. They begin and end
     * where tokens do.
     */
    public static List<Edit> edits(String sql, List<Token> tokens) {
        RegCasts casts = new RegCasts(sql, tokens);
        for (int i = 0; i < casts.tokens.size(); i++) {
            casts.at(i);
        }
        Collections.reverse(casts.edits); // what was found last lies around what was found first
        casts.edits.sort(Comparator.comparingInt(Edit::from)
                .thenComparingInt(edit -> edit.text().startsWith(")") ? 0 : 1));
        return List.copyOf(casts.edits);
    }

    private void at(int index) {
        String word = word(index);
        if (word.equals("::")) {
            shortCast(index);
        } else if (word.equals("cast") && word(index + 1).equals("(")) {
            longCast(index);
        } else if (word.equals("[") && VECTORS.contains(word(index - 1))) {
            subscript(index);
        } else if (word.equals("_pg_expandarray") && word(index + 1).equals("(") && !isRelation(index)) {
            insert(start(index), "unnest(");
            insert(end(partner(index + 1)), ")");
        } else if (word.equals("xmin") && word(index - 1).equals(".") && readsCatalogs()) {
            replace(start(index - 2), end(index), "0");
        } else if (word.equals("tableoid") && word(index - 1).equals(".")) {
            catalogOf(word(index - 2))
                    .ifPresent(name -> replace(start(index - 2), end(index), "_regclass('" + name + "')"));
        }
    }

    /** The catalog that has this alias in the statement. */
    private Optional<String> catalogOf(String alias) {
        for (int i = 0; i < tokens.size(); i++) {
            boolean named = word(i + 1).equals(alias)
                    || word(i + 1).equals("as") && word(i + 2).equals(alias);
            if (word(i).startsWith("pg_") && (named || word(i).equals(alias))) {
                return Optional.of(word(i));
            }
        }
        return Optional.empty();
    }

    /** {@code operand::type}, perhaps with {@code ::text} or {@code ::oid} behind it. */
    private void shortCast(int index) {
        int type = word(index + 1).equals("pg_catalog") ? index + 3 : index + 1;
        int first = operand(index - 1);
        if (TEXTS.contains(word(type)) && VECTORS.contains(word(index - 1))) {
            wrap(first, index, type, "int2vector_text(");
            return;
        }
        String macro = MACROS.get(word(type));
        if (macro == null || first < 0) {
            return;
        }
        if (word(type + 1).equals("[")) {
            replace(end(index - 1), end(partner(type + 1)), ""); // lists of numbers stay numbers
            return;
        }
        int last = type;
        String next = "";
        if (word(type + 1).equals("::")) {
            int outer = word(type + 2).equals("pg_catalog") ? type + 4 : type + 2;
            next = word(outer);
            last = TEXTS.contains(next) || NUMBERS.contains(next) ? outer : type;
        }
        boolean isColumn = isName(index - 1) && first == chain(index - 1);
        wrap(first, index, last, call(macro, first, last, isColumn, next));
    }

    /** {@code CAST(operand AS type)}, perhaps in {@code CAST(... AS text)}. */
    private void longCast(int index) {
        int close = partner(index + 1);
        int type = close - 1;
        boolean qualified = word(type - 1).equals(".");
        int as = qualified ? type - 3 : type - 1;
        String macro = MACROS.get(word(type));
        if (macro == null || !word(as).equals("as")) {
            return;
        }
        int first = index;
        int last = close;
        String next = "";
        if (word(index - 1).equals("(")
                && word(index - 2).equals("cast")
                && word(close + 1).equals("as")) {
            int outer = word(close + 2).equals("pg_catalog") ? close + 4 : close + 2;
            if (TEXTS.contains(word(outer)) || NUMBERS.contains(word(outer))) {
                next = word(outer);
                first = index - 2;
                last = outer + 1;
            }
        }
        boolean isColumn = isName(as - 1) && chain(as - 1) == index + 2;
        replace(start(first), end(index + 1), call(macro, first, last, isColumn, next));
        replace(end(as - 1), end(last), closing(macro, isColumn, next));
    }

    private String call(String macro, int first, int last, boolean isColumn, String next) {
        if (TEXTS.contains(next)) {
            return macro + "_out(" + (isColumn ? "" : macro + "(");
        }
        return macro + (isColumn && next.isEmpty() && !isUsed(first, last) ? "_out(" : "(");
    }

    private static String closing(String macro, boolean isColumn, String next) {
        return TEXTS.contains(next) && !isColumn ? "))" : ")";
    }

    /** Whether the value is compared or an argument, and not shown. */
    private boolean isUsed(int first, int last) {
        boolean isArgument = word(first - 1).equals("(")
                && isName(first - 2)
                && !word(first - 2).equals("select");
        return COMPARED.contains(word(first - 1)) || COMPARED.contains(word(last + 1)) || isArgument;
    }

    /** Brackets with a call around an operand, and away with what stands from {@code ::} to the last token. */
    private void wrap(int first, int colons, int last, String call) {
        insert(start(first), call);
        replace(end(colons - 1), end(last), call.chars().filter(c -> c == '(').count() == 2 ? "))" : ")");
    }

    private void subscript(int index) {
        int close = partner(index);
        for (int i = index + 1; i < close; i++) {
            if (word(i).equals(":")) {
                return;
            }
        }
        insert(end(index), "(");
        insert(start(close), ") + 1");
    }

    /** The first token of what {@code ::} behind this token applies to; negative if it cannot be told. */
    private int operand(int last) {
        int first = part(last);
        return word(first - 1).equals("::") ? operand(first - 2) : first;
    }

    private int part(int last) {
        int at = last;
        while (at >= 0 && (word(at).equals("]") || word(at).equals(")"))) {
            int open = opening(at);
            if (word(at).equals(")")) {
                return isName(open - 1) && !isKeyword(open - 1) ? chain(open - 1) : open;
            }
            at = open - 1;
            if (word(at).equals("array")) {
                return at;
            }
        }
        return at >= 0 && isName(at) ? chain(at) : at;
    }

    private boolean isKeyword(int index) {
        return Set.of("select", "in", "and", "or", "not", "where", "on", "when", "then", "else", "by", "from")
                .contains(word(index));
    }

    /** The first name of {@code a.b.c}. */
    private int chain(int last) {
        int at = last;
        while (word(at - 1).equals(".") && isName(at - 2)) {
            at -= 2;
        }
        return at;
    }

    private boolean isRelation(int index) {
        String before = word(chain(index) - 1);
        return before.equals("from") || before.equals("join") || before.equals("lateral");
    }

    private boolean readsCatalogs() {
        for (int i = 0; i < tokens.size(); i++) {
            if (word(i).startsWith("pg_")) {
                return true;
            }
        }
        return false;
    }

    private int partner(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += depth(i);
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size() - 1;
    }

    private int opening(int close) {
        int depth = 0;
        for (int i = close; i >= 0; i--) {
            depth += depth(i);
            if (depth == 0) {
                return i;
            }
        }
        return 0;
    }

    private int depth(int index) {
        return switch (word(index)) {
            case "(", "[", "{" -> 1;
            case ")", "]", "}" -> -1;
            default -> 0;
        };
    }

    private boolean isName(int index) {
        return index >= 0
                && index < tokens.size()
                && (tokens.get(index).kind() == TokenKind.IDENTIFIER
                        || tokens.get(index).kind() == TokenKind.QUOTED_IDENTIFIER);
    }

    /** A name in lower case without quotes, or an operator or punctuation; empty for everything else. */
    private String word(int index) {
        if (index < 0 || index >= tokens.size()) {
            return "";
        }
        String text = tokens.get(index).in(sql);
        return switch (tokens.get(index).kind()) {
            case IDENTIFIER -> text.toLowerCase(Locale.ROOT);
            case QUOTED_IDENTIFIER -> text.substring(1, text.length() - 1);
            case OPERATOR, PUNCTUATION -> text;
            default -> "";
        };
    }

    private int start(int index) {
        return tokens.get(index).start();
    }

    private int end(int index) {
        return tokens.get(Math.min(index, tokens.size() - 1)).end();
    }

    private void insert(int place, String text) {
        edits.add(new Edit(place, place, text));
    }

    private void replace(int from, int to, String text) {
        edits.add(new Edit(from, to, text));
    }
}
