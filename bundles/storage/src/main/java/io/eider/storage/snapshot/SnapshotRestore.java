package io.eider.storage.snapshot;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BucketId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Snapshot;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.TableLocks;
import io.eider.storage.catalog.Existing;
import io.eider.storage.catalog.Missing;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.StoredTable.Base;
import io.eider.storage.catalog.TableRecords;
import io.eider.storage.catalog.VisibleTables;
import io.eider.storage.snapshot.SnapshotRecords.SnapshotRow;
import io.eider.storage.table.Adoption;
import io.eider.storage.table.Adoption.NewTable;
import io.eider.storage.table.FileAdopter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Restores snapshots: their file becomes a table's next version by a link, under the table's lock. */
final class SnapshotRestore {
    private final Catalog catalog;
    private final SnapshotFiles files;
    private final TableLocks locks;
    private final FileAdopter adopter;
    private final Clock clock;

    SnapshotRestore(Catalog catalog, SnapshotFiles files, TableLocks locks, FileAdopter adopter, Clock clock) {
        this.catalog = catalog;
        this.files = files;
        this.locks = locks;
        this.adopter = adopter;
        this.clock = clock;
    }

    Table run(SnapshotRow row, Optional<String> targetBucket, Optional<String> targetTable) {
        Snapshot snapshot = row.snapshot();
        TableId own = snapshot.table();
        BucketId bucket = new BucketId(
                own.project(),
                own.bucket().branch(),
                targetBucket.orElse(own.bucket().name()));
        TableId target = new TableId(bucket, targetTable.orElse(own.name()));
        try (TableLocks.Held held = locks.lock(target)) {
            State state = catalog.read(session -> State.of(session, target));
            if (!target.equals(own) && state.seen.isPresent()) {
                throw Missing.tableExists(target);
            }
            Path file = files.data(own.project(), snapshot.id());
            if (!Files.isRegularFile(file)) {
                throw fileGone(snapshot);
            }
            StoredTable next = Adoption.next(target, shape(snapshot), row.file(), state.own, otherwise(state));
            adopter.adopt(
                    List.of(new Adoption(next, file, Optional.empty())),
                    session -> requireSame(session, snapshot, target, state));
            return next.table();
        }
    }

    /** What is at the target: the table that lies there, and the one that is seen there. */
    private record State(Optional<StoredTable> own, Optional<StoredTable> seen) {
        static State of(CatalogSession session, TableId target) {
            requireBucket(session, target.bucket());
            Optional<StoredTable> own = TableRecords.find(session, target);
            return new State(own, VisibleTables.find(session, target, own));
        }
    }

    private static void requireBucket(CatalogSession session, BucketId bucket) {
        try {
            Existing.requireOwnBucket(session, bucket);
        } catch (ApiException e) {
            if (e.code() != ErrorCode.BUCKET_NOT_FOUND) {
                throw e;
            }
            throw new ApiException(
                    ErrorCode.BUCKET_NOT_FOUND,
                    "Target bucket " + bucket.name() + " not found",
                    Missing.details(bucket));
        }
    }

    private static void requireSame(CatalogSession session, Snapshot snapshot, TableId target, State before) {
        if (SnapshotRecords.find(session, target.project(), snapshot.id()).isEmpty()) {
            throw TableSnapshots.notFound(target.project(), snapshot.id());
        }
        State now = State.of(session, target);
        boolean same = now.own.isPresent() == before.own.isPresent()
                && now.own
                        .filter(stored -> !stored.isSameVersion(before.own.orElseThrow()))
                        .isEmpty();
        if (!same) {
            throw new ApiException(
                    ErrorCode.TABLE_CHANGED,
                    "Table " + target.shortName() + " was changed meanwhile; nothing was restored",
                    Missing.details(target));
        }
    }

    private static Table shape(Snapshot snapshot) {
        return new Table(
                snapshot.table(),
                snapshot.columns(),
                snapshot.primaryKey(),
                snapshot.rowCount(),
                snapshot.sizeBytes(),
                1,
                snapshot.createdAt(),
                TableSource.MAIN);
    }

    /** A table of its own; in a branch that sees the default branch's table, the branch's copy of it. */
    private NewTable otherwise(State state) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<Base> base =
                state.seen.map(main -> new Base(main.uid(), main.table().version(), now));
        long version = state.seen.map(main -> main.table().version() + 1).orElse(1L);
        return new NewTable(UUID.randomUUID().toString(), version, now, base);
    }

    static ApiException fileGone(Snapshot snapshot) {
        return new ApiException(
                ErrorCode.SNAPSHOT_FILE_NOT_FOUND,
                "The file of snapshot " + snapshot.id() + " is gone; see the server's log",
                Map.of("snapshot_id", snapshot.id().value()));
    }
}
