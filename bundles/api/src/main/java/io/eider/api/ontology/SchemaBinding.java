package io.eider.api.ontology;

import io.eider.api.id.TableId;
import io.eider.api.storage.ValidationMode;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * A table that follows a schema.
 *
 * @param table the table, of the default branch
 * @param schemaId the schema
 * @param pinned the only version that it follows; empty for the newest
 * @param policy what it follows without being asked
 * @param validation what becomes of imported rows that break the schema's rules
 * @param createdAt when it was bound
 */
public record SchemaBinding(
        TableId table,
        String schemaId,
        OptionalInt pinned,
        MigrationPolicy policy,
        ValidationMode validation,
        Instant createdAt) {
    /** A binding that has no rows checked. */
    public SchemaBinding(
            TableId table, String schemaId, OptionalInt pinned, MigrationPolicy policy, Instant createdAt) {
        this(table, schemaId, pinned, policy, ValidationMode.OFF, createdAt);
    }
}
