package io.eider.storage.operation;

import io.eider.engine.Catalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Keeps the operations log from growing without end, in steps that hold the catalog's writer for a moment only. Confined to one thread. */
final class OperationRetention {
    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final int STEP = 10_000;

    private final Catalog catalog;
    private final OperationLimits limits;
    private final Clock clock;
    private Instant next;

    OperationRetention(Catalog catalog, OperationLimits limits, Clock clock) {
        this.catalog = catalog;
        this.limits = limits;
        this.clock = clock;
        this.next = clock.instant();
    }

    /** Deletes one step's worth of rows, if it is time to; after a step with rows it is time again at once. */
    void stepNowAndThen() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(PAUSE); // also if the step fails
        if (step(now.minus(limits.kept()))) {
            next = now;
        }
    }

    private boolean step(Instant before) {
        long surplus = catalog.read(OperationTables::count) - limits.rows();
        if (surplus > 0) {
            return catalog.write(session -> OperationTables.removeOldest(session, Math.min(surplus, STEP))) > 0;
        }
        boolean anyExpired = catalog.read(session -> OperationTables.anyBefore(session, before));
        return anyExpired && catalog.write(session -> OperationTables.expire(session, before, STEP)) > 0;
    }
}
