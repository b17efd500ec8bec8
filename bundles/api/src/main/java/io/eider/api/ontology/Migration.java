package io.eider.api.ontology;

import io.eider.api.id.TableId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A plan that brings a table to a version of its schema, and what became of it.
 *
 * @param id names it, from 1
 * @param table the table
 * @param schemaId its schema
 * @param version of the schema that the table is brought to
 * @param tableVersion that the plan was made for
 * @param status what became of it
 * @param changeClass the highest of its changes
 * @param changes in order; empty if the table is as the schema says
 * @param actor who asked for it
 * @param createdAt when it was planned
 * @param finishedAt when it was applied, failed or was rolled back
 * @param approvedBy who approved it
 * @param snapshotId of the table before, if values were lost
 * @param appliedVersion of the table
 * @param error why it failed
 */
public record Migration(
        long id,
        TableId table,
        String schemaId,
        int version,
        long tableVersion,
        Status status,
        ChangeClass changeClass,
        List<SchemaChange.Planned> changes,
        String actor,
        Instant createdAt,
        Optional<Instant> finishedAt,
        Optional<String> approvedBy,
        Optional<String> snapshotId,
        OptionalLong appliedVersion,
        Optional<String> error) {
    /** Copies the list. */
    public Migration {
        changes = List.copyOf(changes);
    }

    /** What became of a plan. */
    public enum Status {
        /** It was made. */
        PLANNED,
        /** Somebody approved that values are lost. */
        APPROVED,
        /** It is under way; a start finishes it. */
        APPLYING,
        /** The table is as it says. */
        APPLIED,
        /** It could not be applied, and nothing changed. */
        FAILED,
        /** The table was put back to what it was before. */
        ROLLED_BACK
    }
}
