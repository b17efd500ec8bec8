package io.eider.api.storage;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Dev branches: a live view of the default branch until a table is first written, then the branch's own copy. Thread-safe. Every
 * call throws PROJECT_NOT_FOUND first. Source: storage contract, sections 1.13 and 3.5.
 */
@ProviderType
public interface Branches {
    /** @throws io.eider.api.error.ApiException BRANCH_NAME_EXISTS; INVALID_NAME */
    Branch create(ProjectId project, String name, Optional<String> description);

    /** Newest first. */
    Page<Branch> list(ProjectId project, PageRequest page);

    /** @throws io.eider.api.error.ApiException BRANCH_NOT_FOUND, also for {@code default} */
    Branch get(ProjectId project, BranchId branch);

    /**
     * Removes a branch with its own tables and snapshots. Waits for running writes of its tables. Its keys are removed before by
     * {@code Auth.removeAll}.
     *
     * @throws io.eider.api.error.ApiException BRANCH_NOT_FOUND, also for {@code default}; TOO_BUSY
     */
    void drop(ProjectId project, BranchId branch);

    /**
     * Drops the branch's copy of a table, so that the branch reads the default branch again.
     *
     * @return whether there was a copy
     * @throws io.eider.api.error.ApiException BRANCH_NOT_FOUND, also for {@code default}; TABLE_NOT_FOUND if the default branch has
     *     no such table; TOO_BUSY
     */
    boolean pull(TableId table);

    /**
     * Makes the branch's own tables the next versions of the default branch's, all of them or none; the branch reads those from
     * then on. A table conflicts when the default branch's was changed, made or dropped since the branch copied it.
     *
     * @throws io.eider.api.error.ApiException BRANCH_NOT_FOUND; BUCKET_NOT_FOUND; TABLE_NOT_FOUND if the branch has no such table of
     *     its own; MERGE_CONFLICT with {@code conflicts} unless the request overwrites; TOO_BUSY
     */
    MergeReport merge(ProjectId project, BranchId branch, MergeRequest request);
}
