package io.eider.console.table;

import io.eider.api.id.ColumnName;
import io.eider.api.storage.ColumnChange;
import io.eider.api.storage.Table;
import io.eider.console.TableCommand;
import io.eider.console.TableShow;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Changes name, type, nullability or default of a column. */
@Service
@Command(scope = "eider", name = "column-alter", description = "Changes name, type, nullability or default of a column")
public final class ColumnAlter extends TableCommand {
    @Argument(index = 3, name = "column", description = "Name of the column", required = true)
    String column;

    @Option(name = "--name", description = "New name")
    String name;

    @Option(name = "--type", description = "New type")
    String type;

    @Option(name = "--not-null", description = "It may not hold NULL")
    boolean notNull;

    @Option(name = "--nullable", description = "It may hold NULL")
    boolean nullable;

    @Option(name = "--default", description = "New default, an SQL expression; empty for none")
    String defaultExpression;

    @Option(name = "--force-lossy", description = "Also where values are lost")
    boolean forceLossy;

    @Override
    protected void run() throws CommandException {
        if (notNull && nullable) {
            throw failure("--not-null and --nullable contradict each other", null);
        }
        Optional<ColumnChange.Nullability> nullability = Optional.empty();
        if (notNull || nullable) {
            nullability = Optional.of(notNull ? ColumnChange.Nullability.NOT_NULL : ColumnChange.Nullability.NULLABLE);
        }
        ColumnChange change = new ColumnChange(
                Optional.ofNullable(name).map(ColumnName::new),
                Optional.ofNullable(type),
                nullability,
                Optional.ofNullable(defaultExpression),
                forceLossy ? ColumnChange.Lossy.FORCE : ColumnChange.Lossy.REFUSE);
        Table changed = services.storage(storage -> storage.schemas().alterColumn(id(), column, change));
        show(TableShow.document(changed), "Changed column " + column + ".");
    }
}
