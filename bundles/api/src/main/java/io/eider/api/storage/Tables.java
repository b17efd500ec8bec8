package io.eider.api.storage;

import io.eider.api.id.BucketId;
import io.eider.api.id.TableId;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The tables of the buckets. Thread-safe. Every call throws PROJECT_NOT_FOUND, BRANCH_NOT_FOUND, BUCKET_NOT_FOUND first, in
 * this order. Source: storage contract, section 1.6.
 */
@ProviderType
public interface Tables {
    /**
     * Makes an empty table. Nothing is left of one that fails.
     *
     * @throws io.eider.api.error.ApiException TABLE_EXISTS; INVALID_TYPE; INVALID_DEFAULT; INVALID_COLUMNS;
     *     INVALID_PRIMARY_KEY; STORAGE_FULL
     */
    Table create(NewTable table);

    /** By name. */
    List<Table> list(BucketId bucket);

    /** @throws io.eider.api.error.ApiException TABLE_NOT_FOUND */
    Table get(TableId id);

    /**
     * Removes a table. Waits for a running write of it; readers keep what they have opened.
     *
     * @throws io.eider.api.error.ApiException TABLE_NOT_FOUND; TOO_BUSY
     */
    void drop(TableId id);

    /**
     * The first rows of the published version in storage order, each handed over as it is read.
     *
     * @param limit at most so many rows, 1 to 10 000
     * @throws io.eider.api.error.ApiException TABLE_NOT_FOUND; TABLE_BROKEN; OPERATION_TIMEOUT
     */
    void preview(TableId id, int limit, RowSink sink);

    /**
     * Some rows of the published version, each handed over as it is read.
     *
     * @throws io.eider.api.error.ApiException TABLE_NOT_FOUND; UNKNOWN_COLUMN; TABLE_BROKEN; OPERATION_TIMEOUT
     */
    void select(TableId id, RowQuery query, RowSink sink);
}
