package io.eider.storage.operation;

import io.eider.api.storage.OperationRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Operations on their way into the catalog. What finds it full is dropped and counted. Thread-safe; nobody waits. */
final class OperationQueue {
    private static final Logger LOG = LoggerFactory.getLogger(OperationQueue.class);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final BlockingQueue<Queued> queue;
    private final Clock clock;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicReference<Instant> nextWarning = new AtomicReference<>(Instant.MIN);

    OperationQueue(int capacity, Clock clock) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.clock = clock;
    }

    void add(OperationRecord operation) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (!queue.offer(new Queued(now, operation))) {
            dropped.incrementAndGet();
            warnNowAndThen(now);
        }
    }

    /** Takes the oldest out, at most so many. */
    List<Queued> take(int most) {
        List<Queued> batch = new ArrayList<>();
        queue.drainTo(batch, most);
        return batch;
    }

    int size() {
        return queue.size();
    }

    /** How many found it full. */
    long dropped() {
        return dropped.get();
    }

    private void warnNowAndThen(Instant now) {
        Instant due = nextWarning.get();
        if (!now.isBefore(due) && nextWarning.compareAndSet(due, now.plus(BETWEEN_WARNINGS))) {
            LOG.warn("The operations log cannot keep up: {} operations are not in it", dropped);
        }
    }

    /**
     * An operation that is not in the catalog yet.
     *
     * @param recordedAt when it was noted, by the clock that projects are dated with
     * @param operation what to write
     */
    record Queued(Instant recordedAt, OperationRecord operation) {}
}
