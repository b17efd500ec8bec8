package io.eider.api.storage;

import io.eider.api.id.TableId;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Writes of tables whose statements are run by somebody else, in a DuckDB instance of his own (ADR-0022). Thread-safe. */
@ProviderType
public interface TableWrites {
    /**
     * Takes a table's lock and lays out a copy of its published version, a database with one table {@code main.data}. Where {@link Rules}
     * ask for it, the primary key is enforced there by a unique index.
     *
     * @param file where the copy will be; on the file system of the data directory, not there yet
     * @return the write; empty if the table is being written and {@code wait} says not to wait
     * @throws io.eider.api.error.ApiException what is missing of the table's path; TABLE_BROKEN; OPERATION_NOT_ALLOWED if the table is
     *     of a linked bucket; TOO_BUSY if the lock was not free in time; OPERATION_CANCELLED if the thread was interrupted; STORAGE_FULL
     */
    Optional<TableWrite> begin(TableId table, Path file, Wait wait, Rules rules);

    /** What to do when somebody else writes the table. */
    enum Wait {
        /** Wait in turn, as long as the lock lets. */
        IN_TURN,
        /** Do not wait. */
        NEVER
    }

    /** What the copy enforces by itself. */
    enum Rules {
        /** NOT NULL and the primary key. */
        ALL,
        /** NOT NULL only, for statements that cannot add a key. The primary key is checked before the version is published. */
        WITHOUT_KEY
    }
}
