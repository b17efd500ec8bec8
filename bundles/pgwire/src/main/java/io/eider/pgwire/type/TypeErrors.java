package io.eider.pgwire.type;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.util.Map;

/** Errors of values that cannot be read or written. Source: PostgreSQL manual, appendix A. */
final class TypeErrors {
    private static final int SHOWN = 100;

    private TypeErrors() {}

    static ApiException of(String sqlState, String message) {
        return new ApiException(ErrorCode.SQL_ERROR, message, Map.of("sqlstate", sqlState));
    }

    static ApiException of(String sqlState, String message, String hint) {
        return new ApiException(ErrorCode.SQL_ERROR, message, Map.of("sqlstate", sqlState, "hint", hint));
    }

    /** A text that is no value of a type. */
    static ApiException syntax(String type, String text) {
        return of("22P02", "invalid input syntax for type " + type + ": \"" + shown(text) + "\"");
    }

    /** A text that is no date or time. */
    static ApiException moment(String type, String text) {
        return of("22007", "invalid input syntax for type " + type + ": \"" + shown(text) + "\"");
    }

    /** Bytes that are no value of a type. */
    static ApiException binary(String type) {
        return of("22P03", "incorrect binary data format of type " + type);
    }

    static ApiException outOfRange(String type) {
        return of("22003", "value out of range for type " + type);
    }

    static ApiException momentOutOfRange(String type) {
        return of("22008", type + " out of range");
    }

    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
