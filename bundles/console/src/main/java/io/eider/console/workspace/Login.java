package io.eider.console.workspace;

import io.eider.api.workspace.Workspace;
import io.eider.api.workspace.WorkspaceLogin;
import java.util.Map;

/** Shows a password, which can be shown only once. */
final class Login {
    private Login() {}

    static Map<String, Object> document(WorkspaceLogin login) {
        Map<String, Object> document = WorkspaceList.document(login.workspace());
        document.put("password", login.password());
        return document;
    }

    static String text(String done, WorkspaceLogin login) {
        Workspace workspace = login.workspace();
        return String.join(
                System.lineSeparator(),
                done + " Its password, shown only now:",
                login.password(),
                "database " + workspace.database() + ", user " + workspace.username());
    }
}
