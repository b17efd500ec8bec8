package io.eider.engine;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.util.Map;

/**
 * The data types that a client may give a column. The text is read by a grammar of our own and written anew from what was
 * read, so nothing but a type can reach a statement; DuckDB then says whether it has such a type.
 */
public final class ColumnTypes {
    private static final int SHOWN = 200;

    private ColumnTypes() {}

    /**
     * Checks the text of a type.
     *
     * @param text as the client wrote it
     * @return DuckDB's own text of the type, as {@code information_schema.columns} gives it
     * @throws ApiException INVALID_TYPE
     */
    public static String check(TableSession session, String text) {
        try {
            String written = TypeText.rewrite(text);
            return session.query("SELECT typeof(CAST(NULL AS " + written + "))", row -> row.getString(1))
                    .get(0);
        } catch (TypeText.Refused e) {
            throw invalid(text, e.getMessage());
        } catch (DuckDbFailure e) {
            throw invalid(text, e.getMessage().lines().findFirst().orElse("DuckDB refuses it"));
        }
    }

    private static ApiException invalid(String text, String reason) {
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        return new ApiException(
                ErrorCode.INVALID_TYPE, "Invalid column type '" + shown + "': " + reason, Map.of("type", shown));
    }
}
