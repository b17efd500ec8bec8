package io.eider.storage.table;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.DataLayout;
import io.eider.engine.Disk;
import io.eider.engine.TableLocks;
import io.eider.storage.catalog.Existing;
import io.eider.storage.catalog.Missing;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.TableRecords;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a finished file in its place and records it (ADR-0001): rename and row are one catalog transaction, so that every
 * reader of the catalog finds the file of the version it read or a newer one, and a crash leaves the old or the new. The
 * caller holds the table's lock.
 */
public final class TablePublisher {
    private static final Logger LOG = LoggerFactory.getLogger(TablePublisher.class);
    private static final int MOVE_ATTEMPTS = 100;

    private final Catalog catalog;
    private final DataLayout layout;
    private final TableLocks locks;
    private final DescribedFiles described;

    public TablePublisher(Catalog catalog, DataLayout layout, TableLocks locks, DescribedFiles described) {
        this.catalog = catalog;
        this.layout = layout;
        this.locks = locks;
        this.described = described;
    }

    /**
     * Publishes the first version of a table.
     *
     * @throws ApiException PROJECT_NOT_FOUND, BRANCH_NOT_FOUND, BUCKET_NOT_FOUND, TABLE_EXISTS
     */
    public void publishFirst(StoredTable next, Path staged) {
        TableId id = next.table().id();
        publish(next, staged, session -> {
            Existing.requireBucket(session, id.bucket());
            if (TableRecords.find(session, id).isPresent()) {
                throw Missing.tableExists(id);
            }
            TableRecords.insert(session, next);
        });
    }

    /**
     * Publishes the version after {@code before}.
     *
     * @throws ApiException TABLE_CHANGED if that is not the published one any more
     */
    public void publishNext(StoredTable before, StoredTable next, Path staged) {
        TableId id = next.table().id();
        publish(next, staged, session -> {
            boolean same = TableRecords.find(session, id)
                    .filter(now -> now.uid().equals(before.uid())
                            && now.table().version() == before.table().version())
                    .isPresent();
            if (!same) {
                throw new ApiException(
                        ErrorCode.TABLE_CHANGED,
                        "Table " + id.shortName() + " was changed or dropped meanwhile; nothing was written",
                        Missing.details(id));
            }
            TableRecords.update(session, next);
        });
    }

    /** Removes the files of dropped tables, whose rows are gone. */
    public void removeFiles(List<StoredTable> dropped) {
        dropped.forEach(stored ->
                removeFile(new TableRecords.Dropped(stored.uid(), stored.table().id())));
    }

    /**
     * Removes the file of a dropped table if it says that it is that table, and forgets the drop. What cannot be removed now
     * is removed at the next start, or by the next table of that name.
     */
    public void removeFile(TableRecords.Dropped dropped) {
        TableId id = dropped.id();
        try (TableLocks.Held held = locks.lock(id)) {
            boolean isIt = described
                    .describe(id)
                    .filter(found -> found.uid().equals(dropped.uid()))
                    .isPresent();
            if (isIt) {
                Files.deleteIfExists(layout.tableFile(id));
            }
            removeIfEmpty(layout.bucket(id.bucket()));
            catalog.change(session -> TableRecords.forgetDropped(session, dropped.uid()));
        } catch (IOException | ApiException e) {
            LOG.warn("The file of dropped table {} stays for now", id, e);
        }
    }

    /**
     * Makes sure that nothing lies where a new table will be. The file of a dropped table goes; any other is not Eider's to
     * overwrite: it may be all that is left of somebody's data.
     *
     * @throws ApiException TABLE_BROKEN
     */
    public void clearPlace(TableId id) {
        if (!Files.exists(layout.tableFile(id))) {
            return;
        }
        catalog.read(TableRecords::listDropped).stream()
                .filter(dropped -> dropped.id().equals(id))
                .forEach(this::removeFile);
        if (Files.exists(layout.tableFile(id))) {
            throw new ApiException(
                    ErrorCode.TABLE_BROKEN,
                    "A file that the catalog does not know lies where table " + id.shortName()
                            + " would be; an operator has to move it away",
                    Missing.details(id));
        }
    }

    private void publish(StoredTable next, Path staged, Consumer<CatalogSession> record) {
        Path target = layout.tableFile(next.table().id());
        Path before = staged.resolveSibling(staged.getFileName() + ".before");
        boolean[] moved = {false};
        try {
            catalog.change(session -> {
                record.accept(session);
                moveIntoPlace(staged, target, before);
                moved[0] = true;
            });
        } catch (ApiException | io.eider.engine.DuckDbFailure e) {
            if (moved[0] && !isRecorded(next)) {
                putBack(target, before);
            }
            if (!moved[0] || !isRecorded(next)) {
                throw e;
            }
            LOG.warn(
                    "Table {} was recorded although the commit reported an error",
                    next.table().id(),
                    e);
        } finally {
            discard(staged);
            discard(before);
        }
    }

    private static void moveIntoPlace(Path staged, Path target, Path before) {
        try {
            if (Files.exists(target)) {
                Files.createLink(before, target);
            }
            moveIntoDirectory(staged, target);
            Disk.sync(target.getParent());
        } catch (IOException e) {
            throw Disk.failure(e, ErrorCode.INTERNAL_ERROR, "The table's file could not be put in its place");
        }
    }

    /** The directory of a bucket goes with the file of its last table, which may be dropped just now: then it is made again. */
    private static void moveIntoDirectory(Path staged, Path target) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.createDirectories(target.getParent());
                Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return;
            } catch (NoSuchFileException | FileAlreadyExistsException e) { // the second when it goes while it is made
                if (attempt == MOVE_ATTEMPTS || !Files.exists(staged)) {
                    throw e;
                }
            }
        }
    }

    /** A commit that fails on the way to the disk may have arrived there: the catalog, opened again, knows. */
    private boolean isRecorded(StoredTable next) {
        Optional<StoredTable> now =
                catalog.read(session -> TableRecords.find(session, next.table().id()));
        return now.filter(stored -> stored.uid().equals(next.uid())
                        && stored.table().version() == next.table().version())
                .isPresent();
    }

    private static void putBack(Path target, Path before) {
        try {
            if (Files.exists(before)) {
                Files.move(before, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(target);
            }
        } catch (IOException e) {
            LOG.error("A file that is not recorded stays; the next start adopts or reports it", e);
        }
    }

    private static void removeIfEmpty(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            LOG.trace("Directory stays: {}", e.getMessage());
        }
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Left behind in staging until the next start", e);
        }
    }
}
