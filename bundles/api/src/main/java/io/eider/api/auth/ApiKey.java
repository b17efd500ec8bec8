package io.eider.api.auth;

import io.eider.api.id.BranchId;
import io.eider.api.id.KeyId;
import io.eider.api.id.ProjectId;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a key. The key itself is shown once, when it is made, and never stored.
 *
 * @param id names the key
 * @param project the owner
 * @param branch for the scopes of a branch
 * @param prefix the part of the key that may be shown
 * @param scope what it may do
 * @param description the owner's words
 * @param createdAt when it was made
 * @param lastUsedAt when it last opened something, exact to a minute; empty if never
 * @param expiresAt when it ends; empty if never
 * @param revokedAt when it was revoked; empty if it was not
 */
public record ApiKey(
        KeyId id,
        ProjectId project,
        Optional<BranchId> branch,
        String prefix,
        Scope scope,
        Optional<String> description,
        Instant createdAt,
        Optional<Instant> lastUsedAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt) {}
