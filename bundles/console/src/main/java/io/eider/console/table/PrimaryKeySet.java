package io.eider.console.table;

import io.eider.api.storage.Table;
import io.eider.console.TableCommand;
import io.eider.console.TableShow;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Makes columns the primary key, if all rows allow it. */
@Service
@Command(scope = "eider", name = "primary-key-set", description = "Makes columns the primary key, if all rows allow it")
public final class PrimaryKeySet extends TableCommand {
    @Argument(index = 3, name = "columns", description = "In key order", required = true, multiValued = true)
    List<String> columns;

    @Override
    protected void run() {
        Table changed = services.storage(storage -> storage.schemas().setPrimaryKey(id(), columns));
        show(TableShow.document(changed), "The primary key is " + changed.primaryKey() + ".");
    }
}
