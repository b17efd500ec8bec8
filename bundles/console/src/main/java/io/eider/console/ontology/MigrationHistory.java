package io.eider.console.ontology;

import io.eider.api.ontology.Migration;
import io.eider.console.Grid;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the plans of a table and what became of them. */
@Service
@Command(scope = "eider", name = "ontology-history", description = "Lists the plans of a table and what became of them")
public final class MigrationHistory extends FollowingTableCommand {
    @Override
    protected void run() {
        services.storage(storage -> storage.tables().get(id()));
        List<Migration> found = services.ontology(ontology -> ontology.history(id()));
        Grid grid = new Grid("No migrations")
                .right("Id")
                .left("Schema")
                .right("Version")
                .left("Class")
                .left("Status")
                .left("Planned")
                .left("By")
                .left("Approved by")
                .left("Error");
        for (Migration migration : found) {
            grid.row(
                    migration.id(),
                    migration.schemaId(),
                    migration.version(),
                    Documents.wire(migration.changeClass()),
                    Documents.wire(migration.status()),
                    migration.createdAt(),
                    migration.actor(),
                    migration.approvedBy(),
                    migration.error());
        }
        show(found.stream().map(Documents::of).toList(), grid);
    }
}
