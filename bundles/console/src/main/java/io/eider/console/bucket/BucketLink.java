package io.eider.console.bucket;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.Bucket;
import io.eider.api.storage.Sharing;
import io.eider.console.Json;
import io.eider.console.ProjectCommand;
import io.eider.console.ProjectCompleter;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows a bucket of another project in a project, read-only. */
@Service
@Command(
        scope = "eider",
        name = "bucket-link",
        description = "Shows a bucket of another project in a project, read-only")
public final class BucketLink extends ProjectCommand {
    @Argument(index = 1, name = "bucket", description = "Name that it gets here", required = true)
    String bucket;

    @Argument(index = 2, name = "source", description = "Id of the other project", required = true)
    @Completion(ProjectCompleter.class)
    String source;

    @Argument(index = 3, name = "source-bucket", description = "Name of its bucket", required = true)
    String sourceBucket;

    @Override
    protected void run() {
        BucketId local = new BucketId(projectId(), BranchId.DEFAULT, bucket);
        BucketId shown = new BucketId(new ProjectId(source), BranchId.DEFAULT, sourceBucket);
        Bucket linked = services.storage(storage -> storage.sharing().link(local, shown, Sharing.LinkRights.ANY));
        show(
                Json.object("linked", bucket, "table_count", linked.tableCount()),
                "Bucket " + bucket + " shows " + linked.tableCount() + " tables of " + source + "." + sourceBucket
                        + ".");
    }
}
