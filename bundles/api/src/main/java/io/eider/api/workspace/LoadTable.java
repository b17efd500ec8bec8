package io.eider.api.workspace;

import java.util.List;
import java.util.Optional;

/**
 * A copy of a table of the project into the workspace.
 *
 * @param source {@code bucket.table}
 * @param destination name of the copy; empty: the table's
 * @param columns to be copied; empty: all
 * @param where a filter on the source's rows; empty: all rows
 */
public record LoadTable(String source, Optional<String> destination, List<String> columns, Optional<String> where) {
    /** Copies the list. */
    public LoadTable {
        columns = List.copyOf(columns);
    }
}
