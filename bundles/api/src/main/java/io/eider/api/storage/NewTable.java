package io.eider.api.storage;

import io.eider.api.id.TableId;
import java.util.List;

/**
 * What a new table shall be.
 *
 * @param id names it
 * @param columns at least one; the types and defaults are texts of the client
 * @param primaryKey names of key columns; they become NOT NULL; empty for none
 */
public record NewTable(TableId id, List<Column> columns, List<String> primaryKey) {
    /** Copies the lists. */
    public NewTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }
}
