package io.eider.api.ontology;

import io.eider.api.id.TableId;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * A table that follows a schema.
 *
 * @param table the table, of the default branch
 * @param schemaId the schema
 * @param pinned the only version that it follows; empty for the newest
 * @param policy what it follows without being asked
 * @param createdAt when it was bound
 */
public record SchemaBinding(
        TableId table, String schemaId, OptionalInt pinned, MigrationPolicy policy, Instant createdAt) {}
