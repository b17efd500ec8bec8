package io.eider.console.table;

import io.eider.api.storage.Table;
import io.eider.console.TableCommand;
import io.eider.console.TableShow;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Takes the primary key away; no row is changed. */
@Service
@Command(scope = "eider", name = "primary-key-drop", description = "Takes the primary key away; no row is changed")
public final class PrimaryKeyDrop extends TableCommand {
    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        if (!force) {
            confirm("Take the primary key of " + id().shortName() + " away?");
        }
        Table changed = services.storage(storage -> storage.schemas().dropPrimaryKey(id()));
        show(TableShow.document(changed), "The table has no primary key.");
    }
}
