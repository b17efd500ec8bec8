package io.eider.engine;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.util.Map;
import java.util.regex.Pattern;

/** Type texts of clients: only what has the form of a type, and only what DuckDB knows as one. */
public final class ColumnTypes {
    private static final Pattern FORM = Pattern.compile(
            "[A-Za-z][A-Za-z0-9_]*(?: [A-Za-z]+)*(?:\\(\\s*\\d+\\s*(?:,\\s*\\d+\\s*)?\\))?(?:\\[\\d*\\])*");

    private ColumnTypes() {}

    /**
     * DuckDB's own text of a type.
     *
     * @throws ApiException INVALID_TYPE
     */
    public static String check(TableSession session, String text) {
        if (!FORM.matcher(text).matches()) {
            throw invalid(text);
        }
        try {
            return session.query("SELECT typeof(CAST(NULL AS " + text + "))", row -> row.getString(1))
                    .get(0);
        } catch (DuckDbFailure e) {
            throw invalid(text);
        }
    }

    private static ApiException invalid(String text) {
        return new ApiException(
                ErrorCode.INVALID_TYPE, "'" + text + "' is not a column type of DuckDB", Map.of("type", text));
    }
}
