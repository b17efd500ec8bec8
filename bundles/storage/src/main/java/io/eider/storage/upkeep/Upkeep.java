package io.eider.storage.upkeep;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tasks of the background, one after the other on one thread, again and again. A task that fails is logged and
 * runs again next time; it never stops the others. A task may be run twice and be cut short at the end of the storage.
 * Thread-safe.
 */
public final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final long END_SECONDS = 10;

    private final List<Task> tasks;
    private final Duration interval;
    private final ReentrantLock running = new ReentrantLock();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "eider-upkeep");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Nothing runs before {@link #start}.
     *
     * @param tasks in their order
     * @param interval from the end of one round to the next
     */
    public Upkeep(List<Task> tasks, Duration interval) {
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("The interval of the upkeep must be positive");
        }
        this.tasks = List.copyOf(tasks);
        this.interval = interval;
    }

    /** Begins; the first round comes after one interval. */
    public void start() {
        timer.scheduleWithFixedDelay(this::runOnce, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs all tasks now, on the calling thread; never throws. */
    public void runOnce() {
        running.lock();
        try {
            tasks.forEach(this::run);
        } finally {
            running.unlock();
        }
    }

    private void run(Task task) {
        if (timer.isShutdown()) {
            return;
        }
        try {
            task.run().run();
        } catch (RuntimeException | Error e) { // whatever it is, the timer would drop all later rounds
            LOG.warn("The upkeep of {} failed and is done again later", task.name(), e);
        }
    }

    /** Ends after the task that runs, which is interrupted when it takes long. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            timer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A piece of upkeep.
     *
     * @param name of what it keeps, for the log
     * @param run does it; may throw
     */
    public record Task(String name, Runnable run) {}
}
