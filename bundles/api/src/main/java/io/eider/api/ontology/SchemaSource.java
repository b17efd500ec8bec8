package io.eider.api.ontology;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Reads one kind of documents. A site adds its own as a service of its own bundle; of several that know a document the one with the
 * highest {@code service.ranking} reads it. Thread-safe.
 */
@ConsumerType
public interface SchemaSource {
    /** Name for people and for metrics, such as {@code json-schema}. */
    String name();

    /** Whether a document is of this kind. Looks at the media type and the text's marks only; throws nothing. */
    boolean knows(SchemaDocument document);

    /**
     * What a document says.
     *
     * @throws io.eider.api.error.ApiException INVALID_SCHEMA with {@code reason}: what is wrong and where
     */
    OntologySchema read(SchemaDocument document);
}
