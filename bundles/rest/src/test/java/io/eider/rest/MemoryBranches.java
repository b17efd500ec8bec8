package io.eider.rest;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Branch;
import io.eider.api.storage.Branches;
import io.eider.api.storage.MergeReport;
import io.eider.api.storage.MergeRequest;
import io.eider.api.storage.Page;
import io.eider.api.storage.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Branches for tests: ids that a test has put there, the same for every project. */
final class MemoryBranches implements Branches {
    final Set<String> ids = new ConcurrentSkipListSet<>();
    private final MemoryStorage storage;

    MemoryBranches(MemoryStorage storage) {
        this.storage = storage;
    }

    @Override
    public Branch get(ProjectId project, BranchId branch) {
        storage.get(project);
        if (!ids.contains(branch.value())) {
            throw new ApiException(
                    ErrorCode.BRANCH_NOT_FOUND,
                    "Branch " + branch + " not found in project " + project,
                    Map.of("project_id", project.value()));
        }
        return new Branch(project, branch, "n", MemoryStorage.CREATED, Optional.empty(), List.of(), 0);
    }

    @Override
    public void drop(ProjectId project, BranchId branch) {
        get(project, branch);
        ids.remove(branch.value());
    }

    @Override
    public Branch create(ProjectId project, String name, Optional<String> description) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<Branch> list(ProjectId project, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean pull(TableId table) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MergeReport merge(ProjectId project, BranchId branch, MergeRequest request) {
        throw new UnsupportedOperationException();
    }
}
