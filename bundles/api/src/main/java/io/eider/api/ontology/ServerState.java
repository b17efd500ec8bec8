package io.eider.api.ontology;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known about an ontology server without asking it.
 *
 * @param url where it is; blank if none is configured
 * @param mode {@code live}, {@code offline} or {@code mock}
 * @param breaker {@code closed}, {@code open} or {@code half_open}
 * @param keptSchemas documents in memory
 * @param lastSuccess when it last answered as it should
 * @param lastProblem why it last did not, for people
 */
public record ServerState(
        String url,
        String mode,
        String breaker,
        long keptSchemas,
        Optional<Instant> lastSuccess,
        Optional<String> lastProblem) {}
