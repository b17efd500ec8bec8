package io.eider.console;

import io.eider.api.id.ProjectId;
import io.eider.api.storage.Project;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Removes a project with all it owns. */
@Service
@Command(
        scope = "eider",
        name = "project-delete",
        description = "Deletes a project with its tables, files, workspaces and keys")
public final class ProjectDelete extends EiderCommand {
    @Argument(index = 0, name = "project", description = "Id of the project", required = true)
    @Completion(ProjectCompleter.class)
    String project;

    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        ProjectId id = new ProjectId(project);
        Project found = services.storage(storage -> storage.projects().get(id));
        if (!force) {
            confirm("Delete project " + id + " with "
                    + Plain.count(found.stats().tableCount()) + " tables ("
                    + Plain.size(found.stats().sizeBytes()) + ") for good?");
        }
        services.workspaces(workspaces -> {
            workspaces.removeAll(id);
            return id;
        });
        services.auth(auth -> {
            auth.removeAll(id);
            return id;
        });
        services.storage(storage -> {
            storage.projects().drop(id);
            return id;
        });
        show(Json.object("deleted", id), "Deleted project " + id + ".");
    }
}
