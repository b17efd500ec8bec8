package io.eider.console.table;

import io.eider.api.id.ColumnName;
import io.eider.api.storage.Column;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.Table;
import io.eider.console.TableCommand;
import io.eider.console.TableShow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Makes an empty table. */
@Service
@Command(scope = "eider", name = "table-create", description = "Makes an empty table")
public final class TableCreate extends TableCommand {
    @Argument(
            index = 3,
            name = "columns",
            description = "name:TYPE or name:TYPE:not-null, one or more",
            required = true,
            multiValued = true)
    List<String> columns;

    @Option(name = "--key", description = "Columns of the primary key, separated by commas")
    String key;

    @Override
    protected void run() throws CommandException {
        List<Column> parsed = new ArrayList<>();
        for (String text : columns) {
            parsed.add(column(text));
        }
        List<String> keys = key == null ? List.of() : List.of(key.split(","));
        Table made = services.storage(storage -> storage.tables().create(new NewTable(id(), parsed, keys)));
        show(TableShow.document(made), "Made table " + made.id().shortName() + ".");
    }

    private static Column column(String text) throws CommandException {
        boolean notNull = text.endsWith(":not-null");
        String definition = notNull ? text.substring(0, text.length() - ":not-null".length()) : text;
        int colon = definition.indexOf(':');
        if (colon < 1) {
            throw failure(text + " is not name:TYPE", null);
        }
        return new Column(
                new ColumnName(definition.substring(0, colon)),
                definition.substring(colon + 1),
                !notNull,
                Optional.empty());
    }
}
