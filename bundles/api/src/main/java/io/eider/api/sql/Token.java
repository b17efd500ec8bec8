package io.eider.api.sql;

/**
 * A piece of SQL text.
 *
 * @param kind what it is
 * @param start index of its first char (UTF-16) in the text
 * @param end index after its last char
 */
public record Token(TokenKind kind, int start, int end) {
    public Token {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("token from " + start + " to " + end);
        }
    }

    /** Its characters in the text that it was cut from. */
    public String in(String sql) {
        return sql.substring(start, end);
    }
}
