package io.eider.console;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the ids of the sessions that are open. */
@Service
public final class SessionCompleter extends IdCompleter {
    @Override
    protected List<String> ids(Typed typed) {
        if (!services.areWorkspacesBound()) {
            return List.of();
        }
        return services
                .workspaces(workspaces -> workspaces.sessions().list(Optional.empty(), Optional.empty()))
                .stream()
                .map(session -> session.id().value())
                .toList();
    }
}
