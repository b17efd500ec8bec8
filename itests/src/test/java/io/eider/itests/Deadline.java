package io.eider.itests;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition, with a bound. */
final class Deadline {
    private static final long PAUSE_MILLIS = 20;

    private Deadline() {}

    /**
     * Asks again and again until the condition holds.
     *
     * @throws AssertionError with the description if it does not hold in time
     */
    static void await(String description, Duration longest, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("not within " + longest.toSeconds() + " s: " + description);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(description, e);
        } catch (Exception e) { // a Callable declares no narrower one
            throw new AssertionError(description, e);
        }
    }
}
