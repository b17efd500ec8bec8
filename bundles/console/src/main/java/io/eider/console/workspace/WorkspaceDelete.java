package io.eider.console.workspace;

import io.eider.api.workspace.Workspace;
import io.eider.console.Json;
import io.eider.console.Plain;
import io.eider.console.WorkspaceCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Deletes a workspace with its sessions, its login and its file. */
@Service
@Command(
        scope = "eider",
        name = "workspace-delete",
        description = "Deletes a workspace with its sessions, its login and its file")
public final class WorkspaceDelete extends WorkspaceCommand {
    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        Workspace found = find();
        if (!force) {
            confirm("Delete workspace " + found.id() + " " + Plain.cell(found.name()) + " ("
                    + Plain.size(found.sizeBytes()) + ") for good?");
        }
        services.workspaces(workspaces -> {
            workspaces.drop(found.project(), found.id());
            return found;
        });
        show(Json.object("deleted", found.id()), "Deleted workspace " + found.id() + ".");
    }
}
