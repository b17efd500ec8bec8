package io.eider.console.table;

import io.eider.api.storage.RowsChanged;
import io.eider.api.storage.Table;
import io.eider.console.Json;
import io.eider.console.Plain;
import io.eider.console.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Deletes all rows of a table. */
@Service
@Command(scope = "eider", name = "table-truncate", description = "Deletes all rows of a table")
public final class TableTruncate extends TableCommand {
    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        Table found = services.storage(storage -> storage.tables().get(id()));
        if (!force) {
            confirm("Delete all " + Plain.count(found.rowCount()) + " rows of "
                    + found.id().shortName() + "?");
        }
        RowsChanged done = services.storage(storage -> storage.rows().truncate(id()));
        show(Json.object("deleted_rows", done.changed()), "Deleted " + Plain.count(done.changed()) + " rows.");
    }
}
