package io.eider.ontology;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.ontology.Migration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs migrations that nobody waits for, two at a time. Thread-safe. */
final class MigrationThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationThreads.class);
    private static final int AT_ONCE = 2;
    private static final int WAITING = 100;
    private static final int CLOSE_SECONDS = 60;

    private static final int ATTEMPTS = 60; // each after a second, and what the storage itself waits

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Semaphore room = new Semaphore(AT_ONCE + WAITING);
    private final AtomicInteger numbers = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
        Thread thread = new Thread(task, "eider-ontology-migration-" + numbers.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    /**
     * What is done with a migration.
     *
     * @param begin in the thread of who asks
     * @param run in another, again while it says UNAVAILABLE
     * @param giveBack if it said so for too long
     */
    record Work(Supplier<Migration> begin, UnaryOperator<Migration> run, Consumer<Migration> giveBack) {}

    /**
     * Begins in this thread and goes on in another.
     *
     * @throws ApiException what {@code begin} throws; TOO_BUSY
     */
    Future<Migration> run(Work work) {
        if (!room.tryAcquire()) {
            throw new ApiException(ErrorCode.TOO_BUSY, "Too many migrations wait for their turn; repeat later");
        }
        boolean begun = false;
        try {
            Migration migration = work.begin.get();
            CompletableFuture<Migration> running =
                    CompletableFuture.supplyAsync(() -> persistent(work, migration), threads);
            running.whenComplete((done, failure) -> {
                room.release();
                if (failure != null) {
                    LOG.warn("Migration {} was not applied: {}", migration.id(), failure.toString());
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

    private Migration persistent(Work work, Migration migration) {
        for (int attempt = 1; ; attempt++) {
            if (closing.getCount() == 0) {
                throw left();
            }
            try {
                return work.run.apply(migration);
            } catch (ApiException e) {
                if (!Migrations.isUnavailable(e)) {
                    throw e;
                }
                if (isClosingSoon()) {
                    throw left();
                }
                if (attempt == ATTEMPTS) {
                    work.giveBack.accept(migration);
                    throw e;
                }
            }
        }
    }

    /** Waits a second. */
    private boolean isClosingSoon() {
        try {
            return closing.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static ApiException left() {
        return new ApiException(
                ErrorCode.SERVICE_UNAVAILABLE, "The server is stopping; the migration is finished by the next start");
    }

    /** What has not begun is left to the next start, and what runs has its time. */
    @Override
    public void close() {
        closing.countDown();
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
