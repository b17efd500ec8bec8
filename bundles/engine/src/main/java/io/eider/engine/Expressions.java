package io.eider.engine;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.util.Map;
import java.util.regex.Pattern;

/** Expressions of clients: only what is surely one expression and reaches nothing. */
public final class Expressions {
    private static final Pattern CONSTANT = Pattern.compile(
            "(?i)-?\\d+(?:\\.\\d+)?|'[^']*'|true|false|null|current_timestamp|current_date|now\\(\\)|uuid\\(\\)");

    private Expressions() {}

    /**
     * A default of a column.
     *
     * @throws ApiException INVALID_DEFAULT
     */
    public static String constant(TableSession session, String text) {
        if (CONSTANT.matcher(text.strip()).matches()) {
            return text.strip();
        }
        throw new ApiException(
                ErrorCode.INVALID_DEFAULT, "The default is not a constant expression", Map.of("default", text));
    }
}
