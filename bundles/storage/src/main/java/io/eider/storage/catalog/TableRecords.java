package io.eider.storage.catalog;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import io.eider.engine.CatalogSession;
import io.eider.storage.catalog.StoredTable.Base;
import io.eider.storage.catalog.StoredTable.FileMark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The SQL on the catalog's {@code tables} and {@code dropped_files}: tables at their own places. What a branch or a link shows
 * is decided by {@link VisibleTables}. Each call runs in the session it is given.
 */
public final class TableRecords {
    private static final String SELECT =
            "SELECT project_id, branch_id, bucket, name, uid, version, columns, primary_key,"
                    + " row_count, size_bytes, file_modified_ns, broken, created_at, coalesce(file_uid, uid) AS file_uid,"
                    + " coalesce(file_version, version) AS file_version, base_uid, base_version, copied_at FROM tables";

    private TableRecords() {}

    /** The table that lies at this place. */
    public static Optional<StoredTable> find(CatalogSession session, TableId id) {
        return session.first(SELECT + " WHERE key = ?", TableRecords::read, id.toString());
    }

    /** The tables that lie in a bucket of a branch, by name. */
    public static List<StoredTable> list(CatalogSession session, BucketId bucket) {
        return session.query(
                SELECT + " WHERE project_id = ? AND branch_id = ? AND bucket = ? ORDER BY name",
                TableRecords::read,
                bucket.project().value(),
                bucket.branch().value(),
                bucket.name());
    }

    /** The tables that lie in a bucket, of all branches. */
    public static List<StoredTable> listOfAllBranches(CatalogSession session, BucketId bucket) {
        return session.query(
                SELECT + " WHERE project_id = ? AND bucket = ? ORDER BY key",
                TableRecords::read,
                bucket.project().value(),
                bucket.name());
    }

    /** The tables that lie in a branch. */
    public static List<StoredTable> list(CatalogSession session, ProjectId project, BranchId branch) {
        return session.query(
                SELECT + " WHERE project_id = ? AND branch_id = ? ORDER BY key",
                TableRecords::read,
                project.value(),
                branch.value());
    }

    /** All tables of a project, of all branches. */
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
                        + " size_bytes, file_modified_ns, broken, created_at, file_uid, file_version, base_uid, base_version,"
                        + " copied_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
                stored.file().modifiedNanos(),
                stored.broken(),
                table.createdAt(),
                stored.file().uid(),
                stored.file().version(),
                stored.base().map(Base::uid),
                stored.base().map(Base::version),
                stored.base().map(Base::copiedAt));
    }

    /** Replaces what is recorded of a version. Gives whether there was something. */
    public static boolean update(CatalogSession session, StoredTable stored) {
        Table table = stored.table();
        int rows = session.update(
                "UPDATE tables SET version = ?, columns = ?, primary_key = ?, row_count = ?, size_bytes = ?,"
                        + " file_modified_ns = ?, broken = ?, file_uid = ?, file_version = ? WHERE key = ?",
                table.version(),
                Json.columns(table.columns()),
                Json.write(table.primaryKey()),
                table.rowCount(),
                table.sizeBytes(),
                stored.file().modifiedNanos(),
                stored.broken(),
                stored.file().uid(),
                stored.file().version(),
                table.id().toString());
        return rows > 0;
    }

    public static void markBroken(CatalogSession session, TableId id) {
        session.update("UPDATE tables SET broken = true WHERE key = ?", id.toString());
    }

    /** Removes the row and notes that the file may go as long as it is still this one. */
    public static void drop(CatalogSession session, StoredTable stored) {
        TableId id = stored.place();
        session.update("DELETE FROM tables WHERE key = ?", id.toString());
        session.update(
                "INSERT INTO dropped_files (key, project_id, branch_id, bucket, name, file_uid) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (key) DO UPDATE SET file_uid = excluded.file_uid",
                id.toString(),
                id.project().value(),
                id.bucket().branch().value(),
                id.bucket().name(),
                id.name(),
                stored.file().uid());
    }

    /** Places whose row is gone and whose file may still be there. */
    public static List<Dropped> listDropped(CatalogSession session) {
        return session.query(
                "SELECT file_uid, project_id, branch_id, bucket, name FROM dropped_files",
                row -> new Dropped(row.getString("file_uid"), id(row)));
    }

    /** The file at this place is gone, or is another table's now. */
    public static void forgetDropped(CatalogSession session, TableId id) {
        session.update("DELETE FROM dropped_files WHERE key = ?", id.toString());
    }

    /** A place whose file may go if it still says this uid. */
    public record Dropped(String fileUid, TableId id) {}

    private static TableId id(ResultSet row) throws SQLException {
        BranchId branch = new BranchId(row.getString("branch_id"));
        BucketId bucket = new BucketId(new ProjectId(row.getString("project_id")), branch, row.getString("bucket"));
        return new TableId(bucket, row.getString("name"));
    }

    private static StoredTable read(ResultSet row) throws SQLException {
        TableId id = id(row);
        Table table = new Table(
                id,
                Json.columns(row.getString("columns")),
                Json.strings(row.getString("primary_key")),
                row.getLong("row_count"),
                row.getLong("size_bytes"),
                row.getLong("version"),
                CatalogSession.instant(row, "created_at").orElseThrow(),
                id.bucket().branch().isDefault() ? TableSource.MAIN : TableSource.BRANCH_ONLY);
        FileMark file =
                new FileMark(row.getString("file_uid"), row.getLong("file_version"), row.getLong("file_modified_ns"));
        String baseUid = row.getString("base_uid");
        Optional<Base> base = baseUid == null
                ? Optional.empty()
                : Optional.of(new Base(
                        baseUid,
                        row.getLong("base_version"),
                        CatalogSession.instant(row, "copied_at").orElseThrow()));
        return new StoredTable(table, id, row.getString("uid"), file, base, row.getBoolean("broken"));
    }
}
