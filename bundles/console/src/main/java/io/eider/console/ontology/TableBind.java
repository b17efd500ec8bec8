package io.eider.console.ontology;

import io.eider.api.ontology.MigrationPolicy;
import io.eider.api.ontology.SchemaBinding;
import io.eider.api.storage.ValidationMode;
import io.eider.console.Plain;
import io.eider.console.SchemaCompleter;
import java.util.Locale;
import java.util.OptionalInt;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Lets a table follow a schema; it is made if it is not there. */
@Service
@Command(
        scope = "eider",
        name = "ontology-bind",
        description = "Lets a table follow a schema; it is made if it is not there")
public final class TableBind extends FollowingTableCommand {
    @Argument(index = 3, name = "schema", description = "Id of the schema", required = true)
    @Completion(SchemaCompleter.class)
    String schema;

    @Option(name = "--version", description = "The only version to follow; the newest if left out")
    Integer version;

    @Option(name = "--policy", description = "What is applied without being asked: off, plan_only, safe, guarded, all")
    @Completion(
            value = StringsCompleter.class,
            values = {"off", "plan_only", "safe", "guarded", "all"})
    String policy = "plan_only";

    @Option(
            name = "--validation",
            description = "What becomes of imported rows that break the schema's rules: off, warn, reject, quarantine")
    @Completion(
            value = StringsCompleter.class,
            values = {"off", "warn", "reject", "quarantine"})
    String validation = "off";

    @Override
    protected void run() throws CommandException {
        OptionalInt pinned = version == null ? OptionalInt.empty() : OptionalInt.of(version);
        MigrationPolicy wanted = toPolicy();
        ValidationMode mode = toValidation();
        SchemaBinding made = services.ontology(ontology -> ontology.bind(id(), schema, pinned, wanted, mode));
        show(
                Documents.of(made),
                Plain.cell(id().shortName()) + " follows schema " + Plain.cell(schema) + " ("
                        + Documents.wire(made.policy()) + ").");
    }

    private ValidationMode toValidation() throws CommandException {
        try {
            return ValidationMode.valueOf(validation.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw failure("--validation is off, warn, reject or quarantine, not " + Plain.cell(validation), e);
        }
    }

    private MigrationPolicy toPolicy() throws CommandException {
        try {
            return MigrationPolicy.valueOf(policy.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw failure("--policy is off, plan_only, safe, guarded or all, not " + Plain.cell(policy), e);
        }
    }
}
