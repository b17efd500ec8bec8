package io.eider.console.table;

import io.eider.api.storage.DedupMode;
import io.eider.api.storage.RowInsert;
import io.eider.api.storage.RowsChanged;
import io.eider.console.Json;
import io.eider.console.TableCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Adds one row. */
@Service
@Command(scope = "eider", name = "rows-insert", description = "Adds one row")
public final class RowsInsert extends TableCommand {
    @Argument(
            index = 3,
            name = "values",
            description = "column=value, one or more; other columns get their defaults",
            required = true,
            multiValued = true)
    List<String> values;

    @Option(name = "--update", description = "Replace a row of the same key")
    boolean update;

    @Override
    protected void run() throws CommandException {
        Map<String, Object> row = new LinkedHashMap<>();
        for (String text : values) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw failure(text + " is not column=value", null);
            }
            row.put(text.substring(0, equals), text.substring(equals + 1));
        }
        DedupMode dedup = update ? DedupMode.UPDATE_DUPLICATES : DedupMode.FAIL_ON_DUPLICATES;
        RowsChanged done = services.storage(storage -> storage.rows().insert(id(), new RowInsert(List.of(row), dedup)));
        show(Json.object("inserted_rows", done.changed(), "table_rows_after", done.tableRows()), "Added the row.");
    }
}
