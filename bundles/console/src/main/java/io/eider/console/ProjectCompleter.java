package io.eider.console;

import io.eider.api.storage.PageRequest;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the ids of projects, the newest thousand. */
@Service
public final class ProjectCompleter extends IdCompleter {
    private static final int MOST = 1_000;

    @Override
    protected List<String> ids(Typed typed) {
        return services
                .storage(storage -> storage.projects().list(Optional.empty(), new PageRequest(MOST, 0)))
                .items()
                .stream()
                .map(project -> project.id().value())
                .toList();
    }
}
