package io.eider.rest;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.Storage;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ids out of the path of a request. A text that breaks the rules is INVALID_NAME, before anything is looked up. */
final class PathIds {
    private PathIds() {}

    /** A text that cannot be the id of a branch names no branch: BRANCH_NOT_FOUND, after the project was looked up. */
    static BranchId branch(Storage storage, ProjectId project, String text) {
        if (BranchId.isWellFormed(text)) {
            return new BranchId(text);
        }
        throw noBranch(storage, project, text);
    }

    /** A dev branch that is there. */
    static BranchId devBranch(Storage storage, ProjectId project, String text) {
        BranchId branch = branch(storage, project, text);
        if (branch.isDefault()) {
            throw noBranch(storage, project, text);
        }
        storage.branches().get(project, branch);
        return branch;
    }

    private static ApiException noBranch(Storage storage, ProjectId project, String text) {
        storage.projects().get(project);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("project_id", project.value());
        details.put("branch_id", text);
        return new ApiException(
                ErrorCode.BRANCH_NOT_FOUND, "Branch " + text + " not found in project " + project, details);
    }

    static BucketId bucket(Storage storage, String project, String branch, String bucket) {
        ProjectId projectId = new ProjectId(project);
        return new BucketId(projectId, branch(storage, projectId, branch), bucket);
    }
}
