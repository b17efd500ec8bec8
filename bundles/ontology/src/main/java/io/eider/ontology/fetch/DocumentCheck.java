package io.eider.ontology.fetch;

import io.eider.api.ontology.SchemaDocument;

/** Whether a document is a schema. Asked before a document is kept, so that one that is none replaces no good one. */
@FunctionalInterface
public interface DocumentCheck {
    /**
     * Looks at a document.
     *
     * @throws UnusableDocument if it is no schema
     */
    void check(SchemaDocument document) throws UnusableDocument;
}
