package io.eider.bridge.sql;

import io.eider.api.sql.Lexer;
import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The tokens of a statement without blanks and comments. */
public final class Tokens {
    private static final Set<String> QUERIES = Set.of("select", "with", "values", "from", "table", "(");
    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "truncate", "merge");
    private static final Set<String> PLACES = Set.of("use", "set", "reset", "attach", "detach", "drop", "pragma");

    private final String sql;
    private final List<Token> tokens;

    public Tokens(String sql) {
        this.sql = sql;
        this.tokens = Lexer.tokens(sql).stream()
                .filter(token -> !token.kind().isBlank())
                .toList();
    }

    public boolean isQuery() {
        return QUERIES.contains(word(0));
    }

    /** Whether it changes rows. */
    public boolean isWrite() {
        return WRITES.contains(word(verb()));
    }

    /** Whether names may mean something else after it. */
    public boolean isPlace() {
        return PLACES.contains(word(0));
    }

    /** All of it. */
    public Fragment whole() {
        return new Fragment(Fragment.Kind.QUERY, 0, sql.length());
    }

    /** Whether a name is written somewhere, or may be: as a name, or within a text. */
    public boolean mentions(String name) {
        return sql.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    }

    public String sql() {
        return sql;
    }

    public int size() {
        return tokens.size();
    }

    /** Where a token begins; the end of the text behind the last one. */
    public int start(int index) {
        return index < tokens.size() ? tokens.get(index).start() : sql.length();
    }

    public int end(int index) {
        return tokens.get(index).end();
    }

    /** A key word or bare name in lower case, or punctuation or an operator; empty for everything else. */
    public String word(int index) {
        if (index < 0 || index >= tokens.size()) {
            return "";
        }
        return switch (tokens.get(index).kind()) {
            case IDENTIFIER -> text(index).toLowerCase(Locale.ROOT);
            case PUNCTUATION, OPERATOR -> text(index);
            default -> "";
        };
    }

    public boolean is(int index, String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!words[i].equals(word(index + i))) {
                return false;
            }
        }
        return true;
    }

    /** Index of the token that says what the statement does: the first one, or the one behind WITH. */
    public int verb() {
        return is(0, "with") ? find(1, "select", "insert", "update", "delete", "merge", "values", "from", "table") : 0;
    }

    /** Whether a word stands anywhere. */
    public boolean has(String word) {
        for (int i = 0; i < tokens.size(); i++) {
            if (is(i, word)) {
                return true;
            }
        }
        return false;
    }

    /** The token that begins at a place of the text, or -1. */
    public int at(int place) {
        int low = 0;
        int high = tokens.size() - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (tokens.get(middle).start() < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return !tokens.isEmpty() && tokens.get(low).start() == place ? low : -1;
    }

    /** The parts of the name that begins at a token, quotes taken away; empty if there is none. */
    public List<String> name(int index) {
        List<String> parts = new ArrayList<>();
        for (int i = index; isName(i); i += 2) {
            parts.add(part(i));
            if (!is(i + 1, ".")) {
                break;
            }
        }
        return parts;
    }

    public boolean isName(int index) {
        return index < tokens.size()
                && (tokens.get(index).kind() == TokenKind.IDENTIFIER
                        || tokens.get(index).kind() == TokenKind.QUOTED_IDENTIFIER);
    }

    public String part(int index) {
        String text = text(index);
        return tokens.get(index).kind() == TokenKind.QUOTED_IDENTIFIER
                ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                : text;
    }

    /** The first token from here on, outside brackets and CASE, that is one of the words; or the number of tokens. */
    public int find(int from, String... words) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            String word = word(i);
            if (depth == 0) {
                for (String wanted : words) {
                    if (wanted.equals(word)) {
                        return i;
                    }
                }
            }
            switch (word) {
                case "(", "[", "{", "case" -> depth++;
                case ")", "]", "}", "end" -> depth--;
                default -> {
                    // not nested
                }
            }
        }
        return tokens.size();
    }

    private String text(int index) {
        return tokens.get(index).in(sql);
    }
}
