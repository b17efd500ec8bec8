package io.eider.console.workspace;

import io.eider.api.workspace.Workspace;
import io.eider.api.workspace.WorkspaceLogin;
import io.eider.console.WorkspaceCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Makes a new password of a workspace and prints it. */
@Service
@Command(
        scope = "eider",
        name = "workspace-reset-password",
        description = "Makes a new password of a workspace and prints it, once; the old one is dead")
public final class WorkspaceResetPassword extends WorkspaceCommand {
    @Override
    protected void run() {
        Workspace found = find();
        WorkspaceLogin login = services.workspaces(workspaces -> workspaces.resetPassword(found.project(), found.id()));
        show(Login.document(login), Login.text("Workspace " + found.id() + " has a new password.", login));
    }
}
