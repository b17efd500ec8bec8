package io.eider.api.workspace;

/**
 * A workspace with its password, which is told once and kept nowhere.
 *
 * @param workspace the workspace
 * @param password 32 URL-safe characters
 */
public record WorkspaceLogin(Workspace workspace, String password) {
    /** Without the password. */
    @Override
    public String toString() {
        return "WorkspaceLogin[" + workspace + "]";
    }
}
