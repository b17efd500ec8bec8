package io.eider.ontology.fetch;

import java.time.Instant;
import java.util.Optional;

/** When the server was last well, and what was last wrong with it. Thread-safe. */
final class Health {
    private volatile Optional<Instant> lastSuccess = Optional.empty();
    private volatile Optional<String> lastProblem = Optional.empty();

    void good(Instant now) {
        lastSuccess = Optional.of(now);
        lastProblem = Optional.empty();
    }

    void bad(String problem) {
        lastProblem = Optional.of(problem);
    }

    Optional<Instant> lastSuccess() {
        return lastSuccess;
    }

    Optional<String> lastProblem() {
        return lastProblem;
    }
}
