package io.eider.workspace;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.ProjectId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.storage.Project;
import io.eider.api.storage.Storage;
import io.eider.api.swap.Swappable;
import io.eider.engine.Catalog;
import io.eider.engine.RecentRows;
import io.eider.workspace.catalog.WorkspaceRecords;
import io.eider.workspace.catalog.WorkspaceRow;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which workspaces there are. Every login and every statement over HTTP asks, so answers are remembered. Thread-safe. */
final class KnownWorkspaces {
    private final Catalog catalog;
    private final Swappable<Storage> storage;
    private final Clock clock;
    private final RecentRows<ProjectId, Project> projects; // their figures, which are not needed here, are dear
    private final RecentRows<WorkspaceId, WorkspaceRow> rows;

    KnownWorkspaces(Catalog catalog, Swappable<Storage> storage, Clock clock) {
        this.catalog = catalog;
        this.storage = storage;
        this.clock = clock;
        this.projects = new RecentRows<>(catalog);
        this.rows = new RecentRows<>(catalog);
    }

    /** Of whatever project, which may be gone. */
    Optional<WorkspaceRow> find(WorkspaceId id) {
        return rows.find(id, key -> catalog.read(session -> WorkspaceRecords.find(session, key)));
    }

    /** One of the project that has this name now. @throws ApiException PROJECT_NOT_FOUND, WORKSPACE_NOT_FOUND */
    WorkspaceRow require(ProjectId id, WorkspaceId workspace) {
        Project project = projects.get(
                id, key -> storage.call(service -> service.projects().get(key)));
        return find(workspace).filter(row -> isOf(row, project)).orElseThrow(() -> {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("project_id", id.value());
            details.put("workspace_id", workspace.value());
            return new ApiException(
                    ErrorCode.WORKSPACE_NOT_FOUND, "Workspace " + workspace + " not found in project " + id, details);
        });
    }

    /** As {@link #require}, one whose time is not over. @throws ApiException WORKSPACE_EXPIRED */
    WorkspaceRow usable(ProjectId project, WorkspaceId workspace) {
        WorkspaceRow row = require(project, workspace);
        if (row.isExpired(clock.instant())) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("workspace_id", workspace.value());
            details.put("expired_at", row.expiresAt().orElseThrow().toString());
            throw new ApiException(ErrorCode.WORKSPACE_EXPIRED, "Workspace " + workspace + " has expired", details);
        }
        return row;
    }

    /** Not of an earlier project of the same name. */
    static boolean isOf(WorkspaceRow row, Project project) {
        return row.project().equals(project.id()) && row.projectCreatedAt().equals(project.createdAt());
    }
}
