package io.eider.storage.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.SnapshotId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Page;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Snapshot;
import io.eider.api.storage.SnapshotFilter;
import io.eider.engine.CatalogSession;
import io.eider.storage.catalog.Json;
import io.eider.storage.catalog.StoredTable.FileMark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The SQL on the catalog's {@code snapshots}; the same facts stand in {@code metadata.json} beside the file. */
final class SnapshotRecords {
    static final List<String> STEPS = List.of(
            """
            CREATE TABLE snapshots (
                key VARCHAR PRIMARY KEY,
                id VARCHAR NOT NULL,
                project_id VARCHAR NOT NULL,
                branch_id VARCHAR NOT NULL,
                bucket VARCHAR NOT NULL,
                name VARCHAR NOT NULL,
                type VARCHAR NOT NULL,
                row_count BIGINT NOT NULL,
                size_bytes BIGINT NOT NULL,
                columns VARCHAR NOT NULL,
                primary_key VARCHAR NOT NULL,
                file_uid VARCHAR NOT NULL,
                file_version BIGINT NOT NULL,
                file_modified_ns BIGINT NOT NULL,
                description VARCHAR,
                created_at TIMESTAMPTZ NOT NULL,
                expires_at TIMESTAMPTZ);
            CREATE TABLE snapshot_settings (
                key VARCHAR PRIMARY KEY,
                project_id VARCHAR NOT NULL,
                policy VARCHAR NOT NULL,
                updated_at TIMESTAMPTZ NOT NULL);
            """);

    private static final String COLUMNS =
            "id, project_id, branch_id, bucket, name, type, row_count, size_bytes, columns,"
                    + " primary_key, file_uid, file_version, file_modified_ns, description, created_at, expires_at";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM snapshots";
    private static final String MATCHING =
            " WHERE project_id = ? AND branch_id = ? AND (?::VARCHAR IS NULL OR bucket = ?)"
                    + " AND (?::VARCHAR IS NULL OR name = ?)"
                    + " AND (?::VARCHAR IS NULL OR type = ? OR (? = 'auto' AND starts_with(type, 'auto_')))";

    private SnapshotRecords() {}

    /**
     * A snapshot and what its file says of itself.
     *
     * @param snapshot what clients see
     * @param file the mark of the linked file
     */
    record SnapshotRow(Snapshot snapshot, FileMark file) {}

    static Optional<SnapshotRow> find(CatalogSession session, ProjectId project, SnapshotId id) {
        return session.first(SELECT + " WHERE key = ?", SnapshotRecords::read, key(project, id));
    }

    static Page<Snapshot> list(
            CatalogSession session, ProjectId project, BranchId branch, SnapshotFilter filter, PageRequest page) {
        String bucket = filter.bucket().orElse(null);
        String table = filter.table().orElse(null);
        String type = filter.type().orElse(null);
        List<Snapshot> items = session.query(
                SELECT + MATCHING + " ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?",
                row -> read(row).snapshot(),
                project.value(),
                branch.value(),
                bucket,
                bucket,
                table,
                table,
                type,
                type,
                type,
                page.limit(),
                page.offset());
        long total = session.first(
                        "SELECT count(*) FROM snapshots" + MATCHING,
                        row -> row.getLong(1),
                        project.value(),
                        branch.value(),
                        bucket,
                        bucket,
                        table,
                        table,
                        type,
                        type,
                        type)
                .orElse(0L);
        return new Page<>(items, total);
    }

    static List<SnapshotRow> listOf(CatalogSession session, ProjectId project, BranchId branch) {
        return session.query(
                SELECT + " WHERE project_id = ? AND branch_id = ?",
                SnapshotRecords::read,
                project.value(),
                branch.value());
    }

    static List<SnapshotRow> expired(CatalogSession session, Instant now, int limit) {
        return session.query(
                SELECT + " WHERE expires_at < ? ORDER BY expires_at LIMIT ?", SnapshotRecords::read, now, limit);
    }

    static void insert(CatalogSession session, SnapshotRow row) {
        Snapshot snapshot = row.snapshot;
        TableId table = snapshot.table();
        session.update(
                "INSERT INTO snapshots (key, " + COLUMNS
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                key(table.project(), snapshot.id()),
                snapshot.id().value(),
                table.project().value(),
                table.bucket().branch().value(),
                table.bucket().name(),
                table.name(),
                snapshot.type(),
                snapshot.rowCount(),
                snapshot.sizeBytes(),
                Json.columns(snapshot.columns()),
                Json.write(snapshot.primaryKey()),
                row.file.uid(),
                row.file.version(),
                row.file.modifiedNanos(),
                snapshot.description(),
                snapshot.createdAt(),
                snapshot.expiresAt());
    }

    static void delete(CatalogSession session, ProjectId project, SnapshotId id) {
        session.update("DELETE FROM snapshots WHERE key = ?", key(project, id));
    }

    static void deleteAll(CatalogSession session, ProjectId project) {
        session.update("DELETE FROM snapshots WHERE project_id = ?", project.value());
        session.update("DELETE FROM snapshot_settings WHERE project_id = ?", project.value());
    }

    /** What {@code metadata.json} holds. */
    static String toJson(SnapshotRow row) {
        Snapshot snapshot = row.snapshot;
        TableId table = snapshot.table();
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("id", snapshot.id().value());
        json.put("project_id", table.project().value());
        json.put("branch_id", table.bucket().branch().value());
        json.put("bucket", table.bucket().name());
        json.put("name", table.name());
        json.put("type", snapshot.type());
        json.put("row_count", snapshot.rowCount());
        json.put("size_bytes", snapshot.sizeBytes());
        json.set("columns", Json.tree(Json.columns(snapshot.columns())));
        json.set("primary_key", Json.MAPPER.valueToTree(snapshot.primaryKey()));
        json.put("file_uid", row.file.uid());
        json.put("file_version", row.file.version());
        json.put("file_modified_ns", row.file.modifiedNanos());
        json.put("description", snapshot.description().orElse(null));
        json.put("created_at", snapshot.createdAt().toString());
        json.put("expires_at", snapshot.expiresAt().map(Instant::toString).orElse(null));
        return json.toString();
    }

    /**
     * The other way.
     *
     * @throws RuntimeException of whatever kind if the text is not one of {@link #toJson}
     */
    static SnapshotRow parse(String text) {
        JsonNode json = Json.tree(text);
        BucketId bucket = new BucketId(
                new ProjectId(json.path("project_id").asText()),
                new BranchId(json.path("branch_id").asText()),
                json.path("bucket").asText());
        Snapshot snapshot = new Snapshot(
                new SnapshotId(json.path("id").asText()),
                new TableId(bucket, json.path("name").asText()),
                json.path("type").asText(),
                json.path("row_count").asLong(),
                json.path("size_bytes").asLong(),
                Instant.parse(json.path("created_at").asText()),
                text(json, "expires_at").map(Instant::parse),
                text(json, "description"),
                Json.columns(json.path("columns").toString()),
                Json.strings(json.path("primary_key")));
        FileMark mark = new FileMark(
                json.path("file_uid").asText(),
                json.path("file_version").asLong(),
                json.path("file_modified_ns").asLong());
        return new SnapshotRow(snapshot, mark);
    }

    private static Optional<String> text(JsonNode json, String name) {
        return json.path(name).isTextual() ? Optional.of(json.path(name).asText()) : Optional.empty();
    }

    private static String key(ProjectId project, SnapshotId id) {
        return project + "/" + id;
    }

    private static SnapshotRow read(ResultSet row) throws SQLException {
        BucketId bucket = new BucketId(
                new ProjectId(row.getString("project_id")),
                new BranchId(row.getString("branch_id")),
                row.getString("bucket"));
        Snapshot snapshot = new Snapshot(
                new SnapshotId(row.getString("id")),
                new TableId(bucket, row.getString("name")),
                row.getString("type"),
                row.getLong("row_count"),
                row.getLong("size_bytes"),
                CatalogSession.instant(row, "created_at").orElseThrow(),
                CatalogSession.instant(row, "expires_at"),
                Optional.ofNullable(row.getString("description")),
                Json.columns(row.getString("columns")),
                Json.strings(row.getString("primary_key")));
        FileMark mark =
                new FileMark(row.getString("file_uid"), row.getLong("file_version"), row.getLong("file_modified_ns"));
        return new SnapshotRow(snapshot, mark);
    }
}
