package io.eider.console;

import io.eider.api.ontology.SchemaBinding;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the numbers of the plans of tables that follow schemas. */
@Service
public final class MigrationCompleter extends IdCompleter {
    @Override
    protected List<String> ids(Typed typed) {
        if (!services.isOntologyBound()) {
            return List.of();
        }
        return services.ontology(ontology -> ontology.bindings(Optional.empty()).stream()
                .map(SchemaBinding::table)
                .flatMap(table -> ontology.history(table).stream())
                .map(migration -> Long.toString(migration.id()))
                .toList());
    }
}
