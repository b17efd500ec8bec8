package io.eider.api.auth;

import io.eider.api.id.WorkspaceId;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * User names and passwords of workspaces. Passwords are told once and kept as SCRAM-SHA-256 verifiers only. Thread-safe. Source: storage
 * contract, section 1.14; RFC 5802 and RFC 7677.
 */
@ProviderType
public interface WorkspaceCredentials {
    /** Makes the credentials of a workspace: user {@code ws_{workspace}_} and 8 hex digits, 32 URL-safe characters of password. */
    IssuedLogin issue(WorkspaceId workspace);

    /**
     * Makes a new password for the same user.
     *
     * @throws io.eider.api.error.ApiException CREDENTIALS_NOT_FOUND
     */
    IssuedLogin reset(WorkspaceId workspace);

    /** The user name of a workspace. */
    Optional<String> username(WorkspaceId workspace);

    /** The workspace that a password opens; takes as long for an unknown user as for a wrong password. */
    Optional<WorkspaceId> verify(String username, String password);

    /** The workspace of a user, without any check of who asks. */
    Optional<WorkspaceId> workspace(String username);

    /** The verifier of a user for an exchange of SCRAM messages; for an unknown user one that is always the same and fits no password. */
    ScramVerifier verifier(String username);

    /** Removes the credentials of a workspace, if there are any. */
    void remove(WorkspaceId workspace);
}
