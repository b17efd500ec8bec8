package io.eider.api.storage;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A write of one table that is under way: its lock is held until this is closed. Belongs to one thread at a time, not always the same.
 */
@ProviderType
public interface TableWrite extends AutoCloseable {
    /** The version that the copy was made of. */
    Table before();

    /**
     * Publishes the copy as the next version. Nothing of the caller's may write the file any more. If all rows are gone, an automatic
     * snapshot is taken before, as {@link Rows#truncate} does.
     *
     * @return the version that is published now
     * @throws io.eider.api.error.ApiException DUPLICATE_KEY; TABLE_CHANGED if the table was dropped meanwhile, or the copy's columns were
     *     altered; STORAGE_FULL
     */
    Table publish();

    /** Removes the copy and lets the lock go; if it was not published, nothing has happened. Does nothing the second time. */
    @Override
    void close();
}
