package io.eider.api.swap;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A reference to a service of another bundle that may be replaced while it is used (ADR-0005). A call counts itself in and
 * out; {@link #unbind} waits, bounded, until running calls have left; a call that finds no service waits, bounded, for the
 * next one and only then fails with SERVICE_UNAVAILABLE.
 *
 * <p>Thread-safe. A call made from within a call of the same thread is served by the same service, so nesting cannot
 * dead-lock an unbind.
 *
 * @param <T> the service interface
 */
public final class Swappable<T> {
    private final String name;
    private final Duration wait;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ThreadLocal<Held<T>> held = new ThreadLocal<>();
    private Held<T> current; // guarded by lock

    /**
     * A reference that is not bound yet.
     *
     * @param name what is missing, for the message of the error
     * @param wait how long a call waits for a service, and an unbind for running calls
     */
    public Swappable(String name, Duration wait) {
        this.name = name;
        this.wait = wait;
    }

    /** Makes a service the one that new calls use; calls that run keep theirs. */
    public void bind(T service) {
        lock.lock();
        try {
            current = new Held<>(service);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a service away and waits until no call uses it any more, or the bound is over. Does nothing to a service that
     * was bound since.
     */
    public void unbind(T service) {
        lock.lock();
        try {
            Held<T> leaving = current;
            if (leaving == null || leaving.service != service) {
                return;
            }
            current = null;
            long nanos = wait.toNanos();
            while (leaving.calls > 0 && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Calls the service that is bound, or the next one.
     *
     * @throws ApiException SERVICE_UNAVAILABLE if none came in time; whatever the call throws
     */
    public <R> R call(Function<? super T, ? extends R> call) {
        Held<T> outer = held.get();
        if (outer != null) {
            return call.apply(outer.service);
        }
        Held<T> mine = enter(wait);
        if (mine == null) {
            throw unavailable();
        }
        return callIn(mine, call);
    }

    /** As {@link #call} for a call without a result. */
    public void run(Consumer<? super T> call) {
        call(service -> {
            call.accept(service);
            return null;
        });
    }

    /** As {@link #run}, but does nothing when no service is bound: for what is not worth a wait. */
    public void runIfBound(Consumer<? super T> call) {
        Held<T> mine = enter(Duration.ZERO);
        if (mine != null) {
            callIn(mine, service -> {
                call.accept(service);
                return null;
            });
        }
    }

    /** Whether a service is bound at this moment; for health reports only. */
    public boolean isBound() {
        lock.lock();
        try {
            return current != null;
        } finally {
            lock.unlock();
        }
    }

    private <R> R callIn(Held<T> mine, Function<? super T, ? extends R> call) {
        Held<T> outer = held.get();
        held.set(mine);
        try {
            return call.apply(mine.service);
        } finally {
            if (outer == null) {
                held.remove();
            } else {
                held.set(outer);
            }
            leave(mine);
        }
    }

    /** The bound service, counted in; null if none came in time. */
    private Held<T> enter(Duration atMost) {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (current == null && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            if (current != null) {
                current.calls++;
            }
            return current;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        } finally {
            lock.unlock();
        }
    }

    private void leave(Held<T> mine) {
        lock.lock();
        try {
            mine.calls--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private ApiException unavailable() {
        return new ApiException(
                ErrorCode.SERVICE_UNAVAILABLE, "The " + name + " service is not available; repeat the request later");
    }

    private static final class Held<T> {
        private final T service;
        private int calls; // guarded by lock of the outer class

        private Held(T service) {
            this.service = service;
        }
    }
}
