package io.eider.auth;

import io.eider.api.id.WorkspaceId;
import io.eider.engine.CatalogSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The statements on the tables of credentials. Every method belongs to the transaction of its session. */
final class CredentialTable {
    static final String CREATE =
            """
            CREATE TABLE workspace_credentials (
                workspace_id VARCHAR PRIMARY KEY,
                username VARCHAR NOT NULL UNIQUE,
                verifier VARCHAR NOT NULL,
                created_at TIMESTAMPTZ NOT NULL);
            CREATE TABLE server_secrets (
                name VARCHAR PRIMARY KEY,
                secret VARCHAR NOT NULL,
                created_at TIMESTAMPTZ NOT NULL)
            """;

    private static final String UNKNOWN_USERS = "unknown_users";

    private CredentialTable() {}

    static void insert(CatalogSession session, Credentials credentials, Instant now) {
        session.update(
                "INSERT INTO workspace_credentials (workspace_id, username, verifier, created_at) VALUES (?, ?, ?, ?)",
                credentials.workspace().value(),
                credentials.username(),
                credentials.verifier(),
                now);
    }

    static void replaceVerifier(CatalogSession session, WorkspaceId workspace, String verifier) {
        session.update(
                "UPDATE workspace_credentials SET verifier = ? WHERE workspace_id = ?", verifier, workspace.value());
    }

    static void delete(CatalogSession session, WorkspaceId workspace) {
        session.update("DELETE FROM workspace_credentials WHERE workspace_id = ?", workspace.value());
    }

    static Optional<Credentials> find(CatalogSession session, WorkspaceId workspace) {
        return session.first(
                "SELECT * FROM workspace_credentials WHERE workspace_id = ?",
                CredentialTable::credentials,
                workspace.value());
    }

    static Optional<Credentials> find(CatalogSession session, String username) {
        return session.first(
                "SELECT * FROM workspace_credentials WHERE username = ?", CredentialTable::credentials, username);
    }

    /** The secret behind the verifiers of unknown users, in hex. */
    static Optional<String> unknownUsersSecret(CatalogSession session) {
        return session.first(
                "SELECT secret FROM server_secrets WHERE name = ?", row -> row.getString(1), UNKNOWN_USERS);
    }

    static void storeUnknownUsersSecret(CatalogSession session, String secret, Instant now) {
        session.update(
                "INSERT INTO server_secrets (name, secret, created_at) VALUES (?, ?, ?)", UNKNOWN_USERS, secret, now);
    }

    private static Credentials credentials(ResultSet row) throws SQLException {
        return new Credentials(
                new WorkspaceId(row.getString("workspace_id")), row.getString("username"), row.getString("verifier"));
    }

    /**
     * A row.
     *
     * @param workspace what the password opens
     * @param username unique on the server
     * @param verifier as {@link Scram#text} writes it
     */
    record Credentials(WorkspaceId workspace, String username, String verifier) {}
}
