package io.eider.storage.catalog;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import io.eider.engine.CatalogSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The SQL on the catalog's {@code tables} and {@code dropped_tables}; each call runs in the session it is given. */
public final class TableRecords {
    private static final String SELECT =
            "SELECT project_id, branch_id, bucket, name, uid, version, columns, primary_key,"
                    + " row_count, size_bytes, file_modified_ns, broken, created_at FROM tables";

    private TableRecords() {}

    public static Optional<StoredTable> find(CatalogSession session, TableId id) {
        return session.first(SELECT + " WHERE key = ?", TableRecords::read, id.toString());
    }

    public static List<StoredTable> list(CatalogSession session, BucketId bucket) {
        return session.query(
                SELECT + " WHERE project_id = ? AND branch_id = ? AND bucket = ? ORDER BY name",
                TableRecords::read,
                bucket.project().value(),
                bucket.branch().value(),
                bucket.name());
    }

    public static List<StoredTable> list(CatalogSession session, ProjectId project) {
        return session.query(SELECT + " WHERE project_id = ? ORDER BY key", TableRecords::read, project.value());
    }

    public static List<StoredTable> listAll(CatalogSession session) {
        return session.query(SELECT + " ORDER BY key", TableRecords::read);
    }

    public static List<TableId> listBroken(CatalogSession session) {
        return session.query(
                SELECT + " WHERE broken ORDER BY key", row -> read(row).table().id());
    }

    public static void insert(CatalogSession session, StoredTable stored) {
        Table table = stored.table();
        session.update(
                "INSERT INTO tables (key, project_id, branch_id, bucket, name, uid, version, columns, primary_key, row_count,"
                        + " size_bytes, file_modified_ns, broken, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                table.id().toString(),
                table.id().project().value(),
                table.id().bucket().branch().value(),
                table.id().bucket().name(),
                table.id().name(),
                stored.uid(),
                table.version(),
                Json.columns(table.columns()),
                Json.write(table.primaryKey()),
                table.rowCount(),
                table.sizeBytes(),
                stored.fileModifiedNanos(),
                stored.broken(),
                table.createdAt());
    }

    /** Replaces what is recorded of a version. */
    public static void update(CatalogSession session, StoredTable stored) {
        Table table = stored.table();
        session.update(
                "UPDATE tables SET version = ?, columns = ?, primary_key = ?, row_count = ?, size_bytes = ?,"
                        + " file_modified_ns = ?, broken = ? WHERE key = ?",
                table.version(),
                Json.columns(table.columns()),
                Json.write(table.primaryKey()),
                table.rowCount(),
                table.sizeBytes(),
                stored.fileModifiedNanos(),
                stored.broken(),
                table.id().toString());
    }

    public static void markBroken(CatalogSession session, TableId id) {
        session.update("UPDATE tables SET broken = true WHERE key = ?", id.toString());
    }

    /** Removes the row and notes that the file of this uid may go. */
    public static void drop(CatalogSession session, StoredTable stored) {
        TableId id = stored.table().id();
        session.update("DELETE FROM tables WHERE key = ?", id.toString());
        session.update(
                "INSERT INTO dropped_tables (uid, project_id, branch_id, bucket, name) VALUES (?, ?, ?, ?, ?)",
                stored.uid(),
                id.project().value(),
                id.bucket().branch().value(),
                id.bucket().name(),
                id.name());
    }

    /** Tables whose row is gone and whose file may still be there. */
    public static List<Dropped> listDropped(CatalogSession session) {
        return session.query(
                "SELECT uid, project_id, branch_id, bucket, name FROM dropped_tables",
                row -> new Dropped(row.getString("uid"), id(row)));
    }

    public static void forgetDropped(CatalogSession session, String uid) {
        session.update("DELETE FROM dropped_tables WHERE uid = ?", uid);
    }

    /** A table whose file may go if it still has this uid. */
    public record Dropped(String uid, TableId id) {}

    private static TableId id(ResultSet row) throws SQLException {
        BranchId branch = new BranchId(row.getString("branch_id"));
        BucketId bucket = new BucketId(new ProjectId(row.getString("project_id")), branch, row.getString("bucket"));
        return new TableId(bucket, row.getString("name"));
    }

    private static StoredTable read(ResultSet row) throws SQLException {
        Table table = new Table(
                id(row),
                Json.columns(row.getString("columns")),
                Json.strings(row.getString("primary_key")),
                row.getLong("row_count"),
                row.getLong("size_bytes"),
                row.getLong("version"),
                CatalogSession.instant(row, "created_at").orElseThrow(),
                TableSource.MAIN);
        return new StoredTable(table, row.getString("uid"), row.getLong("file_modified_ns"), row.getBoolean("broken"));
    }
}
