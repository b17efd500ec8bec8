package io.eider.api.workspace;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A workspace to be made.
 *
 * @param project whose tables it reads
 * @param branch as which branch it sees them
 * @param name for people; need not be unique
 * @param ttl how long it lives; empty: until it is deleted
 * @param sizeLimitGb largest file, 1 to 100 GiB
 * @param preload tables ({@code bucket.table}) that are copied into the workspace at once
 * @param grants what it may do with tables of the project; none: read them all, those that are made later too
 */
public record NewWorkspace(
        ProjectId project,
        BranchId branch,
        String name,
        Optional<Duration> ttl,
        int sizeLimitGb,
        List<String> preload,
        List<TableGrant> grants) {
    /** Copies the lists. */
    public NewWorkspace {
        preload = List.copyOf(preload);
        grants = List.copyOf(grants);
    }

    /** One that reads all tables. */
    public NewWorkspace(
            ProjectId project,
            BranchId branch,
            String name,
            Optional<Duration> ttl,
            int sizeLimitGb,
            List<String> preload) {
        this(project, branch, name, ttl, sizeLimitGb, preload, List.of());
    }
}
