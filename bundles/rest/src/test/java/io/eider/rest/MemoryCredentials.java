package io.eider.rest;

import io.eider.api.auth.IssuedLogin;
import io.eider.api.auth.ScramVerifier;
import io.eider.api.auth.WorkspaceCredentials;
import io.eider.api.id.WorkspaceId;
import java.util.Optional;

/** The password of every workspace is {@code secret}, its user {@code ws_} and its id. */
final class MemoryCredentials implements WorkspaceCredentials {
    @Override
    public Optional<WorkspaceId> verify(String username, String password) {
        return password.equals("secret") ? workspace(username) : Optional.empty();
    }

    @Override
    public Optional<WorkspaceId> workspace(String username) {
        return username.startsWith("ws_ws_") ? Optional.of(new WorkspaceId(username.substring(3))) : Optional.empty();
    }

    @Override
    public IssuedLogin issue(WorkspaceId workspace) {
        throw new UnsupportedOperationException();
    }

    @Override
    public IssuedLogin reset(WorkspaceId workspace) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> username(WorkspaceId workspace) {
        return Optional.of("ws_" + workspace);
    }

    @Override
    public ScramVerifier verifier(String username) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(WorkspaceId workspace) {}
}
