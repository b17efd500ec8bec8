package io.eider.console.ontology;

import io.eider.console.EiderCommand;
import io.eider.console.SchemaCompleter;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;

/** A command on one schema. */
abstract class SchemaCommand extends EiderCommand {
    @Argument(index = 0, name = "schema", description = "Id of the schema", required = true)
    @Completion(SchemaCompleter.class)
    String schema;
}
