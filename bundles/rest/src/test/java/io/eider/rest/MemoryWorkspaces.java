package io.eider.rest;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.storage.ImportResult;
import io.eider.api.storage.Progress;
import io.eider.api.workspace.LoadReport;
import io.eider.api.workspace.LoadTable;
import io.eider.api.workspace.NewWorkspace;
import io.eider.api.workspace.TablePermission;
import io.eider.api.workspace.Unload;
import io.eider.api.workspace.Workspace;
import io.eider.api.workspace.WorkspaceDetail;
import io.eider.api.workspace.WorkspaceDetail.GrantedTable;
import io.eider.api.workspace.WorkspaceDetail.WorkspaceObject;
import io.eider.api.workspace.WorkspaceLogin;
import io.eider.api.workspace.WorkspaceSessions;
import io.eider.api.workspace.Workspaces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Workspaces for tests: {@code ws_00000001}, {@code ws_00000002}, ... in memory; those of a name with "expired" are expired. */
final class MemoryWorkspaces implements Workspaces {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final MemorySessions sessions = new MemorySessions(this);
    private final Map<String, Workspace> workspaces = new ConcurrentSkipListMap<>();
    private final MemoryStorage storage;
    volatile NewWorkspace created;
    volatile List<LoadTable> loaded;
    volatile Unload unloaded;

    MemoryWorkspaces(MemoryStorage storage) {
        this.storage = storage;
    }

    @Override
    public WorkspaceLogin create(NewWorkspace wanted) {
        storage.get(wanted.project());
        created = wanted;
        WorkspaceId id = new WorkspaceId("ws_0000000" + (workspaces.size() + 1));
        Workspace workspace = new Workspace(
                id,
                wanted.project(),
                wanted.branch(),
                wanted.name(),
                "ws_" + id + "_0a0b0c0d",
                MemoryStorage.CREATED,
                wanted.ttl().map(MemoryStorage.CREATED::plus),
                12_288,
                (long) wanted.sizeLimitGb() << 30,
                wanted.name().contains("expired"));
        workspaces.put(id.value(), workspace);
        return new WorkspaceLogin(workspace, "secret");
    }

    @Override
    public List<Workspace> list(ProjectId project) {
        storage.get(project);
        List<Workspace> found = new ArrayList<>();
        workspaces.values().stream()
                .filter(workspace -> workspace.project().equals(project))
                .forEach(workspace -> found.add(0, workspace));
        return found;
    }

    @Override
    public List<Workspace> list(ProjectId project, BranchId branch) {
        return list(project).stream()
                .filter(workspace -> workspace.branch().equals(branch))
                .toList();
    }

    @Override
    public Workspace find(ProjectId project, WorkspaceId workspace) {
        storage.get(project);
        return Optional.ofNullable(workspaces.get(workspace.value()))
                .filter(found -> found.project().equals(project))
                .orElseThrow(() -> new ApiException(
                        ErrorCode.WORKSPACE_NOT_FOUND,
                        "Workspace " + workspace + " not found in project " + project,
                        details(project, workspace)));
    }

    @Override
    public Workspace find(WorkspaceId workspace) {
        return Optional.ofNullable(workspaces.get(workspace.value()))
                .orElseThrow(
                        () -> new ApiException(ErrorCode.WORKSPACE_NOT_FOUND, "Workspace " + workspace + " not found"));
    }

    private static Map<String, Object> details(ProjectId project, WorkspaceId workspace) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("project_id", project.value());
        details.put("workspace_id", workspace.value());
        return details;
    }

    /** One that has not expired. */
    Workspace active(ProjectId project, WorkspaceId workspace) {
        Workspace found = find(project, workspace);
        if (found.isExpired()) {
            throw new ApiException(
                    ErrorCode.WORKSPACE_EXPIRED,
                    "Workspace " + workspace + " has expired",
                    Map.of("workspace_id", workspace.value()));
        }
        return found;
    }

    @Override
    public WorkspaceDetail get(ProjectId project, WorkspaceId workspace) {
        return new WorkspaceDetail(
                active(project, workspace),
                sessions.list(Optional.of(project), Optional.of(workspace)).size(),
                List.of(new GrantedTable("in_c_a", "t", 3, TablePermission.READ)),
                List.of(new WorkspaceObject("d", "table", 2), new WorkspaceObject("s.v", "view", 0)),
                created.grants());
    }

    @Override
    public void drop(ProjectId project, WorkspaceId workspace) {
        find(project, workspace);
        workspaces.remove(workspace.value());
    }

    @Override
    public void clear(ProjectId project, WorkspaceId workspace) {
        active(project, workspace);
        calls.add("clear " + workspace);
    }

    @Override
    public void dropObject(ProjectId project, WorkspaceId workspace, String name) {
        active(project, workspace);
        calls.add("drop " + name);
    }

    @Override
    public LoadReport load(ProjectId project, WorkspaceId workspace, List<LoadTable> tables, Progress progress) {
        active(project, workspace);
        loaded = tables;
        return new LoadReport(
                tables.stream()
                        .map(table -> new LoadReport.Loaded(
                                table.source(),
                                table.destination().orElse("t"),
                                table.source().equals("in_c_a.t") ? 2 : 0,
                                table.source().equals("in_c_a.t") ? 4096 : 0,
                                table.source().equals("in_c_a.t") ? Optional.empty() : Optional.of("no such table")))
                        .toList(),
                8192);
    }

    @Override
    public ImportResult unload(ProjectId project, WorkspaceId workspace, Unload unload, Progress progress) {
        active(project, workspace);
        unloaded = unload;
        return new ImportResult(2, 5, 4096, List.of());
    }

    @Override
    public WorkspaceLogin resetPassword(ProjectId project, WorkspaceId workspace) {
        return new WorkspaceLogin(active(project, workspace), "another");
    }

    @Override
    public void removeAll(ProjectId project) {
        storage.get(project); // still there
        calls.add("removeAll " + project);
        workspaces.values().removeIf(workspace -> workspace.project().equals(project));
    }

    @Override
    public void removeAll(ProjectId project, BranchId branch) {
        storage.branches().get(project, branch);
        calls.add("removeAll " + project + " " + branch);
        workspaces.values().removeIf(workspace -> workspace.branch().equals(branch));
    }

    @Override
    public long count() {
        return workspaces.size();
    }

    @Override
    public WorkspaceSessions sessions() {
        return sessions;
    }
}
