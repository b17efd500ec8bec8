package io.eider.console.bridge;

import io.eider.api.bridge.BridgeDescription;
import io.eider.api.bridge.DescribedTable;
import io.eider.console.Grid;
import io.eider.console.Plain;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Shows a bridge with its tables. */
@Service
@Command(
        scope = "eider",
        name = "bridge-show",
        description = "Shows a bridge: its tables, what may be done with them and was")
public final class BridgeShow extends BridgeCommand {
    @Override
    protected void run() throws CommandException {
        List<BridgeDescription> found = find();
        Grid grid = new Grid("No tables")
                .left("Source")
                .left("Table")
                .left("Permission")
                .left("Columns")
                .left("Key")
                .right("Rows read")
                .right("Rows written");
        for (BridgeDescription bridge : found) {
            for (DescribedTable table : bridge.tables()) {
                grid.row(
                        bridge.source(),
                        table.name().schema() + "." + table.name().name(),
                        BridgeDocument.permission(table),
                        table.columns().stream()
                                .map(column -> column.name() + " " + column.type())
                                .collect(Collectors.joining(", ")),
                        String.join(", ", table.key()),
                        Plain.count(table.rowsRead()),
                        Plain.count(table.rowsWritten()));
            }
        }
        show(found.stream().map(BridgeDocument::of).toList(), grid);
    }
}
