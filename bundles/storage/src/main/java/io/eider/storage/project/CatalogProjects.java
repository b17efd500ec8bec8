package io.eider.storage.project;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.NewProject;
import io.eider.api.storage.Page;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Project;
import io.eider.api.storage.ProjectChange;
import io.eider.api.storage.ProjectStats;
import io.eider.api.storage.Projects;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.DataLayout;
import io.eider.engine.Disk;
import io.eider.engine.TableLocks;
import io.eider.storage.catalog.Existing;
import io.eider.storage.catalog.Json;
import io.eider.storage.catalog.LinkRecords;
import io.eider.storage.catalog.Missing;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.TableRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Projects in the catalog, with their directories. */
public final class CatalogProjects implements Projects {
    private static final String SELECT = "SELECT p.id, p.name, p.status, p.settings, p.created_at, p.updated_at,"
            + " (SELECT count(*) FROM buckets b WHERE b.project_id = p.id) AS bucket_count,"
            + " (SELECT count(*) FROM tables t WHERE t.project_id = p.id) AS table_count,"
            + " (SELECT coalesce(sum(size_bytes), 0)::BIGINT FROM tables t WHERE t.project_id = p.id) AS size_bytes"
            + " FROM projects p";

    private final Catalog catalog;
    private final DataLayout layout;
    private final TableLocks locks;
    private final DroppedProjects dropped;
    private final Clock clock;

    public CatalogProjects(Catalog catalog, DataLayout layout, TableLocks locks, DroppedProjects dropped, Clock clock) {
        this.catalog = catalog;
        this.layout = layout;
        this.locks = locks;
        this.dropped = dropped;
        this.clock = clock;
    }

    @Override
    public Project create(NewProject request) {
        ProjectId id = request.id();
        dropped.finish(id);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        catalog.change(session -> {
            Existing.projectStatus(session, id).ifPresent(status -> {
                throw exists(id, status);
            });
            dropped.requireFinished(session, id);
            session.update(
                    "INSERT INTO projects (id, name, status, settings, created_at, updated_at) VALUES (?, ?, 'active', ?, ?, ?)",
                    id.value(),
                    request.name(),
                    request.settings().map(Json::write),
                    now,
                    now);
            makeDirectory(id);
        });
        return new Project(id, request.name(), now, now, "active", request.settings(), new ProjectStats(0, 0, 0));
    }

    @Override
    public Page<Project> list(Optional<String> status, PageRequest page) {
        String wanted = status.orElse(null);
        return catalog.read(session -> new Page<>(
                session.query(
                        SELECT
                                + " WHERE (?::VARCHAR IS NULL OR p.status = ?) ORDER BY p.created_at DESC, p.id LIMIT ? OFFSET ?",
                        CatalogProjects::read,
                        wanted,
                        wanted,
                        page.limit(),
                        page.offset()),
                session.first(
                                "SELECT count(*) FROM projects WHERE (?::VARCHAR IS NULL OR status = ?)",
                                row -> row.getLong(1),
                                wanted,
                                wanted)
                        .orElseThrow()));
    }

    @Override
    public Project get(ProjectId id) {
        return catalog.read(session -> session.first(SELECT + " WHERE p.id = ?", CatalogProjects::read, id.value()))
                .orElseThrow(() -> Missing.project(id));
    }

    @Override
    public Project update(ProjectId id, ProjectChange change) {
        catalog.change(session -> {
            Existing.requireProject(session, id);
            if (change.name().isPresent() || change.settings().isPresent()) {
                session.update(
                        "UPDATE projects SET name = coalesce(?, name), settings = coalesce(?, settings), updated_at = ?"
                                + " WHERE id = ?",
                        change.name(),
                        change.settings().map(Json::write),
                        clock.instant(),
                        id.value());
            }
        });
        return get(id);
    }

    @Override
    public void drop(ProjectId id) {
        List<TableId> tables = catalog.read(session -> {
            Existing.requireProject(session, id);
            return TableRecords.list(session, id).stream()
                    .map(StoredTable::place)
                    .toList();
        });
        try (TableLocks.Held held = locks.lockAll(tables)) {
            catalog.change(session -> {
                Existing.requireProject(session, id);
                session.update("DELETE FROM tables WHERE project_id = ?", id.value());
                session.update("DELETE FROM buckets WHERE project_id = ?", id.value());
                session.update("DELETE FROM branches WHERE project_id = ?", id.value());
                session.update("DELETE FROM dropped_files WHERE project_id = ?", id.value());
                LinkRecords.forgetProject(session, id);
                session.update("DELETE FROM projects WHERE id = ?", id.value());
                dropped.note(session, id);
            });
        }
        dropped.finish(id);
    }

    @Override
    public void requireBranch(ProjectId project, BranchId branch) {
        catalog.read(session -> {
            Existing.requireBranch(session, project, branch);
            return null;
        });
    }

    private void makeDirectory(ProjectId id) {
        try {
            Files.createDirectories(layout.project(id, BranchId.DEFAULT));
        } catch (IOException e) {
            throw Disk.failure(
                    e, ErrorCode.CREATE_FAILED, "Failed to create project " + id + ": its directory cannot be made");
        }
    }

    private static ApiException exists(ProjectId id, String status) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("project_id", id.value());
        details.put("status", status);
        return new ApiException(ErrorCode.PROJECT_EXISTS, "Project " + id + " already exists", details);
    }

    private static Project read(ResultSet row) throws SQLException {
        return new Project(
                new ProjectId(row.getString("id")),
                Optional.ofNullable(row.getString("name")),
                CatalogSession.instant(row, "created_at").orElseThrow(),
                CatalogSession.instant(row, "updated_at").orElseThrow(),
                row.getString("status"),
                Optional.ofNullable(row.getString("settings")).map(Json::object),
                new ProjectStats(row.getLong("size_bytes"), row.getInt("table_count"), row.getInt("bucket_count")));
    }
}
