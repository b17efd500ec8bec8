package io.eider.api.storage;

import io.eider.api.id.TableId;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes of the columns and the primary key of tables. Thread-safe. Each change is one new version or nothing, works in every
 * branch (the first change in a dev branch gives it its own copy) and waits in turn for the table's lock. Every call throws
 * PROJECT_NOT_FOUND, BRANCH_NOT_FOUND, BUCKET_NOT_FOUND, TABLE_NOT_FOUND first, in this order; OPERATION_NOT_ALLOWED on a linked
 * bucket; TABLE_BROKEN; TOO_BUSY; STORAGE_FULL. Names of columns are compared without regard to case, as DuckDB does. Source:
 * storage contract, section 1.7.
 */
@ProviderType
public interface Schemas {
    /**
     * Adds a column at the end; rows that are there get its default.
     *
     * @throws io.eider.api.error.ApiException COLUMN_EXISTS; ADD_COLUMN_FAILED if it is not nullable; INVALID_TYPE;
     *     INVALID_DEFAULT; INVALID_COLUMNS if the table has the most columns already
     */
    Table addColumn(TableId table, Column column);

    /**
     * Changes a column: name, then type, then nullability, then default.
     *
     * @throws io.eider.api.error.ApiException NO_CHANGES_SPECIFIED; COLUMN_NOT_FOUND; COLUMN_EXISTS; INVALID_TYPE;
     *     INVALID_DEFAULT; LOSSY_TYPE_CHANGE with {@code failing_rows} unless the change forces it; NULL_VALUES with
     *     {@code null_rows}; COLUMN_IN_PRIMARY_KEY if a key column shall become nullable; DUPLICATE_KEY if a key column of the new
     *     type is not unique any more
     */
    Table alterColumn(TableId table, String column, ColumnChange change);

    /**
     * Drops a column. Takes an automatic snapshot before if {@link SnapshotTrigger#DROP_COLUMN} is on.
     *
     * @throws io.eider.api.error.ApiException COLUMN_NOT_FOUND; CANNOT_DROP_LAST_COLUMN; COLUMN_IN_PRIMARY_KEY
     */
    Table dropColumn(TableId table, String column);

    /**
     * Makes columns the primary key, after all rows were checked. They become NOT NULL.
     *
     * @param columns in key order, at least one
     * @throws io.eider.api.error.ApiException UNKNOWN_COLUMN; INVALID_PRIMARY_KEY if a name is given twice; PRIMARY_KEY_EXISTS;
     *     DUPLICATE_KEY with {@code duplicate_keys} or {@code null_rows}
     */
    Table setPrimaryKey(TableId table, List<String> columns);

    /**
     * Takes the primary key away; its columns stay NOT NULL until {@link #alterColumn} makes them nullable.
     *
     * @throws io.eider.api.error.ApiException NO_PRIMARY_KEY
     */
    Table dropPrimaryKey(TableId table);

    /**
     * Runs several changes as one: one new version or nothing. Takes an automatic snapshot before if a column is dropped and
     * {@link SnapshotTrigger#DROP_COLUMN} is on.
     *
     * @throws io.eider.api.error.ApiException TABLE_CHANGED if the table has another definition than expected; what the first step that is
     *     refused throws, unless it is only tried
     */
    default Reshape.Outcome reshape(TableId table, Reshape reshape) {
        return reshape(table, reshape, now -> {});
    }

    /**
     * As {@link #reshape(TableId, Reshape)}.
     *
     * @param first is given the version that will be changed, before it is and while nobody else can write the table; what it throws ends the change.
     *     Not called if the change is only tried
     */
    Reshape.Outcome reshape(TableId table, Reshape reshape, Consumer<Table> first);
}
