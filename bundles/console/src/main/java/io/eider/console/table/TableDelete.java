package io.eider.console.table;

import io.eider.api.storage.Table;
import io.eider.console.Json;
import io.eider.console.Plain;
import io.eider.console.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Deletes a table; an automatic snapshot is taken where that is on. */
@Service
@Command(
        scope = "eider",
        name = "table-delete",
        description = "Deletes a table; an automatic snapshot is taken where that is on")
public final class TableDelete extends TableCommand {
    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        Table found = services.storage(storage -> storage.tables().get(id()));
        if (!force) {
            confirm("Delete table " + found.id().shortName() + " with " + Plain.count(found.rowCount()) + " rows?");
        }
        services.storage(storage -> {
            storage.tables().drop(id());
            return table;
        });
        show(Json.object("deleted", id().shortName()), "Deleted table " + id().shortName() + ".");
    }
}
