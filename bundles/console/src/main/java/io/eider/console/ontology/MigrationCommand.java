package io.eider.console.ontology;

import io.eider.console.EiderCommand;
import io.eider.console.MigrationCompleter;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;

/** A command on one plan. */
abstract class MigrationCommand extends EiderCommand {
    @Argument(index = 0, name = "migration", description = "Number of the migration", required = true)
    @Completion(MigrationCompleter.class)
    long migration;
}
