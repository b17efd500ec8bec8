package io.eider.console.ontology;

import io.eider.api.ontology.Ontology;
import io.eider.api.ontology.SchemaVersion;
import io.eider.console.EiderCommand;
import io.eider.console.Grid;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the schemas that are known. */
@Service
@Command(scope = "eider", name = "ontology-list", description = "Lists the schemas that are known")
public final class SchemaList extends EiderCommand {
    @Override
    protected void run() {
        List<SchemaVersion> found = services.ontology(Ontology::schemas);
        Grid grid = new Grid("No schemas")
                .left("Schema")
                .right("Version")
                .right("Fields")
                .left("Kind")
                .left("From")
                .left("Since");
        for (SchemaVersion version : found) {
            grid.row(
                    version.schemaId(),
                    version.version(),
                    version.schema().fields().size(),
                    version.kind(),
                    version.source(),
                    version.createdAt());
        }
        show(found.stream().map(Documents::of).toList(), grid);
    }
}
