package io.eider.api.bridge;

import java.util.List;

/**
 * A table in a bridge, as it is now.
 *
 * @param name under which it is shown
 * @param permission what may be done with it
 * @param columns in order; empty if the source has dropped the table
 * @param key columns of the primary key, empty if it has none
 * @param rowsRead rows that went through the bridge to its target since it was opened
 * @param rowsWritten rows that were inserted, changed or deleted through it
 */
public record DescribedTable(
        TableName name,
        Permission permission,
        List<BridgedColumn> columns,
        List<String> key,
        long rowsRead,
        long rowsWritten) {
    /** Copies the lists. */
    public DescribedTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }
}
