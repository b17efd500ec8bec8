package io.eider.console;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.SnapshotFilter;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the snapshots of the project that was typed, in the default branch, the newest thousand. */
@Service
public final class SnapshotCompleter extends IdCompleter {
    private static final int MOST = 1_000;

    @Override
    protected List<String> ids(Typed typed) {
        SnapshotFilter all = new SnapshotFilter(Optional.empty(), Optional.empty(), Optional.empty());
        return typed.value("--project", 0).stream()
                .flatMap(project -> services
                        .storage(storage -> storage.snapshots()
                                .list(new ProjectId(project), BranchId.DEFAULT, all, new PageRequest(MOST, 0)))
                        .items()
                        .stream())
                .map(snapshot -> snapshot.id().value())
                .toList();
    }
}
