package io.eider.console.ontology;

import io.eider.api.ontology.SchemaForm;
import io.eider.console.Json;
import io.eider.console.Plain;
import io.eider.console.SchemaVersionCompleter;
import java.util.Locale;
import java.util.OptionalInt;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Writes a version of a schema for others. */
@Service
@Command(scope = "eider", name = "ontology-export", description = "Writes a schema as JSON Schema, SQL or Markdown")
public final class SchemaExport extends SchemaCommand {
    @Option(name = "--version", description = "Which version; the newest if left out")
    @Completion(SchemaVersionCompleter.class)
    Integer version;

    @Option(name = "--format", description = "jsonschema, avro, ddl or markdown")
    @Completion(
            value = StringsCompleter.class,
            values = {"jsonschema", "avro", "ddl", "markdown"})
    String format = "jsonschema";

    @Override
    protected void run() throws CommandException {
        OptionalInt wanted = version == null ? OptionalInt.empty() : OptionalInt.of(version);
        SchemaForm form = form();
        String text = services.ontology(ontology -> ontology.export(schema, wanted, form));
        show(Json.object("schema_id", schema, "format", format, "text", text), Plain.block(text));
    }

    private SchemaForm form() throws CommandException {
        try {
            String word = format.equals("jsonschema") ? "json_schema" : format;
            return SchemaForm.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw failure("--format is jsonschema, avro, ddl or markdown, not " + Plain.cell(format), e);
        }
    }
}
