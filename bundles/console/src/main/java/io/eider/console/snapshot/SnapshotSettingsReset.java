package io.eider.console.snapshot;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lets a project, bucket or table inherit its snapshot settings again. */
@Service
@Command(
        scope = "eider",
        name = "snapshot-settings-reset",
        description = "Lets a project, bucket or table inherit its snapshot settings again")
public final class SnapshotSettingsReset extends SettingsCommand {
    @Override
    protected void run() {
        services.storage(storage -> {
            storage.snapshotSettings().reset(level());
            return project;
        });
        show(services.storage(storage -> storage.snapshotSettings().get(level())));
    }
}
