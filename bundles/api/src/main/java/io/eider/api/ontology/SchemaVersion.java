package io.eider.api.ontology;

import java.time.Instant;
import java.util.Optional;

/**
 * A version of a schema that was seen once; never changes.
 *
 * @param schemaId the schema
 * @param version from 1
 * @param sha256 of the schema's canonical JSON, in hex: equal for equal schemas
 * @param schema what it says
 * @param kind of the document that it was read from, {@link SchemaSource#name}
 * @param source where the document was from
 * @param etag the server's name of the document
 * @param createdAt when it was seen first
 */
public record SchemaVersion(
        String schemaId,
        int version,
        String sha256,
        OntologySchema schema,
        String kind,
        String source,
        Optional<String> etag,
        Instant createdAt) {}
