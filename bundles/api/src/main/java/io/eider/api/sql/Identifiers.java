package io.eider.api.sql;

/** Names in SQL text. Source: PostgreSQL manual, section 4.1.1; DuckDB documentation, "Keywords and Identifiers". */
public final class Identifiers {
    private Identifiers() {}

    /** A name in double quotes, quotes inside doubled; it means the same to DuckDB and to {@link Lexer}. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
