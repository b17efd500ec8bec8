package io.eider.storage.table;

import io.eider.engine.TableSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One key out of a table, to show what is wrong.
 *
 * @param values the text of each key column's value, cut to a length that can be shown
 */
public record KeyExample(Map<String, Object> values) {
    private static final int SHOWN = 200;

    /**
     * The first key that a query finds.
     *
     * @param key names of key columns
     * @param sql gives these columns, in this order, and one row at least
     */
    public static KeyExample of(TableSession session, List<String> key, String sql) {
        return session.query(sql, row -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    for (int i = 0; i < key.size(); i++) {
                        values.put(key.get(i), shown(row.getString(i + 1)));
                    }
                    return new KeyExample(values);
                })
                .get(0);
    }

    /** {@code id = 1, day = 2026-01-01}. */
    public String text() {
        return shown(values.entrySet().stream()
                .map(value -> value.getKey() + " = " + value.getValue())
                .collect(Collectors.joining(", ")));
    }

    private static String shown(String text) {
        return text == null || text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
