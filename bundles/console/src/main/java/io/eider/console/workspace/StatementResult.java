package io.eider.console.workspace;

import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.ResultVector;
import io.eider.api.workspace.SqlResults;
import io.eider.console.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What a statement gave, as far as it is shown.
 *
 * @param command PostgreSQL's name of it
 * @param columns of its rows; empty if it gives none
 * @param rows the first ones: Boolean, Long, Double, BigDecimal, String or null
 * @param hasMore whether there are rows that were not read
 * @param rowCount rows that it changed, or that are in {@code rows}
 * @param duration until the last of them
 */
record StatementResult(
        String command,
        List<ResultColumn> columns,
        List<List<Object>> rows,
        boolean hasMore,
        long rowCount,
        Duration duration) {
    StatementResult {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Reads the statement that runs, at most so many rows of it. */
    static StatementResult read(SqlResults results, int limit, long startedNanos) {
        List<ResultColumn> columns = results.columns();
        List<List<Object>> rows = new ArrayList<>();
        boolean hasMore = false;
        while (!hasMore && results.nextChunk()) {
            ResultChunk chunk = results.chunk();
            int room = Math.min(chunk.rowCount(), limit - rows.size());
            for (int row = 0; row < room; row++) {
                rows.add(row(columns, chunk, row));
            }
            hasMore = room < chunk.rowCount();
        }
        return new StatementResult(
                results.command(),
                columns,
                rows,
                hasMore,
                columns.isEmpty() ? results.rowCount() : rows.size(),
                Duration.ofNanos(System.nanoTime() - startedNanos));
    }

    Map<String, Object> document() {
        return Json.object(
                "command",
                command,
                "columns",
                columns.stream()
                        .map(column -> Json.object("name", column.name(), "type", column.type()))
                        .toList(),
                "rows",
                rows,
                "row_count",
                rowCount,
                "has_more",
                hasMore,
                "duration_ms",
                duration.toMillis());
    }

    private static List<Object> row(List<ResultColumn> columns, ResultChunk chunk, int row) {
        List<Object> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(value(columns.get(i), chunk.vector(i), row));
        }
        return Collections.unmodifiableList(values);
    }

    private static Object value(ResultColumn column, ResultVector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (column.kind()) {
            case BOOLEAN -> vector.getBoolean(row);
            case INTEGER -> vector.getLong(row);
            case HUGE, DECIMAL -> vector.getDecimal(row);
            case DOUBLE -> vector.getDouble(row);
            case FLOAT -> Float.valueOf((float) vector.getDouble(row));
            case TEXT, DATE, TIMESTAMP, TIMESTAMP_TZ, BLOB, NESTED, OTHER -> vector.getText(row);
        };
    }
}
