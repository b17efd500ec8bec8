package io.eider.console.table;

import io.eider.api.storage.RowsChanged;
import io.eider.console.Json;
import io.eider.console.Plain;
import io.eider.console.TableCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Deletes the rows that an expression finds. */
@Service
@Command(scope = "eider", name = "rows-delete", description = "Deletes the rows that an expression finds")
public final class RowsDelete extends TableCommand {
    @Option(name = "--where", description = "An SQL expression: which rows", required = true)
    String where;

    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        if (!force) {
            confirm("Delete the rows of " + id().shortName() + " where " + where + "?");
        }
        RowsChanged done = services.storage(storage -> storage.rows().delete(id(), where));
        show(
                Json.object("deleted_rows", done.changed(), "table_rows_after", done.tableRows()),
                "Deleted " + Plain.count(done.changed()) + " rows.");
    }
}
