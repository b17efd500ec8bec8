package io.eider.console.ontology;

import io.eider.api.ontology.Migration;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Puts a table back to the snapshot before a plan. */
@Service
@Command(scope = "eider", name = "ontology-rollback", description = "Puts a table back to the snapshot before a plan")
public final class MigrationRollback extends MigrationCommand {
    @Option(name = "--force", description = "Do not ask")
    boolean force;

    @Override
    protected void run() throws CommandException {
        Migration applied = services.ontology(ontology -> ontology.migration(migration));
        if (!force) {
            confirm("Take back and lose what was written since? " + Documents.line(applied));
        }
        Migration undone = services.ontology(ontology -> ontology.rollback(migration));
        show(Documents.of(undone), Documents.line(undone));
    }
}
