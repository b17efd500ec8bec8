package io.eider.api.storage;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A dev branch.
 *
 * @param project the owner
 * @param id eight hex digits
 * @param name for people, not empty
 * @param createdAt when it was made
 * @param description the owner's words
 * @param ownTables tables that the branch has for itself, by bucket and name
 * @param sizeBytes the sum of their files
 */
public record Branch(
        ProjectId project,
        BranchId id,
        String name,
        Instant createdAt,
        Optional<String> description,
        List<OwnTable> ownTables,
        long sizeBytes) {
    /** Copies the list. */
    public Branch {
        ownTables = List.copyOf(ownTables);
    }

    /**
     * A table of the branch's own.
     *
     * @param bucket its bucket
     * @param table its name
     * @param copiedAt when it was copied from the default branch, or made
     */
    public record OwnTable(String bucket, String table, Instant copiedAt) {}
}
