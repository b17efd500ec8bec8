package io.eider.console.ontology;

import io.eider.api.ontology.Migration;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Approves that a plan loses values. */
@Service
@Command(scope = "eider", name = "ontology-approve", description = "Approves that a plan loses values")
public final class MigrationApprove extends MigrationCommand {
    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        Migration planned = services.ontology(ontology -> ontology.migration(migration));
        if (!force) {
            confirm("Approve what may lose values? " + Documents.line(planned));
        }
        Migration approved = services.ontology(ontology -> ontology.approve(migration, FollowingTableCommand.ACTOR));
        show(Documents.of(approved), Documents.line(approved));
    }
}
