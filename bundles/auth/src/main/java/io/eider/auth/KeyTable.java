package io.eider.auth;

import io.eider.api.auth.ApiKey;
import io.eider.api.auth.Caller;
import io.eider.api.auth.Scope;
import io.eider.api.id.BranchId;
import io.eider.api.id.KeyId;
import io.eider.api.id.ProjectId;
import io.eider.engine.CatalogSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The statements on the tables of keys. Every method belongs to the transaction of its session. */
final class KeyTable {
    static final String CREATE =
            """
            CREATE TABLE api_keys (
                id VARCHAR PRIMARY KEY,
                project_id VARCHAR NOT NULL,
                branch_id VARCHAR,
                key_hash VARCHAR NOT NULL UNIQUE,
                key_prefix VARCHAR NOT NULL,
                scope VARCHAR NOT NULL,
                description VARCHAR,
                created_at TIMESTAMPTZ NOT NULL,
                last_used_at TIMESTAMPTZ,
                expires_at TIMESTAMPTZ,
                revoked_at TIMESTAMPTZ);
            CREATE TABLE server_keys (
                name VARCHAR PRIMARY KEY,
                key_hash VARCHAR NOT NULL,
                created_at TIMESTAMPTZ NOT NULL)
            """;

    private static final String ADMIN = "admin";

    private KeyTable() {}

    static Optional<String> adminHash(CatalogSession session) {
        return session.first("SELECT key_hash FROM server_keys WHERE name = ?", row -> row.getString(1), ADMIN);
    }

    static void storeAdminHash(CatalogSession session, String hash, Instant now) {
        session.update("INSERT INTO server_keys (name, key_hash, created_at) VALUES (?, ?, ?)", ADMIN, hash, now);
    }

    static boolean exists(CatalogSession session, String id) {
        return session.first("SELECT 1 FROM api_keys WHERE id = ?", row -> row.getInt(1), id)
                .isPresent();
    }

    static void insert(CatalogSession session, ApiKey key, String hash) {
        session.update(
                "INSERT INTO api_keys (id, project_id, branch_id, key_hash, key_prefix, scope, description, created_at,"
                        + " expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                key.id().value(),
                key.project().value(),
                key.branch().map(BranchId::value),
                hash,
                key.prefix(),
                key.scope().wireName(),
                key.description(),
                key.createdAt(),
                key.expiresAt());
    }

    static Optional<ApiKey> find(CatalogSession session, ProjectId project, KeyId id) {
        return session.first(
                "SELECT * FROM api_keys WHERE id = ? AND project_id = ?", KeyTable::key, id.value(), project.value());
    }

    static List<ApiKey> listUnrevoked(CatalogSession session, ProjectId project) {
        return session.query(
                "SELECT * FROM api_keys WHERE project_id = ? AND revoked_at IS NULL ORDER BY created_at DESC, rowid DESC",
                KeyTable::key,
                project.value());
    }

    /** The holder of a key that is not revoked; expired or not. */
    static Optional<Holder> holder(CatalogSession session, String hash) {
        return session.first(
                "SELECT * FROM api_keys WHERE key_hash = ? AND revoked_at IS NULL",
                row -> {
                    ApiKey key = key(row);
                    return new Holder(
                            new Caller.ProjectKey(key.id(), key.project(), key.scope(), key.branch()),
                            key.expiresAt().orElse(Instant.MAX));
                },
                hash);
    }

    static long countActiveAdmins(CatalogSession session, ProjectId project, Instant now) {
        return session.first(
                        "SELECT count(*) FROM api_keys WHERE project_id = ? AND scope = ? AND revoked_at IS NULL"
                                + " AND (expires_at IS NULL OR expires_at > ?)",
                        row -> row.getLong(1),
                        project.value(),
                        Scope.PROJECT_ADMIN.wireName(),
                        now)
                .orElse(0L);
    }

    /** Returns the hash of the key. */
    static String revoke(CatalogSession session, KeyId id, Instant now) {
        session.update("UPDATE api_keys SET revoked_at = ? WHERE id = ?", now, id.value());
        return session.first("SELECT key_hash FROM api_keys WHERE id = ?", row -> row.getString(1), id.value())
                .orElseThrow();
    }

    /** Returns the hashes of the keys that are gone. */
    static List<String> deleteAll(CatalogSession session, ProjectId project, BranchId branch) {
        List<String> hashes = session.query(
                "SELECT key_hash FROM api_keys WHERE project_id = ? AND branch_id = ?",
                row -> row.getString(1),
                project.value(),
                branch.value());
        session.update("DELETE FROM api_keys WHERE project_id = ? AND branch_id = ?", project.value(), branch.value());
        return hashes;
    }

    static List<String> deleteAll(CatalogSession session, ProjectId project) {
        List<String> hashes = session.query(
                "SELECT key_hash FROM api_keys WHERE project_id = ?", row -> row.getString(1), project.value());
        session.update("DELETE FROM api_keys WHERE project_id = ?", project.value());
        return hashes;
    }

    /** One statement for all: ids and instants hold no comma. */
    static void storeLastUse(CatalogSession session, Map<KeyId, Instant> uses) {
        if (uses.isEmpty()) {
            return;
        }
        List<Map.Entry<KeyId, Instant>> entries = List.copyOf(uses.entrySet());
        session.update(
                "UPDATE api_keys SET last_used_at = used.at FROM (SELECT unnest(string_split(?, ',')) AS id,"
                        + " unnest(string_split(?, ','))::TIMESTAMPTZ AS at) used WHERE api_keys.id = used.id",
                entries.stream().map(entry -> entry.getKey().value()).collect(Collectors.joining(",")),
                entries.stream().map(entry -> entry.getValue().toString()).collect(Collectors.joining(",")));
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                new KeyId(row.getString("id")),
                new ProjectId(row.getString("project_id")),
                Optional.ofNullable(row.getString("branch_id")).map(BranchId::new),
                row.getString("key_prefix"),
                Scope.valueOf(row.getString("scope").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("description")),
                CatalogSession.instant(row, "created_at").orElseThrow(),
                CatalogSession.instant(row, "last_used_at"),
                CatalogSession.instant(row, "expires_at"),
                CatalogSession.instant(row, "revoked_at"));
    }

    /**
     * Who holds a key.
     *
     * @param caller as others see the holder
     * @param expiresAt when that ends; {@link Instant#MAX} for never
     */
    record Holder(Caller.ProjectKey caller, Instant expiresAt) {}
}
