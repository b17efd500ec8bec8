package io.eider.console.ontology;

import io.eider.api.ontology.SchemaChange;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows how a table differs from its schema. */
@Service
@Command(scope = "eider", name = "ontology-drift", description = "Shows how a table differs from its schema")
public final class TableDrift extends FollowingTableCommand {
    @Override
    protected void run() {
        List<SchemaChange> changes = services.ontology(ontology -> ontology.drift(id()));
        show(changes.stream().map(Documents::of).toList(), Documents.grid(changes));
    }
}
