package io.eider.console;

import io.eider.api.id.ProjectId;
import io.eider.api.storage.PageRequest;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the dev branches of the project that was typed. */
@Service
public final class BranchCompleter extends IdCompleter {
    private static final int MOST = 1_000;

    @Override
    protected List<String> ids(Typed typed) {
        return typed.value("--project", 0).stream()
                .flatMap(project -> services
                        .storage(storage -> storage.branches().list(new ProjectId(project), new PageRequest(MOST, 0)))
                        .items()
                        .stream())
                .map(branch -> branch.id().value())
                .toList();
    }
}
