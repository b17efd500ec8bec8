package io.eider.storage.table;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.DataLayout;
import io.eider.engine.Disk;
import io.eider.engine.DuckDbFailure;
import io.eider.storage.catalog.Existing;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.TableRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes files that exist already as next versions of tables: all of them or none, also over a crash. What is to be done is
 * noted in one transaction and done in the next; a start finishes what was noted. Costs the same for any size (ADR-0001). The
 * caller holds the locks of all tables.
 */
public final class FileAdopter {
    private static final Logger LOG = LoggerFactory.getLogger(FileAdopter.class);

    private final Catalog catalog;
    private final DataLayout layout;
    private final TablePublisher publisher;

    public FileAdopter(Catalog catalog, DataLayout layout, TablePublisher publisher) {
        this.catalog = catalog;
        this.layout = layout;
        this.publisher = publisher;
    }

    /**
     * Adopts.
     *
     * @param check runs in the transaction that does it and throws if the state is not the one that the adoptions were made for
     * @throws ApiException what the check throws; TABLE_BROKEN if something unknown lies at the place of a new table; STORAGE_FULL
     */
    public void adopt(List<Adoption> adoptions, Consumer<CatalogSession> check) {
        for (Adoption adoption : adoptions) {
            TableId id = adoption.next().place();
            if (catalog.read(session -> TableRecords.find(session, id)).isEmpty()) {
                publisher.clearPlace(id);
            }
        }
        catalog.change(session -> adoptions.forEach(adoption -> note(session, adoption)));
        perform(adoptions, check);
    }

    /** At start, before anything else looks at files: finishes what a crash has interrupted, unless its bucket or branch went. */
    public void finishPending() {
        Map<Boolean, List<Adoption>> pending =
                catalog.read(session -> session
                        .query(
                                "SELECT adoption FROM pending_adoptions ORDER BY key",
                                row -> Adoption.parse(row.getString(1)))
                        .stream()
                        .collect(Collectors.partitioningBy(adoption -> hasPlace(session, adoption))));
        forget(pending.get(false));
        if (pending.get(true).isEmpty()) {
            return;
        }
        LOG.info(
                "Finishing {} adoptions that were interrupted",
                pending.get(true).size());
        try {
            perform(pending.get(true), session -> {});
        } catch (ApiException | DuckDbFailure e) {
            LOG.error("An adoption that was interrupted could not be finished; eider:doctor shows what is left", e);
        }
    }

    private static boolean hasPlace(CatalogSession session, Adoption adoption) {
        try {
            Existing.requireOwnBucket(session, adoption.next().place().bucket());
            return true;
        } catch (ApiException e) {
            LOG.warn("An adoption that was interrupted is not finished: {}", e.getMessage());
            return false;
        }
    }

    private void perform(List<Adoption> adoptions, Consumer<CatalogSession> check) {
        Deque<Moved> moved = new ArrayDeque<>();
        List<StoredTable> emptied = new ArrayList<>();
        boolean done = false;
        try {
            catalog.change(session -> {
                check.accept(session);
                for (Adoption adoption : adoptions) {
                    move(adoption, moved);
                    record(session, adoption).ifPresent(emptied::add);
                }
            });
            done = true;
        } catch (ApiException | DuckDbFailure e) {
            done = isRecorded(adoptions);
            if (!done) {
                moved.forEach(file -> TablePublisher.putBack(file.target, file.former));
                forget(adoptions);
                throw e;
            }
            LOG.warn("Adoptions were recorded although the commit reported an error", e);
        } finally {
            moved.forEach(file -> TablePublisher.discard(file.former));
        }
        publisher.removeFiles(emptied);
    }

    private boolean isRecorded(List<Adoption> adoptions) {
        return adoptions.stream().allMatch(adoption -> publisher.isRecorded(adoption.next()));
    }

    private void forget(List<Adoption> adoptions) {
        if (adoptions.isEmpty()) {
            return;
        }
        try {
            catalog.change(session -> adoptions.forEach(adoption -> forget(session, adoption)));
        } catch (ApiException | DuckDbFailure e) {
            LOG.error("A note of an adoption that failed stays; the next start would finish it", e);
        }
    }

    private void move(Adoption adoption, Deque<Moved> moved) {
        Path staged = layout.newStagingFile();
        Path target = layout.tableFile(adoption.next().place());
        Path former = TablePublisher.formerOf(staged);
        try {
            Files.createLink(staged, adoption.file());
            moved.push(new Moved(target, former));
            TablePublisher.moveIntoPlace(staged, target, former);
        } catch (IOException e) {
            throw Disk.failure(e, ErrorCode.INTERNAL_ERROR, "The table's file could not be put in its place");
        } finally {
            TablePublisher.discard(staged);
        }
    }

    /** Gives the branch's table whose file has become the default branch's. */
    private static Optional<StoredTable> record(CatalogSession session, Adoption adoption) {
        StoredTable next = adoption.next();
        if (!TableRecords.update(session, next)) {
            TableRecords.forgetDropped(session, next.place());
            TableRecords.insert(session, next);
        }
        forget(session, adoption);
        Optional<StoredTable> emptied = adoption.emptied().flatMap(id -> TableRecords.find(session, id));
        emptied.ifPresent(stored -> TableRecords.drop(session, stored));
        return emptied;
    }

    private static void note(CatalogSession session, Adoption adoption) {
        session.update(
                "INSERT INTO pending_adoptions (key, adoption) VALUES (?, ?)"
                        + " ON CONFLICT (key) DO UPDATE SET adoption = excluded.adoption",
                adoption.next().place().toString(),
                adoption.toJson());
    }

    private static void forget(CatalogSession session, Adoption adoption) {
        session.update(
                "DELETE FROM pending_adoptions WHERE key = ?",
                adoption.next().place().toString());
    }

    private record Moved(Path target, Path former) {}
}
