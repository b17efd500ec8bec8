package io.eider.console.workspace;

import io.eider.api.workspace.TablePermission;
import io.eider.api.workspace.Workspace;
import io.eider.api.workspace.WorkspaceDetail;
import io.eider.console.Grid;
import io.eider.console.Json;
import io.eider.console.Plain;
import io.eider.console.WorkspaceCommand;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows a workspace with its own objects. */
@Service
@Command(
        scope = "eider",
        name = "workspace-show",
        description = "Shows a workspace, its login, its own tables and views, and what it reads")
public final class WorkspaceShow extends WorkspaceCommand {
    @Override
    protected void run() {
        Workspace found = find();
        WorkspaceDetail detail = services.workspaces(workspaces -> workspaces.get(found.project(), found.id()));
        Grid objects = new Grid("It has no tables and views of its own")
                .left("Object")
                .left("Type")
                .right("Rows");
        detail.objects().forEach(object -> objects.row(object.name(), object.type(), Plain.count(object.rows())));
        show(document(detail), String.join(System.lineSeparator(), head(detail), objects.toString()));
    }

    private static String head(WorkspaceDetail detail) {
        Workspace workspace = detail.workspace();
        return String.join(
                System.lineSeparator(),
                workspace.id() + " " + Plain.cell(workspace.name()) + ": project " + workspace.project() + ", branch "
                        + workspace.branch() + ", "
                        + Plain.size(workspace.sizeBytes()) + " of " + Plain.size(workspace.sizeLimitBytes()) + ", "
                        + workspace
                                .expiresAt()
                                .map(end -> "expires " + Plain.cell(end))
                                .orElse("does not expire"),
                "database " + workspace.database() + ", user " + workspace.username(),
                Plain.count(detail.activeSessions()) + " sessions; reads "
                        + Plain.count(detail.tables().size()) + " tables of the project"
                        + written(detail));
    }

    private static String written(WorkspaceDetail detail) {
        String names = detail.tables().stream()
                .filter(table -> table.permission() == TablePermission.READWRITE)
                .map(table -> Plain.cell(table.schema() + "." + table.table()))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ", writes " + names;
    }

    private static Map<String, Object> document(WorkspaceDetail detail) {
        Map<String, Object> document = WorkspaceList.document(detail.workspace());
        document.put("active_sessions", detail.activeSessions());
        document.put(
                "attached_tables",
                detail.tables().stream()
                        .map(table -> Json.object(
                                "schema",
                                table.schema(),
                                "table",
                                table.table(),
                                "rows",
                                table.rows(),
                                "permission",
                                word(table.permission())))
                        .toList());
        document.put(
                "workspace_objects",
                detail.objects().stream()
                        .map(object -> Json.object("name", object.name(), "type", object.type(), "rows", object.rows()))
                        .toList());
        document.put(
                "grants",
                detail.grants().stream()
                        .map(grant -> Json.object("table", grant.table(), "permission", word(grant.permission())))
                        .toList());
        return document;
    }

    private static String word(TablePermission permission) {
        return permission.name().toLowerCase(Locale.ROOT);
    }
}
