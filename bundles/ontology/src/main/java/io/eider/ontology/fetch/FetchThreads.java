package io.eider.ontology.fetch;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that ask: so many questions run at once (the bulkhead), some more wait, others are refused with
 * {@link java.util.concurrent.RejectedExecutionException}. And a clock that ticks every second. Thread-safe.
 */
final class FetchThreads implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FetchThreads.class);
    private static final int WAITING = 64;
    private static final int IDLE_SECONDS = 30;

    private final ThreadPoolExecutor pool;
    private final ScheduledExecutorService ticks;
    private final long salt = new SplittableRandom().nextLong();

    FetchThreads(int threads) {
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                named("eider-ontology-fetch"));
        pool.allowCoreThreadTimeOut(true);
        this.ticks = Executors.newSingleThreadScheduledExecutor(named("eider-ontology-refresh"));
    }

    /** Runs something every second from now on. */
    void everySecond(Runnable tick) {
        ticks.scheduleWithFixedDelay(() -> quietly(tick), 1, 1, TimeUnit.SECONDS);
    }

    /**
     * When a document is asked for anew: after 80 to 95 % of its freshness, another part for each, so that many documents (and many
     * Eiders) do not ask at the same moment.
     */
    Duration dueAfter(Kept kept) {
        long seed = salt
                ^ ((long) kept.document().schemaId().hashCode() << 32)
                ^ kept.confirmedAt().hashCode();
        return kept.fresh()
                .multipliedBy(new SplittableRandom(seed).nextInt(80, 96))
                .dividedBy(100);
    }

    @Override
    public void execute(Runnable question) {
        pool.execute(question);
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        pool.shutdownNow();
    }

    private static void quietly(Runnable tick) {
        try {
            tick.run();
        } catch (RuntimeException e) { // one that fails must not end the ticks
            LOG.warn("Refreshing schemas failed; it is tried again", e);
        }
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
