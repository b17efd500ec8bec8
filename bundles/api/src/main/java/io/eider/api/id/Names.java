package io.eider.api.id;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The naming rules of the storage contract, section 2.2; each id record applies its own. */
final class Names {
    private static final int SHOWN = 200;

    private Names() {}

    static String require(String field, String value, Pattern pattern) {
        if (value != null && pattern.matcher(value).matches()) {
            return value;
        }
        throw invalid(field, value, pattern.pattern(), "Invalid " + field.replace('_', ' '));
    }

    static ApiException invalid(String field, String value, String pattern, String message) {
        String shown = value == null || value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("field", field);
        details.put("value", shown);
        details.put("pattern", pattern);
        return new ApiException(ErrorCode.INVALID_NAME, message + ": it must match " + pattern, details);
    }
}
