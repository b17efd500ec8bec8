package io.eider.storage.replay;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.Replays;
import io.eider.engine.Catalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Answers in the catalog, reservations in memory: after a crash the answers are there and the reservations are not, so an
 * operation whose answer was not kept is executed again (ADR-0013). A reservation whose request never ends it, because its
 * front went away, is dropped after an hour. Thread-safe.
 */
public final class CatalogReplays implements Replays {
    private static final int MAX_RUNNING = 10_000;
    private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

    private final Catalog catalog;
    private final ReplayLimits limits;
    private final Clock clock;
    private final ConcurrentMap<String, Held> running = new ConcurrentHashMap<>();

    /** Brings the table up to date. */
    public CatalogReplays(Catalog catalog, ReplayLimits limits, Clock clock) {
        this.catalog = catalog;
        this.limits = limits;
        this.clock = clock;
        catalog.migrate("replays", ReplayTable.STEPS);
    }

    @Override
    public Reservation reserve(String key, Request request) {
        long seen = catalog.generation();
        Optional<Answered> known = find(key);
        if (known.isPresent()) {
            return known.get();
        }
        if (running.size() >= MAX_RUNNING) {
            throw new ApiException(ErrorCode.TOO_BUSY, "Too many requests with idempotency keys; repeat later");
        }
        Reserved mine = new Reserved(key, request);
        if (running.putIfAbsent(key, new Held(mine, clock.instant())) != null) {
            return new InProgress();
        }
        return catalog.generation() == seen ? mine : unlessAnswered(mine);
    }

    /** The request before may have been answered between the look into the catalog and the reservation. */
    private Reservation unlessAnswered(Reserved mine) {
        boolean isFree = false;
        try {
            Optional<Answered> known = find(mine.key());
            isFree = known.isEmpty();
            return isFree ? mine : known.get();
        } finally {
            if (!isFree) {
                release(mine);
            }
        }
    }

    private Optional<Answered> find(String key) {
        Instant now = clock.instant();
        return catalog.read(session -> ReplayTable.find(session, key, now));
    }

    /** Also for a reservation of the storage that was here before, which this one does not know. */
    @Override
    public void complete(Reserved reservation, Answer answer) {
        try {
            Instant expiresAt = clock.instant().plus(limits.ttl());
            catalog.change(session -> {
                ReplayTable.put(session, reservation, answer, expiresAt);
                ReplayTable.trim(session, limits);
            });
        } finally {
            release(reservation);
        }
    }

    @Override
    public void release(Reserved reservation) {
        running.computeIfPresent(
                reservation.key(), (key, held) -> held.reservation == reservation ? null : held); // not a later one's
    }

    @Override
    public long size() {
        Instant now = clock.instant();
        return catalog.read(session -> ReplayTable.count(session, now));
    }

    /** Removes what has expired. */
    public void sweep() {
        Instant now = clock.instant();
        running.values().removeIf(held -> held.since.plus(ABANDONED_AFTER).isBefore(now));
        if (catalog.read(session -> ReplayTable.hasExpired(session, now))) {
            catalog.change(session -> ReplayTable.removeExpired(session, now));
        }
    }

    private record Held(Reserved reservation, Instant since) {}
}
