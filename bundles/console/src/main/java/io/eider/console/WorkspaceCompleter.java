package io.eider.console;

import io.eider.api.id.ProjectId;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the ids of the workspaces of the project that was typed, else of all. */
@Service
public final class WorkspaceCompleter extends IdCompleter {
    private static final int NO_ARGUMENT = Integer.MAX_VALUE;

    @Override
    protected List<String> ids(Typed typed) {
        if (!services.areWorkspacesBound()) {
            return List.of();
        }
        Stream<ProjectId> projects = typed.value("--project", NO_ARGUMENT)
                .map(project -> Stream.of(new ProjectId(project)))
                .orElseGet(() -> services.projects().stream().map(project -> project.id()));
        return projects.flatMap(project -> services.workspaces(workspaces -> workspaces.list(project)).stream())
                .map(workspace -> workspace.id().value())
                .toList();
    }
}
