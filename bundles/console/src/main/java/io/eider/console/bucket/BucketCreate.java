package io.eider.console.bucket;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.console.Json;
import io.eider.console.ProjectCommand;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Makes a bucket. */
@Service
@Command(scope = "eider", name = "bucket-create", description = "Makes a bucket")
public final class BucketCreate extends ProjectCommand {
    @Argument(index = 1, name = "bucket", description = "Name of the new bucket", required = true)
    String bucket;

    @Option(name = "--description", description = "What it is for")
    String description;

    @Override
    protected void run() {
        BucketId id = new BucketId(projectId(), BranchId.DEFAULT, bucket);
        services.storage(storage -> storage.buckets().create(id, Optional.ofNullable(description)));
        show(Json.object("created", id.name()), "Made bucket " + id.name() + ".");
    }
}
