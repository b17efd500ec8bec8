package io.eider.storage.catalog;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.engine.CatalogSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The SQL on the catalog's {@code branches}. */
public final class BranchRecords {
    private static final String SELECT = "SELECT project_id, id, name, description, created_at FROM branches";

    private BranchRecords() {}

    /**
     * A dev branch as the catalog keeps it.
     *
     * @param project the owner
     * @param id names it
     * @param name for people
     * @param description the owner's words
     * @param createdAt when it was made
     */
    public record BranchRow(
            ProjectId project, BranchId id, String name, Optional<String> description, Instant createdAt) {}

    public static Optional<BranchRow> find(CatalogSession session, ProjectId project, BranchId branch) {
        return session.first(SELECT + " WHERE key = ?", BranchRecords::read, key(project, branch));
    }

    public static boolean isNameTaken(CatalogSession session, ProjectId project, String name) {
        return session.first(
                        "SELECT id FROM branches WHERE project_id = ? AND name = ?",
                        row -> row.getString(1),
                        project.value(),
                        name)
                .isPresent();
    }

    /** Newest first. */
    public static List<BranchRow> list(CatalogSession session, ProjectId project) {
        return session.query(
                SELECT + " WHERE project_id = ? ORDER BY created_at DESC, id", BranchRecords::read, project.value());
    }

    public static void insert(CatalogSession session, BranchRow row) {
        session.update(
                "INSERT INTO branches (key, project_id, id, name, description, created_at) VALUES (?, ?, ?, ?, ?, ?)",
                key(row.project, row.id),
                row.project.value(),
                row.id.value(),
                row.name,
                row.description,
                row.createdAt);
    }

    public static void delete(CatalogSession session, ProjectId project, BranchId branch) {
        session.update("DELETE FROM branches WHERE key = ?", key(project, branch));
    }

    /** {@code project/branch}. */
    public static String key(ProjectId project, BranchId branch) {
        return project + "/" + branch;
    }

    private static BranchRow read(ResultSet row) throws SQLException {
        return new BranchRow(
                new ProjectId(row.getString("project_id")),
                new BranchId(row.getString("id")),
                row.getString("name"),
                Optional.ofNullable(row.getString("description")),
                CatalogSession.instant(row, "created_at").orElseThrow());
    }
}
