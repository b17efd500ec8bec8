package io.eider.ontology.fetch;

import io.eider.api.ontology.SchemaDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A document and how far it may be trusted.
 *
 * @param document the last good one
 * @param lastModified as the server wrote it
 * @param confirmedAt when the server last said that this is the document
 * @param fresh how long that holds
 * @param storing what the server allows
 */
record Kept(
        SchemaDocument document,
        Optional<String> lastModified,
        Instant confirmedAt,
        Duration fresh,
        Freshness.Storing storing) {
    Duration age(Instant now) {
        Duration age = Duration.between(confirmedAt, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    boolean isFresh(Instant now) {
        return age(now).compareTo(fresh) < 0;
    }

    /** Whether it is not longer past its freshness than that. */
    boolean isWithin(Duration more, Instant now) {
        return age(now).compareTo(fresh.plus(more)) < 0;
    }
}
