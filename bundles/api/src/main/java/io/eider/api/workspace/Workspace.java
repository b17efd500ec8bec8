package io.eider.api.workspace;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.WorkspaceId;
import java.time.Instant;
import java.util.Optional;

/**
 * A workspace as the catalog knows it.
 *
 * @param id names it on the server
 * @param project whose tables it reads
 * @param branch as which branch it sees them
 * @param name for people
 * @param username with which a PostgreSQL client logs in
 * @param createdAt when it was made
 * @param expiresAt when it ends; empty: never
 * @param sizeBytes of its file now
 * @param sizeLimitBytes largest size of its file
 * @param isExpired whether its end was passed when it was read
 */
public record Workspace(
        WorkspaceId id,
        ProjectId project,
        BranchId branch,
        String name,
        String username,
        Instant createdAt,
        Optional<Instant> expiresAt,
        long sizeBytes,
        long sizeLimitBytes,
        boolean isExpired) {
    /** {@code active} or {@code expired}. */
    public String status() {
        return isExpired ? "expired" : "active";
    }

    /** The name of the database that a client connects to. */
    public String database() {
        return "workspace_" + id;
    }
}
