package io.eider.storage.table;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.SnapshotTrigger;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.TableLocks;
import io.eider.storage.catalog.Existing;
import io.eider.storage.catalog.Missing;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.TableRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drops single tables. The row goes first; the file of a row that is gone may go at any time. */
public final class TableDrop {
    private final Catalog catalog;
    private final TableLocks locks;
    private final TablePublisher publisher;
    private final AutoSnapshots autoSnapshots;

    public TableDrop(Catalog catalog, TableLocks locks, TablePublisher publisher, AutoSnapshots autoSnapshots) {
        this.catalog = catalog;
        this.locks = locks;
        this.publisher = publisher;
        this.autoSnapshots = autoSnapshots;
    }

    /**
     * Drops the table that lies at this place.
     *
     * @throws ApiException what is missing of the path; OPERATION_NOT_ALLOWED
     */
    void drop(TableId id) {
        try (TableLocks.Held held = locks.lock(id)) {
            StoredTable seen = catalog.read(session -> requireOwn(session, id));
            autoSnapshots.before(SnapshotTrigger.DROP_TABLE, "", List.of(seen));
            StoredTable dropped = catalog.write(session -> {
                StoredTable stored = requireOwn(session, id);
                TableRecords.drop(session, stored);
                return stored;
            });
            publisher.removeFiles(List.of(dropped));
        }
    }

    /** A branch can drop only what it has for itself. */
    private static StoredTable requireOwn(CatalogSession session, TableId id) {
        Optional<StoredTable> own = TableRecords.find(session, id);
        if (own.isPresent()) {
            return own.get();
        }
        Existing.requireOwnBucket(session, id.bucket());
        if (id.bucket().branch().isDefault()) {
            throw Missing.table(id);
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("branch_id", id.bucket().branch().value());
        details.put("bucket_name", id.bucket().name());
        details.put("table_name", id.name());
        throw new ApiException(
                ErrorCode.OPERATION_NOT_ALLOWED,
                "Cannot delete table from branch - it's only in main. Use pull endpoint to copy to branch first.",
                details);
    }

    /** Drops a branch's own copy, if there is one, without a snapshot: the default branch has the table. */
    public boolean dropCopy(TableId id) {
        try (TableLocks.Held held = locks.lock(id)) {
            Optional<StoredTable> dropped = catalog.write(session -> {
                Optional<StoredTable> own = TableRecords.find(session, id);
                own.ifPresent(stored -> TableRecords.drop(session, stored));
                return own;
            });
            publisher.removeFiles(dropped.stream().toList());
            return dropped.isPresent();
        }
    }
}
