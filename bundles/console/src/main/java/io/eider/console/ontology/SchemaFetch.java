package io.eider.console.ontology;

import io.eider.api.ontology.FetchedSchema;
import io.eider.api.ontology.SchemaVersion;
import io.eider.console.Plain;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Asks the ontology server for a schema and keeps what it says. */
@Service
@Command(
        scope = "eider",
        name = "ontology-fetch",
        description = "Asks the ontology server for a schema and keeps what it says")
public final class SchemaFetch extends SchemaCommand {
    @Override
    protected void run() throws CommandException {
        FetchedSchema fetched = services.schemaServer(server -> server.refresh(schema));
        if (fetched.document().isEmpty()) {
            throw failure(
                    "Schema " + Plain.cell(schema) + " was not had ("
                            + Documents.wire(fetched.outcome()) + "): "
                            + fetched.problem().orElse("no reason is known"),
                    null);
        }
        SchemaVersion kept = services.ontology(
                ontology -> ontology.register(fetched.document().get()));
        String source = fetched.outcome().sourceName();
        Map<String, Object> document = Documents.of(kept);
        document.put("source", source);
        document.put("age_seconds", fetched.age().toSeconds());
        show(document, "Schema " + Plain.cell(schema) + " has version " + kept.version() + " (" + source + ").");
    }
}
