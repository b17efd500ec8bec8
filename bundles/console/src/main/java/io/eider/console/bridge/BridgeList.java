package io.eider.console.bridge;

import io.eider.api.bridge.BridgeDescription;
import io.eider.api.bridge.Bridges;
import io.eider.api.bridge.DescribedTable;
import io.eider.console.EiderCommand;
import io.eider.console.Grid;
import io.eider.console.Plain;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the bridges that are open. */
@Service
@Command(scope = "eider", name = "bridge-list", description = "Lists the open bridges over running DuckDB instances")
public final class BridgeList extends EiderCommand {
    @Override
    protected void run() {
        List<BridgeDescription> found = services.bridges(Bridges::list);
        Grid grid = new Grid("No bridges")
                .left("Catalog")
                .left("Source")
                .right("Tables")
                .right("Sessions")
                .right("Rows read")
                .right("Rows written");
        for (BridgeDescription bridge : found) {
            grid.row(
                    bridge.catalog(),
                    bridge.source(),
                    Plain.count(bridge.tables().size()),
                    Plain.count(bridge.sessions()),
                    Plain.count(bridge.tables().stream()
                            .mapToLong(DescribedTable::rowsRead)
                            .sum()),
                    Plain.count(bridge.tables().stream()
                            .mapToLong(DescribedTable::rowsWritten)
                            .sum()));
        }
        show(found.stream().map(BridgeDocument::of).toList(), grid);
    }
}
