package io.eider.storage.snapshot;

import io.eider.api.error.ApiException;
import io.eider.api.id.ProjectId;
import io.eider.api.id.SnapshotId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Snapshot;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.DataLayout;
import io.eider.engine.DuckDbFailure;
import io.eider.storage.catalog.Existing;
import io.eider.storage.catalog.Missing;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.VisibleTables;
import io.eider.storage.snapshot.SnapshotRecords.SnapshotRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes snapshots: links and rows in one catalog transaction. Files are published inside such a transaction, so none is
 * replaced meanwhile and link and row are of one version; no lock of a table is needed, and nobody is waited for.
 */
final class SnapshotTaker {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss_SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Catalog catalog;
    private final DataLayout layout;
    private final SnapshotFiles files;
    private final Clock clock;

    SnapshotTaker(Catalog catalog, DataLayout layout, SnapshotFiles files, Clock clock) {
        this.catalog = catalog;
        this.layout = layout;
        this.files = files;
        this.clock = clock;
    }

    /**
     * A snapshot to take.
     *
     * @param table of it
     * @param type {@code manual}, ...
     * @param description for people
     * @param days its lifetime
     */
    record Wanted(TableId table, String type, Optional<String> description, int days) {}

    /** Takes all of them or none. */
    List<Snapshot> take(List<Wanted> wanted) {
        List<SnapshotRow> made = new ArrayList<>();
        boolean done = false;
        try {
            catalog.change(session -> wanted.forEach(one -> made.add(take(session, one))));
            done = true;
            return taken(made);
        } catch (ApiException | DuckDbFailure e) {
            done = !made.isEmpty() && isRecorded(made.get(0));
            if (!done) {
                throw e;
            }
            return taken(made); // a commit that failed on the way may have arrived
        } finally {
            if (!done) {
                made.forEach(row -> files.discard(
                        row.snapshot().table().project(), row.snapshot().id()));
            }
        }
    }

    private List<Snapshot> taken(List<SnapshotRow> made) {
        List<Snapshot> snapshots = made.stream().map(SnapshotRow::snapshot).toList();
        snapshots.forEach(snapshot -> catalog.measures().snapshotTaken(snapshot.type()));
        return snapshots;
    }

    private boolean isRecorded(SnapshotRow row) {
        ProjectId project = row.snapshot().table().project();
        return catalog.read(session ->
                        SnapshotRecords.find(session, project, row.snapshot().id()))
                .isPresent();
    }

    private SnapshotRow take(CatalogSession session, Wanted wanted) {
        TableId id = wanted.table;
        StoredTable stored = VisibleTables.find(session, id).orElseThrow(() -> Existing.missing(session, id));
        if (stored.table().source() == TableSource.LINKED) {
            throw Missing.readOnly(id.bucket());
        }
        if (stored.broken()) {
            throw Missing.brokenTable(id, null);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Table table = stored.table();
        Snapshot snapshot = new Snapshot(
                newId(session, id, now),
                id,
                wanted.type,
                table.rowCount(),
                table.sizeBytes(),
                now,
                Optional.of(now.plus(Duration.ofDays(wanted.days))),
                wanted.description,
                table.columns(),
                table.primaryKey());
        SnapshotRow row = new SnapshotRow(snapshot, stored.file());
        files.make(row, layout.tableFile(stored.place()));
        SnapshotRecords.insert(session, row);
        return row;
    }

    private SnapshotId newId(CatalogSession session, TableId table, Instant now) {
        Instant moment = now;
        SnapshotId id = id(table, moment);
        while (SnapshotRecords.find(session, table.project(), id).isPresent() || files.exists(table.project(), id)) {
            moment = moment.plusMillis(1);
            id = id(table, moment);
        }
        return id;
    }

    private static SnapshotId id(TableId table, Instant moment) {
        return new SnapshotId("snap_" + table.name() + "_" + STAMP.format(moment));
    }
}
