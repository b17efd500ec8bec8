package io.eider.rest;

import io.eider.api.auth.ApiKey;
import io.eider.api.auth.Auth;
import io.eider.api.auth.Caller;
import io.eider.api.auth.IssuedKey;
import io.eider.api.auth.NewApiKey;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.KeyId;
import io.eider.api.id.ProjectId;
import java.util.List;

/** Knows callers but cannot make keys. */
record FailingAuth(Auth real) implements Auth {
    @Override
    public Caller authenticate(String key) {
        return real.authenticate(key);
    }

    @Override
    public IssuedKey issueFirst(ProjectId project) {
        throw new ApiException(ErrorCode.STORAGE_UNAVAILABLE, "No key can be made");
    }

    @Override
    public IssuedKey issue(NewApiKey request) {
        return issueFirst(request.project());
    }

    @Override
    public List<ApiKey> list(ProjectId project) {
        return real.list(project);
    }

    @Override
    public ApiKey get(ProjectId project, KeyId id) {
        return real.get(project, id);
    }

    @Override
    public void revoke(ProjectId project, KeyId id) {
        real.revoke(project, id);
    }

    @Override
    public IssuedKey rotate(ProjectId project, KeyId id) {
        return issueFirst(project);
    }

    @Override
    public void removeAll(ProjectId project) {
        real.removeAll(project);
    }

    @Override
    public void removeAll(ProjectId project, BranchId branch) {
        real.removeAll(project, branch);
    }
}
