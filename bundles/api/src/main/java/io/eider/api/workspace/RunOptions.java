package io.eider.api.workspace;

import java.time.Duration;
import java.util.Optional;

/**
 * How a text is to be run.
 *
 * @param timeout longest run of each statement, reading of its rows included; empty, or longer than the server's limit: the
 *     server's limit
 */
public record RunOptions(Optional<Duration> timeout) {
    /** Only the server's limits. */
    public static final RunOptions DEFAULT = new RunOptions(Optional.empty());
}
