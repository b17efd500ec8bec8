package io.eider.console.ontology;

import io.eider.console.Json;
import io.eider.console.Plain;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Lets a table follow its schema no more; the table stays. */
@Service
@Command(
        scope = "eider",
        name = "ontology-unbind",
        description = "Lets a table follow its schema no more; the table stays")
public final class TableUnbind extends FollowingTableCommand {
    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        if (!force) {
            confirm("Let table " + Plain.cell(id().shortName()) + " follow its schema no more?");
        }
        services.ontology(ontology -> {
            ontology.unbind(id());
            return table;
        });
        show(Json.object("unbound", id().shortName()), Plain.cell(id().shortName()) + " follows no schema.");
    }
}
