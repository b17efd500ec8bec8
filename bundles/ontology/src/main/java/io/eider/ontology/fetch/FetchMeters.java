package io.eider.ontology.fetch;

import io.eider.api.meter.Meters;
import io.eider.api.ontology.FetchOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What is counted about questions for schemas (ontology contract, section 5.4). Thread-safe. */
final class FetchMeters {
    private static final String SOURCE = "source";
    private static final List<Double> BOUNDS = List.of(0.005, 0.025, 0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0);
    private static final Map<String, Double> BREAKER = Map.of("closed", 0.0, "half_open", 1.0, "open", 2.0);

    private final Consumer<Consumer<Meters>> meters;
    private final String source;

    /**
     * Meters.
     *
     * @param meters counts something, unless nobody counts
     * @param source the label of the server
     */
    FetchMeters(Consumer<Consumer<Meters>> meters, String source) {
        this.meters = meters;
        this.source = source;
    }

    /** A question went to the server. */
    void asked(FetchOutcome outcome, long nanos) {
        meters.accept(m -> {
            m.counter("ontology_fetch_total", "Questions to the ontology server", SOURCE, "outcome")
                    .add(1, source, name(outcome));
            m.histogram("ontology_fetch_duration_seconds", "Time of a question with all its tries", BOUNDS, SOURCE)
                    .observe(nanos / 1e9, source);
        });
    }

    /** A cache was looked into. */
    void looked(String tier, String result) {
        meters.accept(m -> m.counter("ontology_cache_requests_total", "Looks into the caches", "tier", "result")
                .add(1, tier, result));
    }

    void breaker(String state) {
        meters.accept(m -> m.gauge("ontology_breaker_state", "Circuit breaker: 0 closed, 1 half open, 2 open", SOURCE)
                .set(BREAKER.getOrDefault(state, 0.0), source));
    }

    void age(String schemaId, double seconds) {
        meters.accept(m -> m.gauge("ontology_schema_age_seconds", "Since the server confirmed the document", "schema")
                .set(seconds, schemaId));
    }

    /** The outcome in lower case, which is its label. */
    private static String name(FetchOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
