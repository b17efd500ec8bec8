package io.eider.api.storage;

import io.eider.api.id.TableId;
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
