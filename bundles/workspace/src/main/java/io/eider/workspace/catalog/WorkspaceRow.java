package io.eider.workspace.catalog;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.WorkspaceId;
import io.eider.workspace.table.Grants;
import java.time.Instant;
import java.util.Optional;

/**
 * A row of the table {@code workspaces}.
 *
 * @param id names it
 * @param project whose tables it reads
 * @param projectCreatedAt which project of this id
 * @param branch as which branch it sees them
 * @param name for people
 * @param username of its credentials
 * @param createdAt when it was made
 * @param expiresAt when it ends
 * @param sizeLimitBytes largest size of its file
 * @param grants what it may do with tables of the project
 */
public record WorkspaceRow(
        WorkspaceId id,
        ProjectId project,
        Instant projectCreatedAt,
        BranchId branch,
        String name,
        String username,
        Instant createdAt,
        Optional<Instant> expiresAt,
        long sizeLimitBytes,
        Grants grants) {
    /** Whether its end has passed. */
    public boolean isExpired(Instant now) {
        return expiresAt.filter(end -> !end.isAfter(now)).isPresent();
    }
}
