package io.eider.engine;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * One fair lock a table for everything that publishes or drops its file. They live here and not in the storage bundle, and
 * as long as this bundle does ({@code immediate}: not only as long as somebody uses them), so that a write which runs while storage is replaced still
 * excludes the next one. Thread-safe; a lock belongs to the
 * thread that took it, which may take it again, until it is {@link Held#handOver handed over}.
 */
@Component(service = TableLocks.class, immediate = true, configurationPid = "io.eider.engine")
public final class TableLocks {
    private final Map<TableId, Entry> entries = new HashMap<>(); // guarded by itself
    private final Duration timeout;
    private final int maxWaiting;
    private final Measures measures;

    /** Reads the settings. */
    @Activate
    public TableLocks(EngineConfig config, @Reference Measures measures) {
        this(Duration.ofSeconds(config.lock_timeout_seconds()), config.lock_queue_max(), measures);
    }

    /**
     * Locks with their bounds.
     *
     * @param timeout longest wait for one lock
     * @param maxWaiting most callers that wait for one lock
     */
    public TableLocks(Duration timeout, int maxWaiting) {
        this(timeout, maxWaiting, new Measures());
    }

    /** As {@link #TableLocks(Duration, int)}, counted. */
    public TableLocks(Duration timeout, int maxWaiting, Measures measures) {
        this.measures = measures;
        this.timeout = timeout;
        this.maxWaiting = maxWaiting;
    }

    /**
     * Waits in turn for a table's lock.
     *
     * @throws ApiException TOO_BUSY if the queue is full or the wait too long; OPERATION_CANCELLED if interrupted
     */
    public Held lock(TableId table) {
        return lockAll(List.of(table));
    }

    /** As {@link #lock} for several tables, always in the same order, so that two callers cannot block each other. */
    public Held lockAll(Collection<TableId> tables) {
        Held held = new Held(new ArrayDeque<>());
        try {
            tables.stream()
                    .distinct()
                    .sorted(Comparator.comparing(TableId::toString))
                    .forEach(table -> held.add(acquire(table, timeout)
                            .orElseThrow(() -> new ApiException(
                                    ErrorCode.TOO_BUSY,
                                    "Table " + table.shortName() + " was busy for " + timeout.toSeconds()
                                            + " s; repeat later"))));
            return held;
        } catch (ApiException e) {
            held.close();
            throw e;
        }
    }

    /** A table's lock if it is free and nobody waits for it. */
    public Optional<Held> tryLock(TableId table) {
        return acquire(table, Duration.ZERO).map(entry -> {
            Held held = new Held(new ArrayDeque<>());
            held.add(entry);
            return held;
        });
    }

    /** How many tables are locked or waited for. */
    public int active() {
        synchronized (entries) {
            return entries.size();
        }
    }

    private Optional<Entry> acquire(TableId table, Duration wait) {
        Entry entry = enter(table);
        if (entry.owner == Thread.currentThread()) { // nobody else sets it to this thread, or from it
            entry.holds++;
            return Optional.of(entry);
        }
        boolean locked = false;
        long start = System.nanoTime();
        measures.lockAwaited();
        try {
            locked = entry.free.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(
                    ErrorCode.OPERATION_CANCELLED, "Cancelled while waiting for table " + table.shortName());
        } finally {
            if (!locked) {
                leave(entry);
            }
            measures.lockAwaited(start, locked, active());
        }
        if (!locked) {
            return Optional.empty();
        }
        entry.owner = Thread.currentThread();
        entry.holds = 1;
        return Optional.of(entry);
    }

    private Entry enter(TableId table) {
        synchronized (entries) {
            Entry entry = entries.computeIfAbsent(table, Entry::new);
            if (entry.users > maxWaiting) {
                throw new ApiException(
                        ErrorCode.TOO_BUSY, "Too many requests wait for table " + table.shortName() + "; repeat later");
            }
            entry.users++;
            return entry;
        }
    }

    private void leave(Entry entry) {
        synchronized (entries) {
            entry.users--;
            if (entry.users == 0) {
                entries.remove(entry.table);
            }
        }
    }

    /** Locks that are held; closed by the thread that took them, or after {@link #handOver} by any one thread. */
    public final class Held implements AutoCloseable {
        private final ArrayDeque<Entry> taken;

        private Held(ArrayDeque<Entry> taken) {
            this.taken = taken;
        }

        private void add(Entry entry) {
            taken.push(entry);
        }

        @Override
        public void close() {
            while (!taken.isEmpty()) {
                Entry entry = taken.pop();
                entry.holds--;
                if (entry.holds == 0) {
                    entry.owner = null;
                    entry.free.release();
                }
                leave(entry);
                measures.locks(active());
            }
        }

        /** From now on they belong to no thread: whoever has this closes it, and the thread that took them waits like others. */
        public void handOver() {
            taken.forEach(entry -> entry.owner = null);
        }
    }

    private static final class Entry {
        private final TableId table;
        private final Semaphore free = new Semaphore(1, true);
        private volatile Thread owner; // written by who holds the permit
        private int holds; // guarded by the permit
        private int users; // guarded by entries

        private Entry(TableId table) {
            this.table = table;
        }
    }
}
