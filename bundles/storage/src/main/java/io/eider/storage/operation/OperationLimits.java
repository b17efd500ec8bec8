package io.eider.storage.operation;

import java.time.Duration;

/**
 * Bounds of the operations log.
 *
 * @param queued operations that wait to be written
 * @param kept how long a row stays
 * @param rows how many rows stay, of all projects together
 */
public record OperationLimits(int queued, Duration kept, long rows) {
    /** Those of the settings. */
    public static final OperationLimits DEFAULTS = new OperationLimits(10_000, Duration.ofDays(30), 1_000_000);

    /** @throws IllegalArgumentException if a bound is not positive */
    public OperationLimits {
        if (queued < 1 || kept.isNegative() || kept.isZero() || rows < 1) {
            throw new IllegalArgumentException("Limits of the operations log must be positive");
        }
    }
}
