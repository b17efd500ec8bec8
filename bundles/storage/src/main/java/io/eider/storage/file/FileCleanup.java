package io.eider.storage.file;

import io.eider.api.error.ApiException;
import io.eider.engine.Catalog;
import io.eider.engine.DuckDbFailure;
import io.eider.storage.file.FileTables.Removal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the disk in line with the catalog: bytes that nothing names any more go away, registered ones come to their place.
 * Thread-safe; everything may be done twice.
 */
final class FileCleanup {
    private static final Logger LOG = LoggerFactory.getLogger(FileCleanup.class);
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final int BATCH = 1000;

    private final Catalog catalog;
    private final FileBytes bytes;
    private final Duration remembered;
    private final Clock clock;
    private final AtomicReference<Instant> nextSweep;

    /** @param remembered so long after its end an upload is still said to have expired */
    FileCleanup(Catalog catalog, FileBytes bytes, Duration remembered, Clock clock) {
        this.catalog = catalog;
        this.bytes = bytes;
        this.remembered = remembered;
        this.clock = clock;
        this.nextSweep = new AtomicReference<>(clock.instant().plus(PAUSE));
    }

    /** At start: expired uploads, removals, and what lies in staging without being an open upload's content. */
    void recover() {
        sweep();
        finishAll();
        try {
            Set<String> wanted = new HashSet<>(catalog.read(FileTables::stagedByUploads));
            for (Path staged : bytes.allStaged()) {
                if (!wanted.contains(bytes.relative(staged))) {
                    settleOrDiscard(staged);
                }
            }
        } catch (IOException e) {
            LOG.warn("The staging directories of the files could not be read", e);
        }
    }

    /** Removes what expired uploads left, if that was not done of late. */
    void sweepNowAndThen() {
        Instant due = nextSweep.get();
        Instant now = clock.instant();
        if (!now.isBefore(due) && nextSweep.compareAndSet(due, now.plus(PAUSE))) {
            try {
                sweep();
            } catch (ApiException | DuckDbFailure e) {
                LOG.warn("Expired uploads are swept later", e); // not the caller's failure
            }
        }
    }

    /** Finishes all removals that the catalog has in mind. */
    void finishAll() {
        List<Removal> batch;
        boolean progress;
        do {
            batch = catalog.read(session -> FileTables.removals(session, BATCH));
            progress = finish(batch);
        } while (progress && batch.size() == BATCH);
    }

    /** Removes bytes and forgets their removal; those that cannot be removed stay in mind. Whether any could be removed. */
    boolean finish(List<Removal> removals) {
        List<Removal> done = removals.stream().filter(bytes::remove).toList();
        if (done.isEmpty()) {
            return false;
        }
        try {
            catalog.change(session -> done.forEach(removal -> FileTables.forget(session, removal)));
            return true;
        } catch (ApiException | DuckDbFailure e) {
            LOG.warn("{} removals stay in mind until the next start", done.size(), e); // the removal itself is done
            return false;
        }
    }

    private void sweep() {
        Instant now = clock.instant();
        catalog.change(session -> FileTables.expire(session, now, now.minus(remembered)));
        finishAll();
    }

    private void settleOrDiscard(Path staged) {
        catalog.read(session -> FileTables.fileOfStaged(session, bytes.relative(staged)))
                .ifPresentOrElse(bytes::settle, () -> {
                    LOG.info("Removed from staging, no open upload names it: {}", staged.getFileName());
                    bytes.discard(staged);
                });
    }
}
