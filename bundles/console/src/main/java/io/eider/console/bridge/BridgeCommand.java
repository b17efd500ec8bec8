package io.eider.console.bridge;

import io.eider.api.bridge.BridgeDescription;
import io.eider.api.bridge.Bridges;
import io.eider.console.BridgeCompleter;
import io.eider.console.EiderCommand;
import io.eider.console.Plain;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.support.CommandException;

/** A command on the bridges that show one catalog; several targets may call theirs the same. */
abstract class BridgeCommand extends EiderCommand {
    @Argument(index = 0, name = "catalog", description = "Catalog that the bridge shows", required = true)
    @Completion(BridgeCompleter.class)
    String catalog;

    /** Those that are open, one at least. */
    final List<BridgeDescription> find() throws CommandException {
        List<BridgeDescription> found = services.bridges(Bridges::list).stream()
                .filter(bridge -> bridge.catalog().equals(catalog))
                .toList();
        if (found.isEmpty()) {
            throw failure("No bridge shows a catalog " + Plain.cell(catalog), null);
        }
        return found;
    }
}
