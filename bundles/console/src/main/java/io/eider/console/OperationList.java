package io.eider.console;

import io.eider.api.id.ProjectId;
import io.eider.api.storage.LoggedOperation;
import io.eider.api.storage.OperationFilter;
import io.eider.api.storage.OperationRecord;
import io.eider.api.storage.OperationRecord.Status;
import io.eider.api.storage.Page;
import io.eider.api.storage.PageRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Lists what was done in a project. */
@Service
@Command(scope = "eider", name = "operation-list", description = "Lists what was done in a project, the newest first")
public final class OperationList extends EiderCommand {
    private static final int MAX_LIMIT = 1_000;

    @Argument(index = 0, name = "project", description = "Id of the project", required = true)
    @Completion(ProjectCompleter.class)
    String project;

    @Option(name = "--operation", description = "Only this operation, as create_table")
    String operation;

    @Option(name = "--status", description = "Only those that ended so: success or failed")
    String status;

    @Option(name = "--resource-type", description = "Only those on this type of thing, as table")
    String resourceType;

    @Option(name = "--resource-id", description = "Only those on this thing, as in.c-sales.orders")
    String resourceId;

    @Option(name = "--request-id", description = "Only those of this request")
    String requestId;

    @Option(name = "--since", description = "Only those begun at or after, as 2026-11-21T03:53:52Z")
    String since;

    @Option(name = "--until", description = "Only those begun before, as 2026-11-21T03:53:52Z")
    String until;

    @Option(name = "--limit", description = "At most so many, 1 to 1000")
    int limit = 50;

    @Override
    protected void run() throws CommandException {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw failure("--limit must be 1 to " + MAX_LIMIT, null);
        }
        ProjectId id = new ProjectId(project);
        OperationFilter filter = filter();
        Page<LoggedOperation> page =
                services.storage(storage -> storage.operations().list(id, filter, new PageRequest(limit, 0)));
        show(page.items().stream().map(OperationList::document).toList(), grid(page));
    }

    private OperationFilter filter() throws CommandException {
        return new OperationFilter(
                Optional.ofNullable(operation),
                status(),
                Optional.ofNullable(resourceType),
                Optional.ofNullable(resourceId),
                Optional.ofNullable(requestId),
                instant("--since", since),
                instant("--until", until));
    }

    private Optional<Status> status() throws CommandException {
        if (status == null) {
            return Optional.empty();
        }
        for (Status known : Status.values()) {
            if (known.wireName().equals(status.toLowerCase(Locale.ROOT))) {
                return Optional.of(known);
            }
        }
        throw failure("--status must be success or failed", null);
    }

    private static Optional<Instant> instant(String option, String text) throws CommandException {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeException e) {
            throw failure(option + " must be a time like 2026-11-21T03:53:52Z", e);
        }
    }

    private static Grid grid(Page<LoggedOperation> page) {
        Grid grid = new Grid("No operations")
                .left("Begun")
                .left("Operation")
                .left("On")
                .left("Status")
                .right("ms")
                .left("Request")
                .left("Error");
        for (LoggedOperation logged : page.items()) {
            OperationRecord row = logged.operation();
            grid.row(
                    row.at(),
                    row.operation(),
                    row.resourceId(),
                    row.status().wireName(),
                    Plain.count(row.duration().toMillis()),
                    row.requestId(),
                    row.errorMessage());
        }
        return grid;
    }

    static Map<String, Object> document(LoggedOperation logged) {
        OperationRecord row = logged.operation();
        return Json.object(
                "id",
                logged.id(),
                "timestamp",
                row.at(),
                "request_id",
                row.requestId(),
                "project_id",
                row.project(),
                "operation",
                row.operation(),
                "resource_type",
                row.resourceType(),
                "resource_id",
                row.resourceId(),
                "details",
                row.details(),
                "duration_ms",
                row.duration().toMillis(),
                "status",
                row.status().wireName(),
                "error_message",
                row.errorMessage());
    }
}
