package io.eider.storage.row;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The errors for values that do not fit their columns, worded once. */
final class Misfit {
    private static final int SHOWN = 100;

    private Misfit() {}

    /** A value of a row, counted from 1. */
    static ApiException inRow(long row, String column, String reason) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("row", row);
        details.put("column", column);
        return new ApiException(
                ErrorCode.INVALID_ROWS,
                "Row " + row + ", column " + column + ": " + reason + "; nothing was changed",
                details);
    }

    /** A value for all rows that are changed. */
    static ApiException inColumn(String column, String reason) {
        return new ApiException(
                ErrorCode.INVALID_ROWS,
                "Column " + column + ": " + reason + "; nothing was changed",
                Map.of("column", column));
    }

    /** Why a text is no value of a type. */
    static String doesNotFit(String text, String type) {
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        return "the value does not fit " + type + ": " + shown;
    }
}
