package io.eider.api.storage;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The projects of the server. Thread-safe. Source: storage contract, sections 1.2 and 3.9. */
@ProviderType
public interface Projects {
    /**
     * Makes an empty project with its directory. Its first key is made by {@code Auth.issueFirst}.
     *
     * @throws io.eider.api.error.ApiException PROJECT_EXISTS; STORAGE_FULL
     */
    Project create(NewProject project);

    /**
     * Projects, newest first.
     *
     * @param status exact match; empty for all
     */
    Page<Project> list(Optional<String> status, PageRequest page);

    /** @throws io.eider.api.error.ApiException PROJECT_NOT_FOUND */
    Project get(ProjectId id);

    /** @throws io.eider.api.error.ApiException PROJECT_NOT_FOUND */
    Project update(ProjectId id, ProjectChange change);

    /**
     * Removes the project and all it owns: tables, buckets, branches, uploaded files, snapshots, on disk too. Waits for
     * running writes of its tables. The keys are removed before by {@code Auth.removeAll}.
     *
     * @throws io.eider.api.error.ApiException PROJECT_NOT_FOUND; TOO_BUSY
     */
    void drop(ProjectId id);

    /**
     * Does nothing if project and branch exist.
     *
     * @throws io.eider.api.error.ApiException PROJECT_NOT_FOUND; BRANCH_NOT_FOUND
     */
    void requireBranch(ProjectId project, BranchId branch);
}
