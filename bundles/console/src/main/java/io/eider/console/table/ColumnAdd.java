package io.eider.console.table;

import io.eider.api.id.ColumnName;
import io.eider.api.storage.Column;
import io.eider.api.storage.Table;
import io.eider.console.TableCommand;
import io.eider.console.TableShow;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Adds a column to a table. */
@Service
@Command(scope = "eider", name = "column-add", description = "Adds a column to a table")
public final class ColumnAdd extends TableCommand {
    @Argument(index = 3, name = "column", description = "Name of the new column", required = true)
    String column;

    @Argument(index = 4, name = "type", description = "Its type", required = true)
    String type;

    @Option(name = "--default", description = "Its default, an SQL expression")
    String defaultExpression;

    @Override
    protected void run() {
        Column wanted = new Column(new ColumnName(column), type, true, Optional.ofNullable(defaultExpression));
        Table changed = services.storage(storage -> storage.schemas().addColumn(id(), wanted));
        show(TableShow.document(changed), "Added column " + column + ".");
    }
}
