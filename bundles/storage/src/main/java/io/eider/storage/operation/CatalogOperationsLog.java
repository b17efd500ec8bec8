package io.eider.storage.operation;

import io.eider.api.error.ApiException;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.LoggedOperation;
import io.eider.api.storage.OperationFilter;
import io.eider.api.storage.OperationRecord;
import io.eider.api.storage.OperationsLog;
import io.eider.api.storage.Page;
import io.eider.api.storage.PageRequest;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.DuckDbFailure;
import io.eider.storage.operation.OperationQueue.Queued;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations log in the catalog. An operation is put into a queue and costs its request no disk; one thread writes what
 * came, several times a second, in one transaction, and deletes old rows now and then. Who reads the log writes first what is
 * still queued. Thread-safe.
 */
public final class CatalogOperationsLog implements OperationsLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogOperationsLog.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);
    private static final int BATCH = 1_000;

    private final Catalog catalog;
    private final OperationQueue queue;
    private final OperationRetention retention;
    private final ReentrantLock writing = new ReentrantLock();
    private List<Queued> unwritten = List.of(); // guarded by writing
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "eider-operations-log");
        thread.setDaemon(true);
        return thread;
    });

    /** A log that writes when it is read or closed, until {@link #start}. */
    public CatalogOperationsLog(Catalog catalog, OperationLimits limits, Clock clock) {
        this.catalog = catalog;
        this.queue = new OperationQueue(limits.queued(), clock);
        this.retention = new OperationRetention(catalog, limits, clock);
        catalog.migrate("operations", OperationTables.STEPS);
    }

    /** Starts the thread that writes. */
    public void start() {
        writer.scheduleWithFixedDelay(this::turn, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void record(OperationRecord operation) {
        queue.add(operation);
    }

    @Override
    public Page<LoggedOperation> list(ProjectId project, OperationFilter filter, PageRequest page) {
        flush();
        return catalog.read(session -> OperationTables.list(session, project, filter, page));
    }

    /** Removes the rows of a project in the transaction that drops it. */
    public void forget(CatalogSession session, ProjectId project) {
        OperationTables.removeAll(session, project);
    }

    /** What the thread does, again and again. */
    void turn() {
        try {
            flush();
            retention.stepNowAndThen();
        } catch (RuntimeException e) {
            // the top of a thread: whatever it is, the next turn goes on
            LOG.warn("Old rows of the operations log are deleted later", e);
        }
    }

    /** How many operations found the queue full. */
    long dropped() {
        return queue.dropped();
    }

    /** Writes all that was queued when it was called. */
    private void flush() {
        writing.lock();
        try {
            int left = queue.size() + unwritten.size();
            while (left > 0) {
                if (unwritten.isEmpty()) {
                    unwritten = queue.take(Math.min(left, BATCH));
                }
                left -= unwritten.size();
                if (!write(unwritten)) {
                    return;
                }
                unwritten = List.of();
            }
        } finally {
            writing.unlock();
        }
    }

    /** Whether the batch is dealt with; one that finds the catalog busy or the disk full is tried again. */
    private boolean write(List<Queued> batch) {
        try {
            catalog.change(session -> OperationTables.insert(session, batch));
            return true;
        } catch (ApiException e) {
            LOG.debug("{} operations are logged later: {}", batch.size(), e.getMessage());
            return false;
        } catch (DuckDbFailure e) {
            LOG.error("{} operations could not be logged", batch.size(), e);
            return true;
        }
    }

    /** Writes what is queued and ends the thread. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("The operations log is still writing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        flush();
    }
}
