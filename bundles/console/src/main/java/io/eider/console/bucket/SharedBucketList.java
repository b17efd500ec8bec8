package io.eider.console.bucket;

import io.eider.api.storage.SharedBucket;
import io.eider.console.Grid;
import io.eider.console.Json;
import io.eider.console.ProjectCommand;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists what other projects offer to a project. */
@Service
@Command(scope = "eider", name = "shared-bucket-list", description = "Lists what other projects offer to a project")
public final class SharedBucketList extends ProjectCommand {
    @Override
    protected void run() {
        List<SharedBucket> offered =
                services.storage(storage -> storage.sharing().offered(projectId()));
        Grid grid = new Grid("Nothing is offered")
                .left("Project")
                .left("Bucket")
                .left("Description")
                .left("Linked as");
        for (SharedBucket shared : offered) {
            grid.row(
                    shared.source().project(),
                    shared.source().name(),
                    shared.description(),
                    String.join(", ", shared.linkedAs()));
        }
        show(offered.stream().map(SharedBucketList::document).toList(), grid);
    }

    private static Map<String, Object> document(SharedBucket shared) {
        return Json.object(
                "source_project_id",
                shared.source().project(),
                "source_bucket_name",
                shared.source().name(),
                "description",
                shared.description(),
                "shared_at",
                shared.sharedAt(),
                "linked_as",
                shared.linkedAs());
    }
}
