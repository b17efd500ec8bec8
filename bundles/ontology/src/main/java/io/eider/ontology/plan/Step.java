package io.eider.ontology.plan;

import io.eider.api.ontology.SchemaChange;
import io.eider.api.storage.SchemaStep;

/**
 * A difference and what ends it.
 *
 * @param change what is different
 * @param step what storage is asked to do
 */
public record Step(SchemaChange change, SchemaStep step) {}
