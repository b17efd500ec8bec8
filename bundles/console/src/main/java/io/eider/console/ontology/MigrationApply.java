package io.eider.console.ontology;

import io.eider.api.ontology.Migration;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Applies a plan, all of it or nothing. */
@Service
@Command(scope = "eider", name = "ontology-apply", description = "Applies a plan, all of it or nothing")
public final class MigrationApply extends MigrationCommand {
    @Override
    protected void run() {
        Migration applied = services.ontology(ontology -> ontology.apply(migration));
        show(Documents.of(applied), Documents.line(applied));
    }
}
