package io.eider.storage.file;

import java.time.Duration;

/**
 * Bounds of the uploaded files.
 *
 * @param maxFileBytes longest upload
 * @param uploadTtl from the preparation to the registration
 * @param maxOpenUploads of one project
 */
public record FileLimits(long maxFileBytes, Duration uploadTtl, int maxOpenUploads) {
    /** Those of the contract. */
    public static final FileLimits DEFAULTS = new FileLimits(10L << 30, Duration.ofHours(24), 10_000);

    /** @throws IllegalArgumentException if a bound is not positive */
    public FileLimits {
        if (maxFileBytes <= 0 || uploadTtl.isNegative() || uploadTtl.isZero() || maxOpenUploads <= 0) {
            throw new IllegalArgumentException("Limits of uploaded files must be positive");
        }
    }
}
