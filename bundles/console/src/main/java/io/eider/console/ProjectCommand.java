package io.eider.console;

import io.eider.api.id.ProjectId;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;

/** A command on one project. */
public abstract class ProjectCommand extends EiderCommand {
    @Argument(index = 0, name = "project", description = "Id of the project", required = true)
    @Completion(ProjectCompleter.class)
    protected String project;

    /** The project that was named. */
    protected final ProjectId projectId() {
        return new ProjectId(project);
    }
}
