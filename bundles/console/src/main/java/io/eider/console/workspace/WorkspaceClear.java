package io.eider.console.workspace;

import io.eider.api.workspace.Workspace;
import io.eider.console.Json;
import io.eider.console.Plain;
import io.eider.console.WorkspaceCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Drops everything that a workspace holds. */
@Service
@Command(
        scope = "eider",
        name = "workspace-clear",
        description = "Drops all tables, views and other objects of a workspace")
public final class WorkspaceClear extends WorkspaceCommand {
    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        Workspace found = find();
        if (!force) {
            confirm("Drop all that is in workspace " + found.id() + " " + Plain.cell(found.name()) + " ("
                    + Plain.size(found.sizeBytes()) + ")?");
        }
        services.workspaces(workspaces -> {
            workspaces.clear(found.project(), found.id());
            return found;
        });
        show(Json.object("cleared", found.id()), "Cleared workspace " + found.id() + ".");
    }
}
