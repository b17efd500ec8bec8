package io.eider.console.snapshot;

import io.eider.api.storage.Snapshot;
import io.eider.console.TableCommand;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Keeps the present version of a table. */
@Service
@Command(scope = "eider", name = "snapshot-create", description = "Keeps the present version of a table")
public final class SnapshotCreate extends TableCommand {
    @Option(name = "--description", description = "What it is for")
    String description;

    @Override
    protected void run() {
        Snapshot taken =
                services.storage(storage -> storage.snapshots().create(id(), Optional.ofNullable(description)));
        show(SnapshotShow.document(taken), "Took snapshot " + taken.id() + ".");
    }
}
