package io.eider.api.storage;

import java.util.Locale;

/** What can cause an automatic snapshot. Source: storage contract, sections 1.11 and 3.4. */
public enum SnapshotTrigger {
    /** Before a table is dropped, also with its bucket. */
    DROP_TABLE("auto_predrop"),
    /** Before all rows are deleted. */
    TRUNCATE_TABLE("auto_pretruncate"),
    /** Before all rows are deleted; the same as TRUNCATE_TABLE under the name that clients know. */
    DELETE_ALL_ROWS("auto_pretruncate"),
    /** Before a column is dropped. */
    DROP_COLUMN("auto_predrop_column");

    private final String snapshotType;

    SnapshotTrigger(String snapshotType) {
        this.snapshotType = snapshotType;
    }

    /** The name on the wire: {@code drop_table}, ... */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The {@code snapshot_type} of what it makes. */
    public String snapshotType() {
        return snapshotType;
    }
}
