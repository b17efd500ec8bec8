package io.eider.api.sql;

import io.eider.api.error.ApiException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL text into tokens by the rules of PostgreSQL, as far as DuckDB cuts it at the same places; text on which the two
 * would disagree is refused. Source: PostgreSQL's {@code scan.l}; DuckDB 1.5.6 was measured, see the tests.
 */
public final class Lexer {
    private static final String OPERATORS = "~!@#^&|`?+-*/%<>=";
    private static final String PUNCTUATION = "()[]{},;.:";

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();

    private Lexer(String sql) {
        this.sql = sql;
    }

    /**
     * The tokens of a text; they follow one another without gap and cover it.
     *
     * @throws ApiException SYNTAX_ERROR with {@code position}, if a comment, text or name does not end, a character has no
     *     place in SQL, or DuckDB would cut the text at another place
     */
    public static List<Token> tokens(String sql) {
        Lexer lexer = new Lexer(sql);
        int at = 0;
        while (at < sql.length()) {
            Token token = lexer.next(at);
            lexer.checkCharacters(token);
            lexer.tokens.add(token);
            at = token.end();
        }
        return List.copyOf(lexer.tokens);
    }

    private Token next(int at) {
        char c = sql.charAt(at);
        if (isSpace(c)) {
            return new Token(TokenKind.WHITESPACE, at, afterSpaces(at));
        }
        if (sql.startsWith("--", at)) {
            return new Token(TokenKind.COMMENT, at, lineEnd(at));
        }
        if (sql.startsWith("/*", at)) {
            return new Token(TokenKind.COMMENT, at, blockCommentEnd(at));
        }
        if (c == '\'') {
            return text(TokenKind.STRING, at, at);
        }
        if (c == '"') {
            return new Token(TokenKind.QUOTED_IDENTIFIER, at, nameEnd(at, at));
        }
        if (c == '$') {
            return dollar(at);
        }
        if (sql.startsWith("::", at) || sql.startsWith("..", at)) {
            return new Token(TokenKind.PUNCTUATION, at, at + 2);
        }
        if (isDigit(c) || c == '.' && isDigit(charAt(at + 1))) {
            return new Token(TokenKind.NUMBER, at, numberEnd(at));
        }
        if (isNameStart(c)) {
            return word(at);
        }
        if (PUNCTUATION.indexOf(c) >= 0) {
            return new Token(TokenKind.PUNCTUATION, at, at + 1);
        }
        if (OPERATORS.indexOf(c) >= 0) {
            return new Token(TokenKind.OPERATOR, at, operatorEnd(at));
        }
        throw error(at, "Character " + shown(at) + " has no meaning in SQL");
    }

    private Token word(int at) {
        char c = (char) (sql.charAt(at) | 0x20);
        char second = charAt(at + 1);
        if (second == '\'' && c == 'e') {
            return text(TokenKind.ESCAPE_STRING, at, at + 1);
        }
        if (second == '\'' && (c == 'b' || c == 'x')) {
            return text(TokenKind.BIT_STRING, at, at + 1);
        }
        if (c == 'u' && second == '&' && charAt(at + 2) == '\'') {
            return text(TokenKind.UNICODE_STRING, at, at + 2);
        }
        if (c == 'u' && second == '&' && charAt(at + 2) == '"') {
            return new Token(TokenKind.UNICODE_IDENTIFIER, at, nameEnd(at, at + 2));
        }
        return new Token(TokenKind.IDENTIFIER, at, afterName(at));
    }

    private Token text(TokenKind kind, int start, int quote) {
        int end = textEnd(kind, start, quote);
        for (int next = continuation(end); next >= 0; next = continuation(end)) {
            end = textEnd(kind, start, next);
        }
        return new Token(kind, start, end);
    }

    private int textEnd(TokenKind kind, int start, int quote) {
        int at = quote + 1;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\\' && kind == TokenKind.ESCAPE_STRING) {
                at += 2;
            } else if (c != '\'') {
                at++;
            } else if (charAt(at + 1) == '\'') {
                at += 2;
            } else {
                return at + 1;
            }
        }
        throw error(start, "Unterminated quoted string");
    }

    /** The quote that continues a text on a later line, with nothing but blanks and line comments between; or -1. */
    private int continuation(int from) {
        boolean newLine = false;
        int at = from;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\'') {
                return newLine ? at : -1;
            }
            if (isSpace(c)) {
                newLine |= isLineEnd(c);
                at++;
            } else if (sql.startsWith("--", at)) {
                at = lineEnd(at);
            } else {
                return -1;
            }
        }
        return -1;
    }

    private int nameEnd(int start, int quote) {
        int at = quote + 1;
        while (at < sql.length()) {
            if (sql.charAt(at) != '"') {
                at++;
            } else if (charAt(at + 1) == '"') {
                at += 2;
            } else if (at == quote + 1) {
                throw error(start, "Zero-length quoted name");
            } else {
                return at + 1;
            }
        }
        throw error(start, "Unterminated quoted name");
    }

    private Token dollar(int at) {
        int tagEnd = at + 1;
        if (isNameStart(charAt(tagEnd))) {
            while (isNameStart(charAt(tagEnd)) || isDigit(charAt(tagEnd))) {
                tagEnd++;
            }
        }
        if (charAt(tagEnd) == '$') {
            String tag = sql.substring(at, tagEnd + 1);
            checkCharacters(new Token(TokenKind.IDENTIFIER, at, tagEnd + 1));
            int close = sql.indexOf(tag, tagEnd + 1);
            if (close < 0) {
                throw error(at, "Unterminated dollar-quoted string");
            }
            return new Token(TokenKind.DOLLAR_STRING, at, close + tag.length());
        }
        if (tagEnd > at + 1) {
            return new Token(TokenKind.PARAMETER, at, tagEnd);
        }
        if (!isDigit(charAt(tagEnd))) {
            throw error(at, "Character \"$\" stands alone");
        }
        while (isDigit(charAt(tagEnd))) {
            tagEnd++;
        }
        refuseJunk(at, tagEnd, "parameter");
        return new Token(TokenKind.PARAMETER, at, tagEnd);
    }

    private int numberEnd(int start) {
        int at = digitsEnd(start);
        if (charAt(at) == '.' && charAt(at + 1) != '.') {
            at = digitsEnd(at + 1);
        }
        if ((charAt(at) | 0x20) == 'e') {
            int exponent = charAt(at + 1) == '+' || charAt(at + 1) == '-' ? at + 2 : at + 1;
            at = isDigit(charAt(exponent)) ? digitsEnd(exponent) : at;
        }
        refuseJunk(start, at, "number");
        return at;
    }

    private int digitsEnd(int start) {
        int at = start;
        while (isDigit(charAt(at)) || at > start && charAt(at) == '_' && isDigit(charAt(at + 1))) {
            at++;
        }
        return at;
    }

    /** PostgreSQL refuses {@code 1a}; DuckDB reads {@code 1 AS a}, and {@code 0x1F} as {@code 0 AS x1F}. */
    private void refuseJunk(int start, int end, String what) {
        if (isNameStart(charAt(end))) {
            throw error(start, "Trailing junk after " + what);
        }
    }

    private int operatorEnd(int start) {
        int at = start;
        while (at < sql.length()
                && OPERATORS.indexOf(sql.charAt(at)) >= 0
                && !sql.startsWith("--", at)
                && !sql.startsWith("/*", at)) {
            at++;
        }
        return at;
    }

    private int blockCommentEnd(int start) {
        int depth = 1;
        int at = start + 2;
        while (at < sql.length()) {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (!sql.startsWith("*/", at)) {
                at++;
            } else {
                depth--;
                at += 2;
                if (depth == 0) {
                    return at;
                }
            }
        }
        throw error(start, "Unterminated /* comment");
    }

    private int lineEnd(int start) {
        int at = start;
        while (at < sql.length() && !isLineEnd(sql.charAt(at))) {
            at++;
        }
        return at;
    }

    private int afterSpaces(int start) {
        int at = start;
        while (isSpace(charAt(at))) {
            at++;
        }
        return at;
    }

    private int afterName(int start) {
        int at = start;
        while (isNameStart(charAt(at)) || isDigit(charAt(at)) || charAt(at) == '$') {
            at++;
        }
        return at;
    }

    /** NUL ends the text for DuckDB, half a surrogate pair becomes a question mark, Unicode spaces become blanks. */
    private void checkCharacters(Token token) {
        boolean bare = token.kind() == TokenKind.IDENTIFIER || token.kind() == TokenKind.PARAMETER;
        for (int at = token.start(); at < token.end(); at++) {
            char c = sql.charAt(at);
            if (c == 0) {
                throw error(at, "Character U+0000 is not allowed");
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c) && Character.isLowSurrogate(charAt(at + 1));
                if (!pair) {
                    throw error(at, "Half of a surrogate pair");
                }
                at++;
            } else if (bare && UnicodeSpaces.contains(c)) {
                throw error(at, "Character " + shown(at) + " looks like a blank; use a plain one, or quote the name");
            }
        }
    }

    /** The char, or NUL after the end: NUL is in no class of characters. */
    private char charAt(int at) {
        return at < sql.length() ? sql.charAt(at) : 0;
    }

    private String shown(int at) {
        return "U+%04X".formatted(sql.codePointAt(at));
    }

    private ApiException error(int at, String message) {
        return SqlErrors.syntax(sql, at, message);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\f' || isLineEnd(c);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
    }
}
