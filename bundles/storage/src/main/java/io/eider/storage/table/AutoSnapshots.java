package io.eider.storage.table;

import io.eider.api.storage.SnapshotTrigger;
import io.eider.storage.catalog.StoredTable;
import java.util.List;

/** Takes automatic snapshots before data is lost, where the settings of a table ask for them. */
@FunctionalInterface
public interface AutoSnapshots {
    /** Takes none. */
    AutoSnapshots NONE = (trigger, what, tables) -> {};

    /**
     * Called with the locks of the tables held and before anything is changed; what it throws ends the change.
     *
     * @param trigger what is about to happen; TRUNCATE_TABLE is on if it or DELETE_ALL_ROWS is, and DELETE_ALL_ROWS never comes
     * @param what follows the table's name in the description of the snapshot, {@code .column}; empty for nothing
     * @param tables as they are now
     */
    void before(SnapshotTrigger trigger, String what, List<StoredTable> tables);
}
