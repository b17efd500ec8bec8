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
import io.eider.storage.catalog.VisibleTables;
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
            Existing.requireOwnBucket(session, id.bucket());
            if (VisibleTables.find(session, id).isPresent()) {
                throw Missing.tableExists(id);
            }
            insert(session, next);
        });
    }

    /**
     * Publishes the first version that a branch has for itself of a table of the default branch.
     *
     * @throws ApiException PROJECT_NOT_FOUND, BRANCH_NOT_FOUND, BUCKET_NOT_FOUND; TABLE_CHANGED if the branch has one already
     */
    void publishCopy(StoredTable next, Path staged) {
        TableId id = next.table().id();
        publish(next, staged, session -> {
            Existing.requireOwnBucket(session, id.bucket());
            if (TableRecords.find(session, id).isPresent()) {
                throw changed(id);
            }
            insert(session, next);
        });
    }

    /** Nothing is noted any more against the file at this place: it is another one now. */
    private static void insert(CatalogSession session, StoredTable next) {
        TableRecords.forgetDropped(session, next.table().id());
        TableRecords.insert(session, next);
    }

    /**
     * Links the published file of a table that is seen under this name, so that it stays as it is.
     *
     * @return what the link holds
     * @throws ApiException what is missing of the path; TABLE_BROKEN
     */
    StoredTable pin(TableId id, Path link) {
        return catalog.write(
                session -> { // nobody publishes meanwhile, so row and file are of one version
                    StoredTable stored =
                            VisibleTables.find(session, id).orElseThrow(() -> Existing.missing(session, id));
                    if (stored.broken()) {
                        throw Missing.brokenTable(id, null);
                    }
                    try {
                        Files.createLink(link, layout.tableFile(stored.place()));
                        return stored;
                    } catch (NoSuchFileException e) {
                        throw Missing.brokenTable(id, e);
                    } catch (IOException e) {
                        throw Disk.failure(e, ErrorCode.INTERNAL_ERROR, "The table's file could not be linked");
                    }
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
            requireUnchanged(session, before);
            TableRecords.update(session, next);
        });
    }

    /** @throws ApiException TABLE_CHANGED if this is not the version at its place any more */
    static void requireUnchanged(CatalogSession session, StoredTable before) {
        TableRecords.find(session, before.place())
                .filter(now -> now.isSameVersion(before))
                .orElseThrow(() -> changed(before.place()));
    }

    static ApiException changed(TableId id) {
        return new ApiException(
                ErrorCode.TABLE_CHANGED,
                "Table " + id.shortName() + " was changed or dropped meanwhile; nothing was written",
                Missing.details(id));
    }

    /** Removes the files of dropped tables, whose rows are gone. */
    public void removeFiles(List<StoredTable> dropped) {
        dropped.forEach(
                stored -> removeFile(new TableRecords.Dropped(stored.file().uid(), stored.place())));
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
                    .filter(found -> found.file().uid().equals(dropped.fileUid()))
                    .isPresent();
            if (isIt) {
                Files.deleteIfExists(layout.tableFile(id));
            }
            removeIfEmpty(layout.bucket(id.bucket()));
            catalog.change(session -> TableRecords.forgetDropped(session, id));
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
        Path before = formerOf(staged);
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

    /** Where the file that is replaced is kept until the transaction is through. */
    static Path formerOf(Path staged) {
        return staged.resolveSibling(staged.getFileName() + ".before");
    }

    static void moveIntoPlace(Path staged, Path target, Path before) {
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
    boolean isRecorded(StoredTable next) {
        Optional<StoredTable> now =
                catalog.read(session -> TableRecords.find(session, next.table().id()));
        return now.filter(stored -> stored.isSameVersion(next)).isPresent();
    }

    static void putBack(Path target, Path before) {
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

    public static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Left behind in staging until the next start", e);
        }
    }
}
