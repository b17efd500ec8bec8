package io.eider.console.snapshot;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows what counts for snapshots of a project, bucket or table. */
@Service
@Command(
        scope = "eider",
        name = "snapshot-settings-show",
        description = "Shows what counts for snapshots of a project, bucket or table")
public final class SnapshotSettingsShow extends SettingsCommand {
    @Override
    protected void run() {
        show(services.storage(storage -> storage.snapshotSettings().get(level())));
    }
}
