package io.eider.console.ontology;

import io.eider.console.Json;
import io.eider.console.Plain;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Forgets the kept document of a schema; its versions stay. */
@Service
@Command(
        scope = "eider",
        name = "ontology-cache-clear",
        description = "Forgets the kept document of a schema; its versions stay")
public final class CacheClear extends SchemaCommand {
    @Override
    protected void run() {
        services.schemaServer(server -> {
            server.forget(schema);
            return schema;
        });
        show(Json.object("forgotten", schema), "Forgot the document of " + Plain.cell(schema) + ".");
    }
}
