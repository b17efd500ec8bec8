package io.eider.console.bucket;

import io.eider.api.id.ProjectId;
import io.eider.console.BucketCommand;
import io.eider.console.Json;
import io.eider.console.ProjectCompleter;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Offers a bucket to another project. */
@Service
@Command(scope = "eider", name = "bucket-share", description = "Offers a bucket to another project")
public final class BucketShare extends BucketCommand {
    @Argument(index = 2, name = "target", description = "Id of the other project", required = true)
    @Completion(ProjectCompleter.class)
    String target;

    @Override
    protected void run() {
        List<ProjectId> all = services.storage(storage -> storage.sharing().share(bucketId(), new ProjectId(target)));
        show(Json.object("shared_with", all), "Bucket " + bucket + " is shared with " + all + ".");
    }
}
