package io.eider.console.ontology;

import io.eider.api.ontology.SchemaChange;
import io.eider.console.SchemaVersionCompleter;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Shows what one version of a schema changes of another. */
@Service
@Command(scope = "eider", name = "ontology-diff", description = "Shows what one version of a schema changes of another")
public final class SchemaDiff extends SchemaCommand {
    @Argument(index = 1, name = "from", description = "The older version", required = true)
    @Completion(SchemaVersionCompleter.class)
    int from;

    @Argument(index = 2, name = "to", description = "The newer version", required = true)
    @Completion(SchemaVersionCompleter.class)
    int to;

    @Override
    protected void run() {
        List<SchemaChange> changes = services.ontology(ontology -> ontology.diff(schema, from, to));
        show(changes.stream().map(Documents::of).toList(), Documents.grid(changes));
    }
}
