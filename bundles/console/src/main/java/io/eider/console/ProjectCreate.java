package io.eider.console;

import io.eider.api.auth.IssuedKey;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.NewProject;
import io.eider.api.storage.Project;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Makes a project and its first key. */
@Service
@Command(scope = "eider", name = "project-create", description = "Makes a project and prints its first key, once")
public final class ProjectCreate extends EiderCommand {
    @Argument(index = 0, name = "project", description = "Id of the new project", required = true)
    String project;

    @Option(name = "--name", description = "Name for people")
    String name;

    @Override
    protected void run() {
        NewProject request = new NewProject(new ProjectId(project), Optional.ofNullable(name), Optional.empty());
        Project made = services.storage(storage -> storage.projects().create(request));
        IssuedKey issued = firstKey(made.id());
        Map<String, Object> document = ProjectList.document(made);
        document.put("api_key", issued.secret());
        show(
                document,
                "Made project " + made.id() + ". Its key, shown only now:" + System.lineSeparator() + issued.secret());
    }

    /** A project without a key would be of no use, and its id would be taken. */
    private IssuedKey firstKey(ProjectId id) {
        boolean done = false;
        try {
            IssuedKey issued = services.auth(auth -> auth.issueFirst(id));
            done = true;
            return issued;
        } finally {
            if (!done) {
                services.storage(storage -> {
                    storage.projects().drop(id);
                    return id;
                });
            }
        }
    }
}
