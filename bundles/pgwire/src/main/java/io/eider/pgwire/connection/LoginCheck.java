package io.eider.pgwire.connection;

import io.eider.api.auth.ScramVerifier;
import io.eider.api.id.WorkspaceId;
import io.eider.api.workspace.Workspace;
import io.eider.pgwire.Services;
import java.util.Map;
import java.util.Optional;

/** What a login asks of other bundles. Every method may wait for a disk or another bundle, so none is called on an event loop. */
final class LoginCheck {
    private static final int MAX_NAME = 128;

    private final Services services;

    LoginCheck(Services services) {
        this.services = services;
    }

    /** The verifier of a user, who may be unknown. */
    ScramVerifier verifier(String user) {
        return services.credentials().call(credentials -> credentials.verifier(user));
    }

    /** Whether a password opens a workspace. */
    boolean fits(String user, String password) {
        return services.credentials()
                .call(credentials -> credentials.verify(user, password))
                .isPresent();
    }

    /**
     * The workspace of a user who has proved who it is.
     *
     * @param settings of the StartupMessage
     */
    Workspace workspace(String user, Map<String, String> settings) {
        Optional<WorkspaceId> id = services.credentials().call(credentials -> credentials.workspace(user));
        if (id.isEmpty()) {
            throw wrongPassword(user); // removed since
        }
        Workspace workspace = services.workspaces().call(workspaces -> workspaces.find(id.get()));
        if (workspace.isExpired()) {
            throw new Refusal("28000", "workspace \"" + workspace.id() + "\" has expired");
        }
        String database = settings.getOrDefault("database", "");
        boolean isMeant = database.isEmpty()
                || database.equals(user)
                || database.equals(workspace.database())
                || database.equals(workspace.id().value());
        if (!isMeant) {
            throw new Refusal(ErrorFields.fatal("3D000", "database \"" + cut(database) + "\" does not exist")
                    .with('H', "The database of this workspace is " + workspace.database() + "."));
        }
        return workspace;
    }

    /** The same for an unknown user and a wrong password. */
    static Refusal wrongPassword(String user) {
        return new Refusal("28P01", "password authentication failed for user \"" + cut(user) + "\"");
    }

    /** A client's text for a message. */
    static String cut(String text) {
        return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME) + "...";
    }
}
