package io.eider.console.bucket;

import io.eider.api.id.ProjectId;
import io.eider.console.BucketCommand;
import io.eider.console.Json;
import io.eider.console.ProjectCompleter;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Takes the offer of a bucket back; links that were made stay. */
@Service
@Command(
        scope = "eider",
        name = "bucket-unshare",
        description = "Takes the offer of a bucket back; links that were made stay")
public final class BucketUnshare extends BucketCommand {
    @Argument(index = 2, name = "target", description = "Id of the other project", required = true)
    @Completion(ProjectCompleter.class)
    String target;

    @Override
    protected void run() {
        services.storage(storage -> {
            storage.sharing().unshare(bucketId(), new ProjectId(target));
            return target;
        });
        show(Json.object("unshared", target), "Bucket " + bucket + " is not shared with " + target + ".");
    }
}
