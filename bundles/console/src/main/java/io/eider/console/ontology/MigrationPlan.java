package io.eider.console.ontology;

import io.eider.api.ontology.Migration;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Tries on a copy what brings a table to its schema. */
@Service
@Command(scope = "eider", name = "ontology-plan", description = "Tries on a copy what brings a table to its schema")
public final class MigrationPlan extends FollowingTableCommand {
    @Override
    protected void run() {
        Migration planned = services.ontology(ontology -> ontology.plan(id(), ACTOR));
        show(Documents.of(planned), Documents.text(planned));
    }
}
