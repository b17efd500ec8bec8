package io.eider.console;

import io.eider.api.auth.ApiKey;
import io.eider.api.id.KeyId;
import io.eider.api.id.ProjectId;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Revokes a key. */
@Service
@Command(scope = "eider", name = "key-revoke", description = "Revokes a key, from now on and for good")
public final class KeyRevoke extends EiderCommand {
    @Argument(index = 0, name = "project", description = "Id of the project", required = true)
    @Completion(ProjectCompleter.class)
    String project;

    @Argument(index = 1, name = "key", description = "Id of the key, key_...", required = true)
    @Completion(KeyCompleter.class)
    String key;

    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        ProjectId owner = new ProjectId(project);
        KeyId id = new KeyId(key);
        ApiKey found = services.auth(auth -> auth.get(owner, id));
        if (!force) {
            confirm("Revoke key " + id + " (" + found.prefix() + ", " + Plain.cell(found.description()) + ")?");
        }
        services.auth(auth -> {
            auth.revoke(owner, id);
            return id;
        });
        show(Json.object("revoked", id), "Revoked key " + id + ".");
    }
}
