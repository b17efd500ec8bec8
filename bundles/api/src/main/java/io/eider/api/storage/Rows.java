package io.eider.api.storage;

import io.eider.api.id.TableId;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes of single rows. Thread-safe. Each call is one new version or nothing, works in every branch and waits in turn for the
 * table's lock. Errors of the path as in {@link Schemas}. Source: storage contract, sections 1.7 and 11.
 */
@ProviderType
public interface Rows {
    /**
     * Adds rows. Values are JSON values: text is cast to the column's type, BLOB is base64, lists and objects fit LIST, STRUCT and
     * MAP. A column that a row does not name gets its default, also where the row replaces another of its key.
     *
     * @throws io.eider.api.error.ApiException UNKNOWN_COLUMN; INVALID_ROWS with {@code row} (from 1) and {@code column};
     *     DUPLICATE_KEY
     */
    RowsChanged insert(TableId table, RowInsert request);

    /**
     * Looks at rows that are stored nowhere: whether they fit columns, as {@link #insert} takes them, and rules. A column that a row does not name has
     * its default.
     *
     * @param columns with types of DuckDB
     * @param rules for some of them
     * @param rows at most {@link RowInsert#MAX_ROWS}
     */
    RowFaults check(List<Column> columns, List<RowRule> rules, List<Map<String, Object>> rows);

    /**
     * Changes the rows that a filter finds.
     *
     * @throws io.eider.api.error.ApiException UNKNOWN_COLUMN; NO_CHANGES_SPECIFIED; INVALID_REQUEST if a column is set
     *     twice; INVALID_WHERE_CLAUSE; INVALID_ROWS; DUPLICATE_KEY
     */
    RowsChanged update(TableId table, RowUpdate request);

    /**
     * Deletes the rows that a filter finds. {@code 1=1}, {@code true} and {@code 1} delete all: then an automatic snapshot is taken
     * before if TRUNCATE_TABLE or DELETE_ALL_ROWS is on.
     *
     * @throws io.eider.api.error.ApiException INVALID_WHERE_CLAUSE
     */
    RowsChanged delete(TableId table, String whereClause);

    /** Deletes all rows, with an automatic snapshot as {@link #delete}. */
    RowsChanged truncate(TableId table);
}
