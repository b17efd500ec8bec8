package io.eider.console.ontology;

import io.eider.api.ontology.Field;
import io.eider.api.ontology.SchemaVersion;
import io.eider.console.Grid;
import io.eider.console.Plain;
import io.eider.console.SchemaVersionCompleter;
import java.util.OptionalInt;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows a version of a schema. */
@Service
@Command(scope = "eider", name = "ontology-show", description = "Shows a version of a schema")
public final class SchemaShow extends SchemaCommand {
    @Option(name = "--version", description = "Which version; the newest if left out")
    @Completion(SchemaVersionCompleter.class)
    Integer version;

    @Override
    protected void run() {
        OptionalInt wanted = version == null ? OptionalInt.empty() : OptionalInt.of(version);
        SchemaVersion found = services.ontology(ontology -> ontology.version(schema, wanted));
        Grid grid = new Grid("")
                .left("Field")
                .left("Type")
                .left("Required")
                .left("Default")
                .left("Key");
        for (Field field : found.schema().fields()) {
            int key = found.schema().primaryKey().indexOf(field.name().value());
            grid.row(
                    field.name(),
                    field.type().sql(),
                    field.isRequired() ? "yes" : "no",
                    field.defaultValue(),
                    key < 0 ? "" : "key " + (key + 1));
        }
        String head = Plain.cell(found.schemaId()) + ": version " + found.version() + ", " + found.kind() + ", from "
                + Plain.line(found.source());
        show(Documents.of(found), head + System.lineSeparator() + grid);
    }
}
