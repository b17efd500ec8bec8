package io.eider.ontology.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.api.id.TableId;
import io.eider.api.ontology.ChangeClass;
import io.eider.api.ontology.Migration;
import io.eider.api.ontology.Migration.Status;
import io.eider.api.ontology.SchemaChange;
import io.eider.api.ontology.SchemaChange.Planned;
import io.eider.engine.CatalogSession;
import io.eider.ontology.schema.CanonicalJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Plans and what became of them. Every method belongs to the transaction of its session. */
public final class MigrationRecords {
    private static final int MOST = 1_000;

    private static final String COLUMNS =
            "id, project_id, bucket, name, schema_id, version, table_version, status, class,"
                    + " changes, actor, created_at, finished_at, approved_by, snapshot_id, applied_version, error";

    private static final String SELECT = "SELECT " + COLUMNS + " FROM ontology_migrations";

    private MigrationRecords() {}

    /** A number that no other migration has or had. */
    public static long nextId(CatalogSession session) {
        return session.query("SELECT nextval('ontology_migration_id')", row -> row.getLong(1))
                .get(0);
    }

    /** Adds a plan. */
    public static void insert(CatalogSession session, Migration migration) {
        TableId table = migration.table();
        session.update(
                "INSERT INTO ontology_migrations (id, key, project_id, bucket, name, schema_id, version, table_version,"
                        + " status, class, changes, actor, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                migration.id(),
                table.toString(),
                table.project().value(),
                table.bucket().name(),
                table.name(),
                migration.schemaId(),
                migration.version(),
                migration.tableVersion(),
                migration.status().name(),
                migration.changeClass().name(),
                CanonicalJson.write(
                        migration.changes().stream().map(MigrationRecords::json).toList()),
                migration.actor(),
                migration.createdAt());
    }

    /** A plan. */
    public static Optional<Migration> find(CatalogSession session, long id) {
        return session.first(SELECT + " WHERE id = ?", MigrationRecords::row, id);
    }

    /** The plans of a table, the newest first, at most 1,000. */
    public static List<Migration> list(CatalogSession session, TableId table) {
        return session.query(
                SELECT + " WHERE key = ? ORDER BY id DESC LIMIT " + MOST, MigrationRecords::row, table.toString());
    }

    /** All of a status, the oldest first. */
    public static List<Migration> list(CatalogSession session, Status status) {
        return session.query(SELECT + " WHERE status = ? ORDER BY id", MigrationRecords::row, status.name());
    }

    /** Those whose rollback was under way, the oldest first. */
    public static List<Migration> goingBack(CatalogSession session) {
        return session.query(SELECT + " WHERE going_back AND status = 'APPLIED' ORDER BY id", MigrationRecords::row);
    }

    /** The number of a migration of a table that is being applied or rolled back. */
    public static Optional<Long> underWay(CatalogSession session, TableId table) {
        return session.first(
                "SELECT id FROM ontology_migrations WHERE key = ? AND (status = 'APPLYING' OR going_back AND status = 'APPLIED')"
                        + " ORDER BY id LIMIT 1",
                row -> row.getLong(1),
                table.toString());
    }

    /** Notes that a rollback is under way, or is not any more. */
    public static void goesBack(CatalogSession session, long id, boolean isUnderWay) {
        session.update("UPDATE ontology_migrations SET going_back = ? WHERE id = ?", isUnderWay, id);
    }

    /** Moves a plan on, if it is in the state that it is moved from. Gives whether it was. */
    public static boolean move(CatalogSession session, long id, Status from, Status to) {
        return session.update(
                        "UPDATE ontology_migrations SET status = ? WHERE id = ? AND status = ?",
                        to.name(),
                        id,
                        from.name())
                > 0;
    }

    /** Notes who approved a plan. */
    public static void approved(CatalogSession session, long id, String actor) {
        session.update("UPDATE ontology_migrations SET approved_by = ? WHERE id = ?", actor, id);
    }

    /** Notes the snapshot that was taken before. */
    public static void secured(CatalogSession session, long id, Optional<String> snapshot) {
        session.update("UPDATE ontology_migrations SET snapshot_id = ? WHERE id = ?", snapshot, id);
    }

    /** Notes the end. */
    public static void finished(
            CatalogSession session, long id, Instant when, OptionalLong tableVersion, Optional<String> error) {
        session.update(
                "UPDATE ontology_migrations SET finished_at = ?, applied_version = coalesce(?, applied_version), error = ?"
                        + " WHERE id = ?",
                when,
                tableVersion.isPresent() ? tableVersion.getAsLong() : null,
                error,
                id);
    }

    /** Deletes the plans of a table that is gone, or those that are older than the one there is. */
    public static void delete(CatalogSession session, TableId table, Optional<Instant> olderThan) {
        session.update(
                "DELETE FROM ontology_migrations WHERE key = ? AND created_at < coalesce(?, 'infinity'::TIMESTAMPTZ)",
                table.toString(),
                olderThan);
    }

    private static Map<String, Object> json(Planned planned) {
        Map<String, Object> json = new TreeMap<>();
        json.put("kind", planned.change().kind().name());
        json.put("field", planned.change().field());
        json.put("text", planned.change().text());
        json.put("class", planned.change().changeClass().name());
        json.put("sql", planned.sql());
        json.put("failing_rows", planned.failingRows());
        json.put("problem", planned.problem());
        return json;
    }

    private static Planned planned(JsonNode json) {
        List<String> sql = new ArrayList<>();
        json.path("sql").forEach(text -> sql.add(text.asText()));
        SchemaChange change = new SchemaChange(
                SchemaChange.Kind.valueOf(json.path("kind").asText()),
                json.path("field").asText(),
                json.path("text").asText(),
                ChangeClass.valueOf(json.path("class").asText()));
        return new Planned(
                change,
                sql,
                json.path("failing_rows").asLong(),
                json.path("problem").asText());
    }

    private static Migration row(ResultSet row) throws SQLException {
        List<Planned> changes = new ArrayList<>();
        CanonicalJson.tree(row.getString("changes")).forEach(node -> changes.add(planned(node)));
        long applied = row.getLong("applied_version");
        OptionalLong appliedVersion = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(applied);
        return new Migration(
                row.getLong("id"),
                BindingRecords.table(row),
                row.getString("schema_id"),
                row.getInt("version"),
                row.getLong("table_version"),
                Status.valueOf(row.getString("status")),
                ChangeClass.valueOf(row.getString("class")),
                changes,
                row.getString("actor"),
                CatalogSession.instant(row, "created_at").orElse(Instant.EPOCH),
                CatalogSession.instant(row, "finished_at"),
                Optional.ofNullable(row.getString("approved_by")),
                Optional.ofNullable(row.getString("snapshot_id")),
                appliedVersion,
                Optional.ofNullable(row.getString("error")));
    }
}
