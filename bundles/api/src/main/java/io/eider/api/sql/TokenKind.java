package io.eider.api.sql;

/** What a token is. Source: PostgreSQL manual, section 4.1 "Lexical Structure". */
public enum TokenKind {
    /** A key word or a name without quotes; the lexer does not tell them apart. */
    IDENTIFIER,
    /** {@code "name"}. */
    QUOTED_IDENTIFIER,
    /** {@code U&"name"}. */
    UNICODE_IDENTIFIER,
    /** {@code 'text'}, with its continuation lines. */
    STRING,
    /** {@code E'text'}, with its continuation lines. */
    ESCAPE_STRING,
    /** {@code U&'text'}, with its continuation lines. */
    UNICODE_STRING,
    /** {@code B'101'} or {@code X'1F'}, with its continuation lines. */
    BIT_STRING,
    /** {@code $tag$text$tag$}. */
    DOLLAR_STRING,
    /** An integer or decimal number, without its sign. */
    NUMBER,
    /** {@code $1}; DuckDB's {@code $name} too. */
    PARAMETER,
    /** A run of operator characters. */
    OPERATOR,
    /** One of <code>( ) [ ] { } , ; . .. : ::</code>. */
    PUNCTUATION,
    /** {@code -- to the end of the line} without the line's end, or a nested block comment. */
    COMMENT,
    /** Blanks, tabs, form feeds and ends of lines. */
    WHITESPACE;

    /** Whether a parser passes over it. */
    public boolean isBlank() {
        return this == COMMENT || this == WHITESPACE;
    }

    /** Whether it is a constant text in any notation. */
    public boolean isText() {
        return switch (this) {
            case STRING, ESCAPE_STRING, UNICODE_STRING, BIT_STRING, DOLLAR_STRING -> true;
            case IDENTIFIER,
                    QUOTED_IDENTIFIER,
                    UNICODE_IDENTIFIER,
                    NUMBER,
                    PARAMETER,
                    OPERATOR,
                    PUNCTUATION,
                    COMMENT,
                    WHITESPACE -> false;
        };
    }
}
