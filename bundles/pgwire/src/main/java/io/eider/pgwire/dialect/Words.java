package io.eider.pgwire.dialect;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.sql.Lexer;
import io.eider.api.sql.SqlErrors;
import io.eider.api.sql.Token;
import io.eider.api.sql.TokenKind;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tokens of one statement without blanks and comments, with what is asked of them again and again. */
final class Words {
    /** Key words that cannot be the end of an operand. */
    private static final Set<String> BEFORE_OPERAND = Set.of(
            "select",
            "where",
            "and",
            "or",
            "not",
            "on",
            "having",
            "by",
            "when",
            "then",
            "else",
            "case",
            "in",
            "like",
            "ilike",
            "between",
            "returning",
            "values",
            "limit",
            "offset",
            "from",
            "set",
            "is",
            "distinct",
            "all",
            "as",
            "using",
            "to",
            "with",
            "union",
            "except",
            "intersect",
            "array",
            "escape",
            "default");

    private final String sql;
    private final List<Token> tokens;
    private final String[] words;
    private int[] partners;

    Words(String sql) {
        this.sql = sql;
        this.tokens = Lexer.tokens(sql).stream()
                .filter(token -> !token.kind().isBlank())
                .toList();
        this.words = new String[tokens.size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = wordOf(tokens.get(i));
        }
    }

    private String wordOf(Token token) {
        return switch (token.kind()) {
            case IDENTIFIER -> lower(token.in(sql));
            case PUNCTUATION, OPERATOR -> token.in(sql);
            default -> "";
        };
    }

    String sql() {
        return sql;
    }

    int size() {
        return words.length;
    }

    Token token(int index) {
        return tokens.get(index);
    }

    /** The kind of a token; white space outside the statement. */
    TokenKind kind(int index) {
        return isInside(index) ? tokens.get(index).kind() : TokenKind.WHITESPACE;
    }

    /** A token as written, empty outside the statement. */
    String text(int index) {
        return isInside(index) ? tokens.get(index).in(sql) : "";
    }

    /** A key word or bare name in lower case, punctuation or an operator; empty for everything else. */
    String word(int index) {
        return isInside(index) ? words[index] : "";
    }

    boolean is(int index, String word) {
        return word(index).equals(word);
    }

    /** Whether these words follow one another from here. */
    boolean are(int index, String... following) {
        for (int i = 0; i < following.length; i++) {
            if (!is(index + i, following[i])) {
                return false;
            }
        }
        return true;
    }

    /** The name that a token spells as PostgreSQL folds it; empty if it is no name. */
    String name(int index) {
        return switch (kind(index)) {
            case IDENTIFIER -> words[index];
            case QUOTED_IDENTIFIER -> {
                String quoted = text(index);
                yield quoted.substring(1, quoted.length() - 1).replace("\"\"", "\"");
            }
            default -> "";
        };
    }

    boolean isName(int index) {
        return kind(index) == TokenKind.IDENTIFIER || kind(index) == TokenKind.QUOTED_IDENTIFIER;
    }

    /** The index of the bracket that belongs to this one; the statement's end if there is none. */
    int partner(int index) {
        if (partners == null) {
            partners = partners();
        }
        return partners[index];
    }

    private int[] partners() {
        int[] found = new int[words.length];
        Arrays.fill(found, words.length);
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "(", "[", "{" -> open.push(i);
                case ")", "]", "}" -> {
                    if (!open.isEmpty()) {
                        found[i] = open.pop();
                        found[found[i]] = i;
                    } else {
                        found[i] = -1;
                    }
                }
                default -> {
                    // no bracket
                }
            }
        }
        return found;
    }

    /** The index after a token, or after the bracket that closes the one that opens here. */
    int after(int index) {
        return isOpening(index) ? partner(index) + 1 : index + 1;
    }

    boolean isOpening(int index) {
        String word = word(index);
        return word.equals("(") || word.equals("[") || word.equals("{");
    }

    boolean isClosing(int index) {
        String word = word(index);
        return word.equals(")") || word.equals("]") || word.equals("}");
    }

    /** Whether an operand may end with this token, so that an operator after it has two. */
    boolean endsOperand(int index) {
        return switch (kind(index)) {
            case IDENTIFIER -> !BEFORE_OPERAND.contains(words[index]) || is(index - 1, ".");
            case QUOTED_IDENTIFIER, NUMBER, PARAMETER -> true;
            case PUNCTUATION -> isClosing(index);
            default -> kind(index).isText();
        };
    }

    private boolean isInside(int index) {
        return index >= 0 && index < words.length;
    }

    ApiException unsupported(int index, String message, String hint) {
        return error("0A000", index, message, hint);
    }

    /** An error with SQLSTATE, position and hint. */
    ApiException error(String sqlState, int index, String message, String hint) {
        int start = isInside(index) ? tokens.get(index).start() : sql.length();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("sqlstate", sqlState);
        details.put("position", SqlErrors.position(sql, start));
        details.put("hint", hint);
        return new ApiException(ErrorCode.SQL_ERROR, message, details);
    }

    static String lower(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return lowered(text);
            }
        }
        return text;
    }

    private static String lowered(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + 32));
            }
        }
        return lower.toString();
    }
}
