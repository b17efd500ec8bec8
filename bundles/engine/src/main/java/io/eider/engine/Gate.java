package io.eider.engine;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a bounded number of callers in at once, a bounded number wait, for a bounded time. Thread-safe, fair. */
public final class Gate {
    private final String what;
    private final Semaphore inside;
    private final int maxWaiting;
    private final Duration timeout;

    /**
     * A gate.
     *
     * @param what passes through it, in plural, for the message
     * @param width callers inside at once
     * @param maxWaiting callers that wait
     * @param timeout longest wait
     */
    public Gate(String what, int width, int maxWaiting, Duration timeout) {
        this.what = what;
        this.inside = new Semaphore(width, true);
        this.maxWaiting = maxWaiting;
        this.timeout = timeout;
    }

    /**
     * Waits in turn.
     *
     * @return to be closed on leaving, by any thread
     * @throws ApiException TOO_BUSY if too many wait or the wait is too long; OPERATION_CANCELLED if interrupted
     */
    public Pass enter() {
        if (inside.tryAcquire()) {
            return inside::release;
        }
        if (inside.getQueueLength() >= maxWaiting) {
            throw busy();
        }
        try {
            if (inside.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return inside::release;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(ErrorCode.OPERATION_CANCELLED, "Cancelled while waiting to start");
        }
        throw busy();
    }

    private ApiException busy() {
        return new ApiException(ErrorCode.TOO_BUSY, "Too many " + what + " at once; repeat later");
    }

    /** The right to be inside. */
    @FunctionalInterface
    public interface Pass extends AutoCloseable {
        @Override
        void close();
    }
}
