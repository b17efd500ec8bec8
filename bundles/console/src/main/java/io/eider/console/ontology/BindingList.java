package io.eider.console.ontology;

import io.eider.api.id.ProjectId;
import io.eider.api.ontology.SchemaBinding;
import io.eider.console.EiderCommand;
import io.eider.console.Grid;
import io.eider.console.ProjectCompleter;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Lists the tables that follow schemas. */
@Service
@Command(scope = "eider", name = "ontology-bindings", description = "Lists the tables that follow schemas")
public final class BindingList extends EiderCommand {
    @Option(name = "--project", description = "Only those of a project")
    @Completion(ProjectCompleter.class)
    String project;

    @Override
    protected void run() {
        Optional<ProjectId> wanted = Optional.ofNullable(project).map(ProjectId::new);
        List<SchemaBinding> found = services.ontology(ontology -> ontology.bindings(wanted));
        Grid grid = new Grid("No table follows a schema")
                .left("Project")
                .left("Table")
                .left("Schema")
                .left("Version")
                .left("Policy");
        for (SchemaBinding binding : found) {
            grid.row(
                    binding.table().project(),
                    binding.table().shortName(),
                    binding.schemaId(),
                    Documents.pinned(binding).map(Object::toString).orElse("newest"),
                    Documents.wire(binding.policy()));
        }
        show(found.stream().map(Documents::of).toList(), grid);
    }
}
