package io.eider.console;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.Bucket;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the buckets of a project. */
@Service
@Command(scope = "eider", name = "bucket-list", description = "Lists the buckets of a project")
public final class BucketList extends EiderCommand {
    @Argument(index = 0, name = "project", description = "Id of the project", required = true)
    @Completion(ProjectCompleter.class)
    String project;

    @Override
    protected void run() {
        ProjectId id = new ProjectId(project);
        List<Bucket> buckets = services.storage(storage -> storage.buckets().list(id, BranchId.DEFAULT));
        Grid grid = new Grid("No buckets in project " + id)
                .left("Bucket")
                .right("Tables")
                .left("Description")
                .left("Linked from")
                .left("Created");
        for (Bucket bucket : buckets) {
            grid.row(
                    bucket.id().name(),
                    Plain.count(bucket.tableCount()),
                    bucket.description(),
                    bucket.linkedFrom(),
                    bucket.createdAt());
        }
        show(
                buckets.stream()
                        .map(bucket -> Json.object(
                                "name",
                                bucket.id().name(),
                                "table_count",
                                bucket.tableCount(),
                                "description",
                                bucket.description(),
                                "linked_from",
                                bucket.linkedFrom(),
                                "created_at",
                                bucket.createdAt()))
                        .toList(),
                grid);
    }
}
