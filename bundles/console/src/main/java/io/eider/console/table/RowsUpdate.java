package io.eider.console.table;

import io.eider.api.storage.RowUpdate;
import io.eider.api.storage.RowsChanged;
import io.eider.console.Json;
import io.eider.console.Plain;
import io.eider.console.TableCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Changes the rows that an expression finds. */
@Service
@Command(scope = "eider", name = "rows-update", description = "Changes the rows that an expression finds")
public final class RowsUpdate extends TableCommand {
    @Argument(
            index = 3,
            name = "columns",
            description = "column=expression, one or more; texts in single quotes as in SQL",
            required = true,
            multiValued = true)
    List<String> columns;

    @Option(name = "--where", description = "An SQL expression: which rows", required = true)
    String where;

    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        Map<String, String> expressions = new LinkedHashMap<>();
        for (String text : columns) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw failure(text + " is not column=expression", null);
            }
            expressions.put(text.substring(0, equals), text.substring(equals + 1));
        }
        if (!force) {
            confirm("Change the rows of " + id().shortName() + " where " + where + "?");
        }
        RowUpdate update = new RowUpdate(where, Map.of(), expressions);
        RowsChanged done = services.storage(storage -> storage.rows().update(id(), update));
        show(
                Json.object("updated_rows", done.changed(), "table_rows_after", done.tableRows()),
                "Changed " + Plain.count(done.changed()) + " rows.");
    }
}
