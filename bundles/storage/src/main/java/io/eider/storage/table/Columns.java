package io.eider.storage.table;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.Column;
import io.eider.api.storage.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Columns by name. DuckDB's names are the same whatever their case. */
public final class Columns {
    private static final int SHOWN = 128;

    private Columns() {}

    public static Optional<Column> find(List<Column> columns, String name) {
        return columns.stream()
                .filter(column -> column.name().value().equalsIgnoreCase(name))
                .findFirst();
    }

    /**
     * A column that a request names.
     *
     * @throws ApiException UNKNOWN_COLUMN
     */
    public static Column require(Table table, String name) {
        return find(table.columns(), name).orElseThrow(() -> unknown(table, name));
    }

    public static List<String> names(List<Column> columns) {
        return columns.stream().map(column -> column.name().value()).toList();
    }

    private static ApiException unknown(Table table, String name) {
        String shown = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "...";
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("column", shown);
        details.put("existing_columns", names(table.columns()));
        return new ApiException(
                ErrorCode.UNKNOWN_COLUMN,
                "Column " + shown + " not found in table " + table.id().name(),
                details);
    }
}
