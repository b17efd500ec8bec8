package io.eider.console.bridge;

import io.eider.console.Json;
import io.eider.console.Plain;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Takes a bridge away. */
@Service
@Command(scope = "eider", name = "bridge-close", description = "Closes a bridge: its tables are not shown any more")
public final class BridgeClose extends BridgeCommand {
    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        int tables = find().stream().mapToInt(bridge -> bridge.tables().size()).sum();
        if (!force) {
            confirm("Close bridge " + Plain.cell(catalog) + " with " + Plain.count(tables) + " tables?");
        }
        if (!services.bridges(bridges -> bridges.close(catalog))) {
            throw new CommandException("Bridge " + catalog + " belongs to a workspace, and is closed with it");
        }
        show(Json.object("closed", catalog), "Closed bridge " + Plain.cell(catalog) + ".");
    }
}
