package io.eider.bridge.sql;

/**
 * A piece of a statement that DuckDB can parse when something stands around it.
 *
 * @param start index of its first char in the statement
 * @param end index after its last char
 */
public record Fragment(Kind kind, int start, int end) {
    public String in(String sql) {
        return sql.substring(start, end);
    }

    public String parsable(String sql) {
        return kind.before + in(sql) + kind.after;
    }

    /** Index in the statement of a char of {@link #parsable}. */
    public int place(int index) {
        return index - kind.before.length() + start;
    }

    /** What a piece is. */
    public enum Kind {
        /** {@code WITH ...}. */
        WITH("", " SELECT 1"),
        /** A whole query. */
        QUERY("", ""),
        /** Expressions separated by commas. */
        LIST("SELECT ", ""),
        /** What stands behind FROM or USING. */
        TABLES("SELECT 1 FROM ", ""),
        /** A condition. */
        CONDITION("SELECT 1 WHERE ", ""),
        /** Values in brackets, some of which may be DEFAULT. */
        VALUES("VALUES ", "");

        private final String before;
        private final String after;

        Kind(String before, String after) {
            this.before = before;
            this.after = after;
        }
    }
}
