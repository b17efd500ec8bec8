package io.eider.api.storage;

import java.util.List;
import java.util.Map;

/**
 * Rows to add.
 *
 * @param rows column names to JSON values (null, Boolean, Number, String, List, Map), in the order of the names
 * @param dedup what to do with a key that is there already or comes twice
 */
public record RowInsert(List<Map<String, Object>> rows, DedupMode dedup) {
    /** Most rows of one call. */
    public static final int MAX_ROWS = 10_000;

    /** Copies the list. */
    public RowInsert {
        rows = List.copyOf(rows);
    }
}
