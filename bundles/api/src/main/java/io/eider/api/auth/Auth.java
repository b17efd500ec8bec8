package io.eider.api.auth;

import io.eider.api.id.BranchId;
import io.eider.api.id.KeyId;
import io.eider.api.id.ProjectId;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keys and who they belong to. Thread-safe. None of the calls checks that a project or branch exists: that is the caller's
 * part.
 *
 * <p>Source: storage contract, sections 0.4 and 1.3.
 */
@ProviderType
public interface Auth {
    /** Who holds this key; {@link Caller.Unknown} for a key that is unknown, revoked or expired. */
    Caller authenticate(String key);

    /**
     * Makes the first key of a new project: PROJECT_ADMIN, no expiry, a plain UUID as id.
     */
    IssuedKey issueFirst(ProjectId project);

    /**
     * Makes a key.
     *
     * @throws io.eider.api.error.ApiException INVALID_REQUEST if scope and branch contradict each other
     */
    IssuedKey issue(NewApiKey request);

    /** The keys of a project that are not revoked (expired ones included), newest first. */
    List<ApiKey> list(ProjectId project);

    /**
     * One key, revoked or not.
     *
     * @throws io.eider.api.error.ApiException API_KEY_NOT_FOUND
     */
    ApiKey get(ProjectId project, KeyId id);

    /**
     * Revokes a key from now on; once more does nothing.
     *
     * @throws io.eider.api.error.ApiException API_KEY_NOT_FOUND; CANNOT_REVOKE_LAST_ADMIN_KEY
     */
    void revoke(ProjectId project, KeyId id);

    /**
     * Makes a key of the same scope, branch and lifetime, and revokes the old one in the same transaction.
     *
     * @throws io.eider.api.error.ApiException API_KEY_NOT_FOUND; CANNOT_ROTATE_REVOKED_KEY
     */
    IssuedKey rotate(ProjectId project, KeyId id);

    /** Removes every key of a project that is being dropped. */
    void removeAll(ProjectId project);

    /** Removes every key of a branch that is being dropped. */
    void removeAll(ProjectId project, BranchId branch);
}
