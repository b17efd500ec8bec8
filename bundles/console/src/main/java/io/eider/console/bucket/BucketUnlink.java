package io.eider.console.bucket;

import io.eider.console.BucketCommand;
import io.eider.console.Json;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Takes a linked bucket away; its source keeps all. */
@Service
@Command(scope = "eider", name = "bucket-unlink", description = "Takes a linked bucket away; its source keeps all")
public final class BucketUnlink extends BucketCommand {
    @Override
    protected void run() {
        services.storage(storage -> {
            storage.sharing().unlink(bucketId());
            return bucket;
        });
        show(Json.object("unlinked", bucket), "Bucket " + bucket + " is not linked any more.");
    }
}
