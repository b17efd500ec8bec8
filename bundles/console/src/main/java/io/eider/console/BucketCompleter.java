package io.eider.console;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the buckets of the project that was typed. */
@Service
public final class BucketCompleter extends IdCompleter {
    @Override
    protected List<String> ids(Typed typed) {
        return typed.value("--project", 0).stream()
                .flatMap(project ->
                        services
                                .storage(storage -> storage.buckets().list(new ProjectId(project), BranchId.DEFAULT))
                                .stream())
                .map(bucket -> bucket.id().name())
                .toList();
    }
}
