package io.eider.console.ontology;

import io.eider.api.ontology.Ontology;
import io.eider.api.ontology.SchemaServer;
import io.eider.api.ontology.ServerState;
import io.eider.console.EiderCommand;
import io.eider.console.Grid;
import io.eider.console.Json;
import io.eider.console.Plain;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows the ontology server and the readers of documents. */
@Service
@Command(
        scope = "eider",
        name = "ontology-source-list",
        description = "Shows the ontology server and the readers of documents")
public final class SourceList extends EiderCommand {
    @Override
    protected void run() {
        ServerState state = services.schemaServer(SchemaServer::state);
        List<String> readers = services.ontology(Ontology::readers);
        Grid grid = new Grid("").left("What").left("Value");
        grid.wide("Server", state.url().isBlank() ? "none" : state.url());
        grid.wide("Mode", state.mode());
        grid.wide("Breaker", state.breaker());
        grid.wide("Kept schemas", Plain.count(state.keptSchemas()));
        grid.wide("Last success", Plain.cell(state.lastSuccess()));
        grid.wide("Last problem", state.lastProblem().orElse(""));
        grid.wide("Readers", String.join(", ", readers));
        show(
                Json.object(
                        "url",
                        state.url(),
                        "mode",
                        state.mode(),
                        "breaker",
                        state.breaker(),
                        "kept_schemas",
                        state.keptSchemas(),
                        "last_success",
                        state.lastSuccess(),
                        "last_problem",
                        state.lastProblem(),
                        "readers",
                        readers),
                grid);
    }
}
