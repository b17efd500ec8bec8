package io.eider.console.bucket;

import io.eider.api.storage.DropMode;
import io.eider.console.BucketCommand;
import io.eider.console.Json;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Deletes a bucket; an automatic snapshot is taken of its tables. */
@Service
@Command(
        scope = "eider",
        name = "bucket-delete",
        description = "Deletes a bucket; an automatic snapshot is taken of its tables")
public final class BucketDelete extends BucketCommand {
    @Option(name = "--cascade", description = "Also the tables in it")
    boolean cascade;

    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        int tables =
                services.storage(storage -> storage.buckets().get(bucketId()).tableCount());
        if (!force) {
            confirm("Delete bucket " + bucket + " with " + tables + " tables?");
        }
        DropMode mode = cascade ? DropMode.CASCADE : DropMode.RESTRICT;
        services.storage(storage -> {
            storage.buckets().drop(bucketId(), mode);
            return mode;
        });
        show(Json.object("deleted", bucket), "Deleted bucket " + bucket + ".");
    }
}
