package io.eider.api.storage;

import io.eider.api.id.TableId;
import java.util.List;

/**
 * Whether data can be read and written.
 *
 * @param dataDir whether the directory exists and is writable
 * @param duckdbDir likewise
 * @param filesDir likewise
 * @param snapshotsDir likewise
 * @param brokenTables tables whose file is missing or damaged
 */
public record StorageHealth(
        boolean dataDir, boolean duckdbDir, boolean filesDir, boolean snapshotsDir, List<TableId> brokenTables) {
    /** Copies the list. */
    public StorageHealth {
        brokenTables = List.copyOf(brokenTables);
    }

    /** Whether all directories can be used. */
    public boolean isAvailable() {
        return dataDir && duckdbDir && filesDir && snapshotsDir;
    }
}
