package io.eider.console;

import io.eider.api.storage.Project;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists all projects. */
@Service
@Command(scope = "eider", name = "project-list", description = "Lists the projects, the newest first")
public final class ProjectList extends EiderCommand {
    @Override
    protected void run() {
        List<Project> projects = services.projects();
        Grid grid = new Grid("No projects; make one with eider:project-create")
                .left("Project")
                .left("Name")
                .right("Buckets")
                .right("Tables")
                .right("Size")
                .left("Created");
        for (Project project : projects) {
            grid.row(
                    project.id(),
                    project.name(),
                    Plain.count(project.stats().bucketCount()),
                    Plain.count(project.stats().tableCount()),
                    Plain.size(project.stats().sizeBytes()),
                    project.createdAt());
        }
        show(projects.stream().map(ProjectList::document).toList(), grid);
    }

    static Map<String, Object> document(Project project) {
        return Json.object(
                "id",
                project.id(),
                "name",
                project.name(),
                "status",
                project.status(),
                "bucket_count",
                project.stats().bucketCount(),
                "table_count",
                project.stats().tableCount(),
                "size_bytes",
                project.stats().sizeBytes(),
                "created_at",
                project.createdAt(),
                "updated_at",
                project.updatedAt());
    }
}
