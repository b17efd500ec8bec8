package io.eider.rest;

import io.eider.api.auth.ApiKey;
import io.eider.api.auth.Auth;
import io.eider.api.auth.Caller;
import io.eider.api.auth.IssuedKey;
import io.eider.api.auth.NewApiKey;
import io.eider.api.auth.Scope;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.KeyId;
import io.eider.api.id.ProjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keys for tests: the admin key is {@code admin}, those of projects are their prefix and a number. */
final class MemoryAuth implements Auth {
    static final String ADMIN = "admin";

    private final Map<String, ApiKey> keys = new ConcurrentHashMap<>();

    @Override
    public Caller authenticate(String key) {
        if (key.equals(ADMIN)) {
            return new Caller.Admin();
        }
        ApiKey known = keys.get(key);
        return known == null
                ? new Caller.Unknown()
                : new Caller.ProjectKey(known.id(), known.project(), known.scope(), known.branch());
    }

    @Override
    public IssuedKey issueFirst(ProjectId project) {
        return issue(new NewApiKey(
                project,
                Scope.PROJECT_ADMIN,
                Optional.empty(),
                "Project admin key (created with project)",
                Optional.empty()));
    }

    @Override
    public IssuedKey issue(NewApiKey request) {
        if (request.scope().isOfBranch() != request.branch().isPresent()) {
            throw new ApiException(
                    ErrorCode.INVALID_REQUEST,
                    "branch_id must fit the scope",
                    Map.of("scope", request.scope().wireName()));
        }
        String secret = "proj_" + request.project() + "_" + request.scope().wireName() + "_" + keys.size();
        ApiKey key = new ApiKey(
                new KeyId("key_" + keys.size()),
                request.project(),
                request.branch(),
                "proj_" + request.project() + "_...",
                request.scope(),
                Optional.of(request.description()),
                MemoryStorage.CREATED,
                Optional.empty(),
                request.lifetime().map(MemoryStorage.CREATED::plus),
                Optional.empty());
        keys.put(secret, key);
        return new IssuedKey(key, secret);
    }

    @Override
    public List<ApiKey> list(ProjectId project) {
        return keys.values().stream()
                .filter(key -> key.project().equals(project))
                .toList();
    }

    @Override
    public ApiKey get(ProjectId project, KeyId id) {
        return list(project).stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ApiException(
                        ErrorCode.API_KEY_NOT_FOUND, "API key " + id + " not found in project " + project));
    }

    @Override
    public void revoke(ProjectId project, KeyId id) {
        get(project, id);
        keys.values().removeIf(key -> key.id().equals(id));
    }

    @Override
    public IssuedKey rotate(ProjectId project, KeyId id) {
        ApiKey old = get(project, id);
        return issue(new NewApiKey(project, old.scope(), old.branch(), "rotated", Optional.empty()));
    }

    @Override
    public void removeAll(ProjectId project) {
        keys.values().removeIf(key -> key.project().equals(project));
    }

    @Override
    public void removeAll(ProjectId project, BranchId branch) {
        keys.values()
                .removeIf(key -> key.project().equals(project) && key.branch().equals(Optional.of(branch)));
    }
}
