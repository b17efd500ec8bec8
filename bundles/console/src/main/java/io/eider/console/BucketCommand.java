package io.eider.console;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;

/** A command on one bucket, which belongs to the whole project. */
public abstract class BucketCommand extends ProjectCommand {
    @Argument(index = 1, name = "bucket", description = "Name of the bucket", required = true)
    @Completion(BucketCompleter.class)
    protected String bucket;

    /** The bucket that was named. */
    protected final BucketId bucketId() {
        return new BucketId(projectId(), BranchId.DEFAULT, bucket);
    }
}
