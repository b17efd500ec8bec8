package io.eider.console;

import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the versions of the schema that was typed. */
@Service
public final class SchemaVersionCompleter extends IdCompleter {
    @Override
    protected List<String> ids(Typed typed) {
        Optional<String> schema = typed.value("--schema", 0);
        if (schema.isEmpty() || !services.isOntologyBound()) {
            return List.of();
        }
        return services.ontology(ontology -> ontology.versions(schema.get())).stream()
                .map(version -> Integer.toString(version.version()))
                .toList();
    }
}
