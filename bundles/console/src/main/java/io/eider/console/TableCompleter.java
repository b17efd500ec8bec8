package io.eider.console;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the tables of the bucket that was typed. */
@Service
public final class TableCompleter extends IdCompleter {
    @Override
    protected List<String> ids(Typed typed) {
        Optional<String> project = typed.value("--project", 0);
        Optional<String> bucket = typed.value("--bucket", 1);
        if (project.isEmpty() || bucket.isEmpty()) {
            return List.of();
        }
        BucketId id = new BucketId(new ProjectId(project.get()), BranchId.DEFAULT, bucket.get());
        return services.storage(storage -> storage.tables().list(id)).stream()
                .map(table -> table.id().name())
                .toList();
    }
}
