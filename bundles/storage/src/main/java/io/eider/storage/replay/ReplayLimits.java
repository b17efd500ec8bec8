package io.eider.storage.replay;

import java.time.Duration;

/**
 * Bounds of the kept answers; the oldest go first.
 *
 * @param ttl how long an answer is kept
 * @param maxAnswers kept at once
 * @param maxBytes of all their bodies
 */
public record ReplayLimits(Duration ttl, int maxAnswers, long maxBytes) {
    /** @throws IllegalArgumentException if a bound is not positive */
    public ReplayLimits {
        if (ttl.isNegative() || ttl.isZero() || maxAnswers <= 0 || maxBytes <= 0) {
            throw new IllegalArgumentException("Limits of kept answers must be positive");
        }
    }
}
