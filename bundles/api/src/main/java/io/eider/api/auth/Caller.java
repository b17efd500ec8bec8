package io.eider.api.auth;

import io.eider.api.id.BranchId;
import io.eider.api.id.KeyId;
import io.eider.api.id.ProjectId;
import java.util.Optional;

/** Who makes a request. */
public sealed interface Caller {
    /** The holder of the server's admin key: may do everything. */
    record Admin() implements Caller {}

    /**
     * The holder of a project's key.
     *
     * @param key which key
     * @param project whose key
     * @param scope what it may do there
     * @param branch the branch that a branch scope is bound to
     */
    record ProjectKey(KeyId key, ProjectId project, Scope scope, Optional<BranchId> branch) implements Caller {}

    /** A key that this server does not know, or that is revoked or expired. */
    record Unknown() implements Caller {}
}
