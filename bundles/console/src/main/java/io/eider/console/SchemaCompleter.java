package io.eider.console;

import io.eider.api.ontology.Ontology;
import io.eider.api.ontology.SchemaVersion;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the ids of the schemas that are known. */
@Service
public final class SchemaCompleter extends IdCompleter {
    @Override
    protected List<String> ids(Typed typed) {
        return services.isOntologyBound()
                ? services.ontology(Ontology::schemas).stream()
                        .map(SchemaVersion::schemaId)
                        .toList()
                : List.of();
    }
}
