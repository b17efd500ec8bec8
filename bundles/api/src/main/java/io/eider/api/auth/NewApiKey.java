package io.eider.api.auth;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import java.time.Duration;
import java.util.Optional;

/**
 * What a new key shall be.
 *
 * @param project the owner
 * @param scope what it may do
 * @param branch required for the scopes of a branch, empty for PROJECT_ADMIN
 * @param description the owner's words
 * @param lifetime how long it is valid; empty for ever
 */
public record NewApiKey(
        ProjectId project, Scope scope, Optional<BranchId> branch, String description, Optional<Duration> lifetime) {}
