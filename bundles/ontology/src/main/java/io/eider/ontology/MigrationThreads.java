package io.eider.ontology;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.ontology.Migration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs migrations that nobody waits for, two at a time. Thread-safe. */
final class MigrationThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationThreads.class);
    private static final int AT_ONCE = 2;
    private static final int WAITING = 100;
    private static final int CLOSE_SECONDS = 60;

    private final Semaphore room = new Semaphore(AT_ONCE + WAITING);
    private final AtomicInteger numbers = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
        Thread thread = new Thread(task, "eider-ontology-migration-" + numbers.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Begins in this thread and goes on in another.
     *
     * @throws ApiException what {@code first} throws; TOO_BUSY
     */
    Future<Migration> run(Supplier<Migration> first, Function<Migration, Migration> then) {
        if (!room.tryAcquire()) {
            throw new ApiException(ErrorCode.TOO_BUSY, "Too many migrations wait for their turn; repeat later");
        }
        boolean begun = false;
        try {
            Migration migration = first.get();
            CompletableFuture<Migration> running = CompletableFuture.supplyAsync(() -> then.apply(migration), threads);
            running.whenComplete((done, failure) -> {
                room.release();
                if (failure != null) {
                    LOG.warn("Migration {} failed: {}", migration.id(), failure.toString());
                }
            });
            begun = true;
            return running;
        } finally {
            if (!begun) {
                room.release();
            }
        }
    }

    /** What has not begun when the time is over is finished by the next start. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A migration is left to the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
