package io.eider.workspace.catalog;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.workspace.TablePermission;
import io.eider.engine.CatalogSession;
import io.eider.workspace.table.Grants;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements on the tables of this bundle. Every method belongs to the transaction of its session. */
public final class WorkspaceRecords {
    /** Steps of the domain {@code workspace}. */
    public static final List<String> MIGRATIONS = List.of(
            """
            CREATE TABLE workspaces (
                id VARCHAR PRIMARY KEY,
                project_id VARCHAR NOT NULL,
                project_created_at TIMESTAMPTZ NOT NULL,
                branch_id VARCHAR NOT NULL,
                name VARCHAR NOT NULL,
                username VARCHAR NOT NULL,
                created_at TIMESTAMPTZ NOT NULL,
                expires_at TIMESTAMPTZ,
                size_limit_bytes BIGINT NOT NULL);
            CREATE TABLE dropped_workspaces (
                id VARCHAR PRIMARY KEY,
                project_id VARCHAR NOT NULL,
                branch_id VARCHAR NOT NULL)
            """,
            """
            CREATE TABLE workspace_grants (
                workspace_id VARCHAR NOT NULL,
                place INTEGER NOT NULL,
                bucket VARCHAR NOT NULL,
                table_name VARCHAR NOT NULL,
                permission VARCHAR NOT NULL)
            """);

    private static final String SELECT =
            "SELECT workspaces.*, (SELECT list(bucket || ' ' || table_name || ' ' || permission ORDER BY place)"
                    + " FROM workspace_grants g WHERE g.workspace_id = workspaces.id) AS grants FROM workspaces";

    private WorkspaceRecords() {}

    /** Adds a row. */
    public static void insert(CatalogSession session, WorkspaceRow row) {
        session.update(
                "INSERT INTO workspaces (id, project_id, project_created_at, branch_id, name, username, created_at, expires_at,"
                        + " size_limit_bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row.id().value(),
                row.project().value(),
                row.projectCreatedAt(),
                row.branch().value(),
                row.name(),
                row.username(),
                row.createdAt(),
                row.expiresAt(),
                row.sizeLimitBytes());
        int place = 0;
        for (Grants.Granted grant : row.grants().listed()) {
            session.update(
                    "INSERT INTO workspace_grants (workspace_id, place, bucket, table_name, permission)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    row.id().value(),
                    place++,
                    grant.bucket(),
                    grant.table(),
                    grant.permission().name());
        }
    }

    /** The row of an id. */
    public static Optional<WorkspaceRow> find(CatalogSession session, WorkspaceId id) {
        return session.first(SELECT + " WHERE id = ?", WorkspaceRecords::row, id.value());
    }

    /** All rows of a project, newest first. */
    public static List<WorkspaceRow> list(CatalogSession session, ProjectId project) {
        return session.query(
                SELECT + " WHERE project_id = ? ORDER BY created_at DESC, id", WorkspaceRecords::row, project.value());
    }

    /** All rows. */
    public static List<WorkspaceRow> list(CatalogSession session) {
        return session.query(SELECT + " ORDER BY created_at, id", WorkspaceRecords::row);
    }

    /** How many there are. */
    public static long count(CatalogSession session) {
        return session.query("SELECT count(*) FROM workspaces", row -> row.getLong(1))
                .get(0);
    }

    /** Removes a row and notes that its file may go. */
    public static void drop(CatalogSession session, WorkspaceRow row) {
        session.update("DELETE FROM workspaces WHERE id = ?", row.id().value());
        session.update(
                "DELETE FROM workspace_grants WHERE workspace_id = ?", row.id().value());
        session.update(
                "INSERT INTO dropped_workspaces (id, project_id, branch_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                row.id().value(),
                row.project().value(),
                row.branch().value());
    }

    /** A workspace whose file may go. */
    public record Dropped(WorkspaceId id, ProjectId project, BranchId branch) {}

    /** Those whose files may still be there. */
    public static List<Dropped> dropped(CatalogSession session) {
        return session.query(
                "SELECT id, project_id, branch_id FROM dropped_workspaces",
                row -> new Dropped(
                        new WorkspaceId(row.getString(1)),
                        new ProjectId(row.getString(2)),
                        new BranchId(row.getString(3))));
    }

    /** The file is gone. */
    public static void forget(CatalogSession session, WorkspaceId id) {
        session.update("DELETE FROM dropped_workspaces WHERE id = ?", id.value());
    }

    private static WorkspaceRow row(ResultSet row) throws SQLException {
        return new WorkspaceRow(
                new WorkspaceId(row.getString("id")),
                new ProjectId(row.getString("project_id")),
                CatalogSession.instant(row, "project_created_at").orElse(Instant.EPOCH),
                new BranchId(row.getString("branch_id")),
                row.getString("name"),
                row.getString("username"),
                CatalogSession.instant(row, "created_at").orElse(Instant.EPOCH),
                CatalogSession.instant(row, "expires_at"),
                row.getLong("size_limit_bytes"),
                grants(row));
    }

    private static Grants grants(ResultSet row) throws SQLException {
        Array written = row.getArray("grants");
        if (written == null) {
            return Grants.NONE;
        }
        List<Grants.Granted> grants = new ArrayList<>();
        for (Object text : (Object[]) written.getArray()) {
            String[] parts = ((String) text).split(" "); // names have no blanks
            grants.add(new Grants.Granted(parts[0], parts[1], TablePermission.valueOf(parts[2])));
        }
        return new Grants(grants);
    }
}
