package io.eider.api.ontology;

import java.time.Instant;
import java.util.Optional;

/**
 * What an ontology server sent for a schema, unread.
 *
 * @param schemaId the schema
 * @param source where it is from: a URL, or {@code packaged:}
 * @param mediaType its type and subtype, lower case
 * @param text the whole document
 * @param sha256 of its bytes, in hex
 * @param etag the server's name of this version, as it was sent
 * @param fetchedAt when it was sent
 */
public record SchemaDocument(
        String schemaId,
        String source,
        String mediaType,
        String text,
        String sha256,
        Optional<String> etag,
        Instant fetchedAt) {}
