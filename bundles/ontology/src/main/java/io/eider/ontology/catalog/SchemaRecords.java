package io.eider.ontology.catalog;

import io.eider.api.ontology.SchemaVersion;
import io.eider.engine.CatalogSession;
import io.eider.ontology.schema.CanonicalJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Versions of schemas. Rows are never changed. Every method belongs to the transaction of its session. */
public final class SchemaRecords {
    private static final String SELECT =
            "SELECT schema_id, version, sha256, canonical, kind, source, etag, created_at FROM ontology_schemas";

    private SchemaRecords() {}

    /** Adds a version. */
    public static void insert(CatalogSession session, SchemaVersion version) {
        session.update(
                "INSERT INTO ontology_schemas (schema_id, version, sha256, canonical, kind, source, etag, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                version.schemaId(),
                version.version(),
                version.sha256(),
                CanonicalJson.of(version.schema()),
                version.kind(),
                version.source(),
                version.etag(),
                version.createdAt());
    }

    /** A version, or the newest. */
    public static Optional<SchemaVersion> find(CatalogSession session, String schemaId, OptionalInt version) {
        if (version.isEmpty()) {
            return session.first(
                    SELECT + " WHERE schema_id = ? ORDER BY version DESC LIMIT 1", SchemaRecords::row, schemaId);
        }
        return session.first(
                SELECT + " WHERE schema_id = ? AND version = ?", SchemaRecords::row, schemaId, version.getAsInt());
    }

    /** All versions of a schema, the newest first. */
    public static List<SchemaVersion> list(CatalogSession session, String schemaId) {
        return session.query(SELECT + " WHERE schema_id = ? ORDER BY version DESC", SchemaRecords::row, schemaId);
    }

    /** The newest version of each schema, by id. */
    public static List<SchemaVersion> newest(CatalogSession session) {
        return session.query(
                SELECT + " s WHERE version = (SELECT max(version) FROM ontology_schemas WHERE schema_id = s.schema_id)"
                        + " ORDER BY schema_id",
                SchemaRecords::row);
    }

    private static SchemaVersion row(ResultSet row) throws SQLException {
        return new SchemaVersion(
                row.getString("schema_id"),
                row.getInt("version"),
                row.getString("sha256"),
                CanonicalJson.parse(row.getString("canonical")),
                row.getString("kind"),
                row.getString("source"),
                Optional.ofNullable(row.getString("etag")),
                CatalogSession.instant(row, "created_at").orElse(Instant.EPOCH));
    }
}
