package io.eider.console.workspace;

import io.eider.api.workspace.ResultColumn;
import io.eider.console.Grid;
import io.eider.console.Plain;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Results as texts: a grid for people, CSV (RFC 4180) for programs. */
final class ResultText {
    private static final String NULL = "<null>";

    private ResultText() {}

    /** A grid with a line below that says how many and how long. */
    static String grid(StatementResult result, boolean isWide) {
        return result.columns().isEmpty()
                ? footer(result)
                : rows(result, isWide) + System.lineSeparator() + footer(result);
    }

    /** A line of names and a line for each row; nothing for a statement without rows. NULL is empty, an empty text is {@code ""}. */
    static String csv(StatementResult result) {
        StringBuilder text = new StringBuilder(csvLine(
                result.columns().stream().<Object>map(ResultColumn::name).toList()));
        result.rows().forEach(row -> text.append(System.lineSeparator()).append(csvLine(row)));
        return text.toString();
    }

    private static String rows(StatementResult result, boolean isWide) {
        Grid grid = new Grid("No rows");
        for (ResultColumn column : result.columns()) {
            switch (column.kind()) {
                case INTEGER, HUGE, FLOAT, DOUBLE, DECIMAL -> grid.right(column.name());
                case BOOLEAN, TEXT, DATE, TIMESTAMP, TIMESTAMP_TZ, BLOB, NESTED, OTHER -> grid.left(column.name());
            }
        }
        for (List<Object> row : result.rows()) {
            Object[] cells = row.stream().map(ResultText::text).toArray();
            if (isWide) {
                grid.wide(cells);
            } else {
                grid.row(cells);
            }
        }
        return grid.toString();
    }

    private static String footer(StatementResult result) {
        String took = ", " + Plain.count(result.duration().toMillis()) + " ms";
        String rows = Plain.count(result.rowCount()) + (result.rowCount() == 1 ? " row" : " rows");
        if (result.hasMore()) {
            return "The first " + rows + took + "; there are more, see --limit";
        }
        if (!result.columns().isEmpty()) {
            return rows + took;
        }
        return result.command() + (result.rowCount() > 0 ? ": " + rows : "") + took;
    }

    private static String csvLine(List<Object> values) {
        return values.stream().map(ResultText::csvField).collect(Collectors.joining(","));
    }

    private static String csvField(Object value) {
        if (value == null) {
            return "";
        }
        String text = text(value);
        boolean isPlain =
                !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String text(Object value) {
        if (value == null) {
            return NULL;
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
