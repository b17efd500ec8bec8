package io.eider.api.sql;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.util.Map;

/** Errors that point into a client's text. */
public final class SqlErrors {
    private SqlErrors() {}

    /**
     * The place of a char as PostgreSQL counts: characters (code points), the first is 1.
     *
     * @param sql the client's text
     * @param index of a char (UTF-16) in it, at most its length
     */
    public static int position(String sql, int index) {
        return sql.codePointCount(0, index) + 1;
    }

    /** SYNTAX_ERROR with {@code position} in its details. */
    public static ApiException syntax(String sql, int index, String message) {
        return new ApiException(ErrorCode.SYNTAX_ERROR, message, Map.of("position", position(sql, index)));
    }
}
