package io.eider.storage.transfer;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.Column;
import io.eider.api.storage.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns that a request names. */
final class ColumnChoice {
    private ColumnChoice() {}

    /**
     * The named columns in the order of the names, each once; all columns if none is named.
     *
     * @throws ApiException UNKNOWN_COLUMN
     */
    static List<Column> of(Table table, Optional<List<String>> names) {
        if (names.isEmpty() || names.get().isEmpty()) {
            return table.columns();
        }
        List<Column> chosen = new ArrayList<>();
        for (String name : names.get()) {
            Column column = find(table, name);
            if (!chosen.contains(column)) {
                chosen.add(column);
            }
        }
        return chosen;
    }

    /** DuckDB's names are the same whatever their case. */
    private static Column find(Table table, String name) {
        return table.columns().stream()
                .filter(column -> column.name().value().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> unknown(table, name));
    }

    private static ApiException unknown(Table table, String name) {
        String shown = name.length() <= 128 ? name : name.substring(0, 128) + "...";
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("column", shown);
        details.put(
                "existing_columns",
                table.columns().stream().map(column -> column.name().value()).toList());
        return new ApiException(
                ErrorCode.UNKNOWN_COLUMN,
                "Column " + shown + " not found in table " + table.id().name(),
                details);
    }
}
