package io.eider.api.ontology;

import java.time.Duration;
import java.util.Optional;

/**
 * The answer to a question for a schema.
 *
 * @param outcome how it ended
 * @param document there if the outcome has one
 * @param age since the ontology server last said that this is the document (or that there is none)
 * @param problem why there is no newer or no document, for people
 */
public record FetchedSchema(
        FetchOutcome outcome, Optional<SchemaDocument> document, Duration age, Optional<String> problem) {
    /** A document is there exactly when the outcome has one. */
    public FetchedSchema {
        if (outcome.hasDocument() != document.isPresent()) {
            throw new IllegalArgumentException(outcome + " with document: " + document.isPresent());
        }
    }
}
