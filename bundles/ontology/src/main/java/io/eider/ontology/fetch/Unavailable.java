package io.eider.ontology.fetch;

import java.time.Duration;
import java.util.Optional;

/** The ontology server did not answer as a server that is well does; another try may help. */
final class Unavailable extends RuntimeException {
    private final transient Optional<Duration> retryAfter;

    Unavailable(String message, Throwable cause) {
        super(message, cause);
        this.retryAfter = Optional.empty();
    }

    /**
     * The server said so itself.
     *
     * @param retryAfter how long it wants to be left alone
     */
    Unavailable(String message, Optional<Duration> retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
