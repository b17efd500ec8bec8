package io.eider.console.workspace;

import io.eider.api.error.ApiException;
import io.eider.console.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An error of a statement with its SQLSTATE, and a caret below the place that it points to, as psql shows it. */
final class SqlErrorText {
    private static final int BEFORE = 40;
    private static final int AFTER = 35;
    private static final String CUT = "...";

    private SqlErrorText() {}

    static String of(ApiException error, String sql) {
        Map<String, Object> details = error.details();
        Object sqlState = details.getOrDefault("sqlstate", error.code().sqlState());
        List<String> lines = new ArrayList<>();
        lines.add("Error: " + Plain.line(sqlState + " " + error.code().wireName() + ": " + error.getMessage()));
        if (details.get("position") instanceof Number position) {
            lines.addAll(pointer(sql, position.intValue()));
        }
        add(lines, "Detail: ", details.get("detail"));
        add(lines, "Hint: ", details.get("hint"));
        return String.join(System.lineSeparator(), lines);
    }

    /**
     * The line of the place and a caret below.
     *
     * @param position in code points, the first is 1
     */
    private static List<String> pointer(String sql, int position) {
        int[] all = sql.codePoints().toArray();
        if (position < 1 || position > all.length + 1) {
            return List.of();
        }
        int at = position - 1;
        int start = at;
        while (start > 0 && all[start - 1] != '\n') {
            start--;
        }
        int end = at;
        while (end < all.length && all[end] != '\n') {
            end++;
        }
        int from = Math.max(start, at - BEFORE);
        int to = Math.min(end, at + AFTER);
        String label = "LINE " + (1 + newLines(all, start)) + ": " + (from > start ? CUT : "");
        String shown = Plain.block(new String(all, from, to - from));
        return List.of(label + shown + (to < end ? CUT : ""), " ".repeat(label.length() + at - from) + "^");
    }

    private static int newLines(int[] text, int before) {
        int count = 0;
        for (int i = 0; i < before; i++) {
            count += text[i] == '\n' ? 1 : 0;
        }
        return count;
    }

    private static void add(List<String> lines, String label, Object text) {
        if (text != null) {
            lines.add(label + Plain.line(text.toString()));
        }
    }
}
