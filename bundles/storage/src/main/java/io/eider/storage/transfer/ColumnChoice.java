package io.eider.storage.transfer;

import io.eider.api.error.ApiException;
import io.eider.api.storage.Column;
import io.eider.api.storage.Table;
import io.eider.storage.table.Columns;
import java.util.ArrayList;
import java.util.List;
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
            Column column = Columns.require(table, name);
            if (!chosen.contains(column)) {
                chosen.add(column);
            }
        }
        return chosen;
    }
}
