package io.eider.storage.table;

import io.eider.api.error.ApiException;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Finding;
import io.eider.api.storage.Table;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.DataLayout;
import io.eider.storage.catalog.Existing;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.TableRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings catalog and table files together at start (architecture, "Where data lies"): a file newer than its row is adopted, a
 * row without a file is marked broken, the file of a dropped table is removed when it says that it is that table. A table
 * file is never removed on a guess. Only files whose size or time differs from the row are opened.
 */
public final class Reconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
    private static final String TABLE_SUFFIX = ".duckdb";

    private final Catalog catalog;
    private final DataLayout layout;
    private final DescribedFiles files;
    private final TablePublisher publisher;

    public Reconciliation(Catalog catalog, DataLayout layout, DescribedFiles files, TablePublisher publisher) {
        this.catalog = catalog;
        this.layout = layout;
        this.files = files;
        this.publisher = publisher;
    }

    /** Repairs what can be repaired for sure, and logs what it did. */
    public void run() {
        catalog.read(TableRecords::listDropped).forEach(publisher::removeFile);
        List<StoredTable> rows = catalog.read(TableRecords::listAll);
        Set<Path> known = new HashSet<>();
        for (StoredTable row : rows) {
            known.add(layout.tableFile(row.table().id()));
            check(row);
        }
        for (TableId id : filesOnDisk()) {
            if (!known.contains(layout.tableFile(id))) {
                adoptUnknown(id);
            }
        }
    }

    /** Opens every table's file and compares it with its row; changes nothing. */
    public List<Finding> inspect() {
        List<Finding> findings = new ArrayList<>();
        List<StoredTable> rows = catalog.read(TableRecords::listAll);
        Set<Path> known = new HashSet<>();
        for (StoredTable row : rows) {
            known.add(layout.tableFile(row.table().id()));
            inspect(row).ifPresent(findings::add);
        }
        for (TableId id : filesOnDisk()) {
            if (!known.contains(layout.tableFile(id))
                    && catalog.read(session -> TableRecords.find(session, id)).isEmpty()) {
                findings.add(new Finding(
                        id.toString(),
                        Finding.State.WARNING,
                        "A table file without a row in the catalog: restart to have it adopted, or move it away"));
            }
        }
        if (findings.isEmpty()) {
            findings.add(new Finding("catalog", Finding.State.OK, rows.size() + " tables agree with their files"));
        }
        return findings;
    }

    private Optional<Finding> inspect(StoredTable row) {
        TableId id = row.table().id();
        Optional<StoredTable> onDisk = files.describe(id);
        if (onDisk.filter(found -> found.file().isSameVersion(row.file())).isPresent()) {
            return Optional.empty();
        }
        boolean changedMeanwhile = catalog.read(session -> TableRecords.find(session, id))
                .filter(now -> now.isSameVersion(row))
                .isEmpty();
        return changedMeanwhile
                ? Optional.empty()
                : Optional.of(new Finding(
                        id.toString(),
                        Finding.State.FAILED,
                        onDisk.isEmpty()
                                ? "Its file is missing or damaged: restore it from a backup and restart"
                                : "Its file is version " + onDisk.get().table().version() + ", the catalog has "
                                        + row.table().version() + ": restart to bring them together"));
    }

    private void check(StoredTable row) {
        TableId id = row.table().id();
        if (!row.broken() && isAsRecorded(row)) {
            return;
        }
        Optional<StoredTable> found = files.describe(id);
        if (found.isEmpty() || !isOf(row, found.get())) {
            LOG.error("Table {} is broken: its file is missing, damaged or of another table", id);
            catalog.change(session -> TableRecords.markBroken(session, id));
            return;
        }
        StoredTable onDisk = asNextOf(row, found.get());
        if (onDisk.table().version() < row.table().version()) {
            LOG.error(
                    "Table {}: the catalog has version {}, the file is the older {}; the file's rows are served",
                    id,
                    row.table().version(),
                    onDisk.table().version());
        }
        catalog.change(session -> adopt(session, row, onDisk));
    }

    /** A file of the table itself, or the one that was linked in its place. */
    private static boolean isOf(StoredTable row, StoredTable found) {
        return found.file().uid().equals(row.uid())
                || found.file().uid().equals(row.file().uid());
    }

    /** A linked file says a version of another count, so the table's own count goes on from the row. */
    private static StoredTable asNextOf(StoredTable row, StoredTable found) {
        if (row.file().uid().equals(row.uid())
                && row.file().version() == row.table().version()) {
            return found;
        }
        boolean same = found.file().isSameVersion(row.file());
        Table table = found.table();
        Table next = new Table(
                table.id(),
                table.columns(),
                table.primaryKey(),
                table.rowCount(),
                table.sizeBytes(),
                same ? row.table().version() : row.table().version() + 1,
                row.table().createdAt(),
                table.source());
        return new StoredTable(next, row.place(), row.uid(), found.file(), row.base(), false);
    }

    private void adopt(CatalogSession session, StoredTable row, StoredTable onDisk) {
        TableId id = row.table().id();
        boolean unchanged = TableRecords.find(session, id)
                .filter(now -> now.isSameVersion(row))
                .isPresent();
        if (unchanged) {
            TableRecords.update(session, onDisk);
            LOG.info(
                    "Table {}: version {} adopted from its file",
                    id,
                    onDisk.table().version());
        }
    }

    private void adoptUnknown(TableId id) {
        Optional<StoredTable> found = files.describe(id);
        if (found.isEmpty()) {
            LOG.warn("The file of {} is not a table file of Eider and is left alone", id);
            return;
        }
        catalog.change(session -> {
            try {
                Existing.requireOwnBucket(session, id.bucket());
                if (TableRecords.find(session, id).isEmpty()) {
                    TableRecords.insert(session, found.get());
                    LOG.info("Table {}: adopted from its file", id);
                }
            } catch (ApiException e) {
                LOG.warn("The table file of {} belongs to no bucket of the catalog and is left alone", id);
            }
        });
    }

    private boolean isAsRecorded(StoredTable row) {
        Path file = layout.tableFile(row.table().id());
        try {
            return Files.size(file) == row.table().sizeBytes()
                    && Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS)
                            == row.file().modifiedNanos()
                    && !Files.exists(file.resolveSibling(file.getFileName() + ".wal"));
        } catch (IOException e) {
            return false;
        }
    }

    private List<TableId> filesOnDisk() {
        List<TableId> found = new ArrayList<>();
        for (BranchKey key : catalog.read(Reconciliation::branches)) {
            for (Path bucket : entries(layout.project(key.project, key.branch))) {
                for (Path file : entries(bucket)) {
                    tableOf(key, bucket, file).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static List<BranchKey> branches(CatalogSession session) {
        List<BranchKey> all = new ArrayList<>(session.query(
                "SELECT id FROM projects", row -> new BranchKey(new ProjectId(row.getString(1)), BranchId.DEFAULT)));
        all.addAll(session.query(
                "SELECT project_id, id FROM branches",
                row -> new BranchKey(new ProjectId(row.getString(1)), new BranchId(row.getString(2)))));
        return all;
    }

    private record BranchKey(ProjectId project, BranchId branch) {}

    private static Optional<TableId> tableOf(BranchKey key, Path bucket, Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(TABLE_SUFFIX) || bucket.getFileName().toString().startsWith("_")) {
            return Optional.empty();
        }
        try {
            BucketId in =
                    new BucketId(key.project, key.branch, bucket.getFileName().toString());
            return Optional.of(new TableId(in, name.substring(0, name.length() - TABLE_SUFFIX.length())));
        } catch (ApiException e) {
            LOG.warn("{} has no table's name and is left alone", file);
            return Optional.empty();
        }
    }

    private static List<Path> entries(Path directory) {
        List<Path> all = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return all;
        }
        try (var stream = Files.newDirectoryStream(directory)) {
            stream.forEach(all::add);
        } catch (NoSuchFileException e) {
            LOG.trace("Gone meanwhile: {}", directory);
        } catch (IOException e) {
            LOG.warn("{} cannot be listed", directory, e);
        }
        return all;
    }
}
