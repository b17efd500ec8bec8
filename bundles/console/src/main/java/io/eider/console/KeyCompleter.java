package io.eider.console;

import io.eider.api.id.ProjectId;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the ids of the keys of the project that was typed. */
@Service
public final class KeyCompleter extends IdCompleter {
    @Override
    protected List<String> ids(Typed typed) {
        return typed.value("--project", 0).stream()
                .flatMap(project -> services.auth(auth -> auth.list(new ProjectId(project))).stream())
                .map(key -> key.id().value())
                .toList();
    }
}
