package io.eider.console;

import io.eider.api.auth.IssuedKey;
import io.eider.api.auth.NewApiKey;
import io.eider.api.auth.Scope;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Makes a key. */
@Service
@Command(scope = "eider", name = "key-create", description = "Makes a key for a project and prints it, once")
public final class KeyCreate extends EiderCommand {
    private static final int MOST_DAYS = 365;

    @Argument(index = 0, name = "project", description = "Id of the project", required = true)
    @Completion(ProjectCompleter.class)
    String project;

    @Option(name = "--description", description = "What the key is for")
    String description = "Made in the console";

    @Option(name = "--scope", description = "project_admin, branch_admin or branch_read")
    @Completion(
            value = StringsCompleter.class,
            values = {"project_admin", "branch_admin", "branch_read"})
    String scope = Scope.PROJECT_ADMIN.wireName();

    @Option(name = "--branch", description = "Branch of a branch_admin or branch_read key")
    String branch;

    @Option(name = "--days", description = "Valid for so many days, 1 to 365; for ever if left out")
    Integer days;

    @Override
    protected void run() throws CommandException {
        NewApiKey request = new NewApiKey(
                new ProjectId(project),
                chosenScope(),
                Optional.ofNullable(branch).map(BranchId::new),
                description,
                lifetime());
        IssuedKey issued = services.storage(storage -> {
            storage.projects().requireBranch(request.project(), request.branch().orElse(BranchId.DEFAULT));
            return services.auth(auth -> auth.issue(request));
        });
        Map<String, Object> document = KeyList.document(issued.key());
        document.put("api_key", issued.secret());
        show(
                document,
                "Made key " + issued.key().id() + ", shown only now:" + System.lineSeparator() + issued.secret());
    }

    private Scope chosenScope() throws CommandException {
        return Arrays.stream(Scope.values())
                .filter(one -> one.wireName().equals(scope))
                .findFirst()
                .orElseThrow(() ->
                        failure("--scope is " + scope + ", not project_admin, branch_admin or branch_read", null));
    }

    private Optional<Duration> lifetime() throws CommandException {
        if (days != null && (days < 1 || days > MOST_DAYS)) {
            throw failure("--days is " + days + ", not 1 to " + MOST_DAYS, null);
        }
        return Optional.ofNullable(days).map(Duration::ofDays);
    }
}
