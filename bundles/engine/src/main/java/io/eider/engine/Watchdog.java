package io.eider.engine;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.Progress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBPreparedStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends statements that run too long or whose thread was interrupted, and reports their progress. One thread for all. A
 * statement registers before it runs and leaves after. Thread-safe.
 */
final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration PERIOD = Duration.ofMillis(50);

    private final Set<Watch> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "eider-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    void start() {
        timer.scheduleWithFixedDelay(
                () -> running.forEach(Watch::look), PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Watches a statement that the calling thread is about to run. */
    Watch watch(DuckDBPreparedStatement statement, Duration timeout, Progress progress) {
        Watch watch = new Watch(statement, timeout, progress);
        running.add(watch);
        return watch;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** One statement under watch. */
    final class Watch implements AutoCloseable {
        private final DuckDBPreparedStatement statement;
        private final Thread owner = Thread.currentThread();
        private final long deadline;
        private final Duration timeout;
        private final Progress progress;
        private volatile ErrorCode ended;

        private Watch(DuckDBPreparedStatement statement, Duration timeout, Progress progress) {
            this.statement = statement;
            this.timeout = timeout;
            this.deadline = System.nanoTime() + timeout.toNanos();
            this.progress = progress;
        }

        private void look() {
            try {
                if (owner.isInterrupted()) {
                    end(ErrorCode.OPERATION_CANCELLED);
                } else if (System.nanoTime() - deadline > 0) {
                    end(ErrorCode.OPERATION_TIMEOUT);
                } else if (progress != Progress.NONE) {
                    double percent = statement.getQueryProgress().getPercentage();
                    if (percent >= 0) {
                        progress.report(Math.min(1, percent / 100));
                    }
                }
            } catch (SQLException | RuntimeException e) {
                // the statement ended meanwhile, or the listener failed: neither may stop the watch over the others
                LOG.debug("Watchdog: {}", e.toString());
            }
        }

        private void end(ErrorCode reason) throws SQLException {
            ended = reason;
            statement.cancel();
        }

        /** What to throw for a failure of the statement: its end by the watchdog, or the translated cause. */
        RuntimeException failure(SQLException e) {
            if (ended == ErrorCode.OPERATION_TIMEOUT) {
                return new ApiException(
                        ErrorCode.OPERATION_TIMEOUT,
                        "The operation ran longer than " + timeout.toSeconds() + " s and was ended; nothing changed",
                        Map.of(),
                        e);
            }
            if (ended == ErrorCode.OPERATION_CANCELLED) {
                return new ApiException(
                        ErrorCode.OPERATION_CANCELLED, "The operation was cancelled; nothing changed", Map.of(), e);
            }
            return DuckDbErrors.translate(e);
        }

        @Override
        public void close() {
            running.remove(this);
        }
    }
}
