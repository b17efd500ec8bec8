package io.eider.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an error repeats of a request, in a length that helps a reader; the request may have been megabytes. */
final class Shown {
    static final int MAX_CHARS = 1000;
    static final int MAX_ITEMS = 4096; // columns of a table

    private Shown() {}

    /** A text, cut. */
    static String text(String text) {
        return text == null || text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "...";
    }

    /** Members with their texts cut, also those in lists. */
    static Map<String, Object> members(Map<String, ?> members) {
        Map<String, Object> shown = new LinkedHashMap<>();
        members.forEach((name, value) -> shown.put(name, value(value)));
        return shown;
    }

    private static Object value(Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        return value instanceof List<?> list
                ? list.stream().limit(MAX_ITEMS).map(Shown::value).toList()
                : value;
    }
}
