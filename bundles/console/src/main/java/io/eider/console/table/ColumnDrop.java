package io.eider.console.table;

import io.eider.api.storage.Table;
import io.eider.console.TableCommand;
import io.eider.console.TableShow;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Drops a column with its values. */
@Service
@Command(scope = "eider", name = "column-drop", description = "Drops a column with its values")
public final class ColumnDrop extends TableCommand {
    @Argument(index = 3, name = "column", description = "Name of the column", required = true)
    String column;

    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        if (!force) {
            confirm("Drop column " + column + " of " + id().shortName() + " with its values?");
        }
        Table changed = services.storage(storage -> storage.schemas().dropColumn(id(), column));
        show(TableShow.document(changed), "Dropped column " + column + ".");
    }
}
