package io.eider.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.eider.api.auth.Operation;
import io.eider.api.error.ApiException;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.rest.body.ErrorBodies.BareError;
import io.eider.rest.body.ErrorBodies.RoutingError;
import io.eider.rest.body.ErrorBodies.ServiceError;
import io.eider.rest.body.ErrorBodies.ValidationError;
import io.eider.rest.body.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.ws.rs.core.MultivaluedMap;

/**
 * What the operations log says of a request: which project and which thing, out of the path, for creations out of the body or
 * the answer. Takes names and ids only, never values of rows, filters or keys.
 *
 * @param operation that was asked for
 * @param path the variables of the path
 * @param body of the request; missing if it has none
 * @param answer the record of the answer, or null
 */
record LogEntry(Operation operation, MultivaluedMap<String, String> path, JsonNode body, Object answer) {
    LogEntry {
        body = body == null ? MissingNode.getInstance() : body;
    }

    /** Whose operation it is; empty if no project can have this id. */
    Optional<ProjectId> project() {
        try {
            return inPath("project_id").or(() -> inBody("id")).map(ProjectId::new);
        } catch (ApiException e) {
            return Optional.empty();
        }
    }

    /**
     * Which thing it was done to; empty if a creation failed before its thing had an id.
     *
     * @throws IllegalStateException if there is no rule for its type
     */
    Optional<String> resourceId() {
        String type = operation.resourceType().orElseThrow();
        return switch (type) {
            case "project" -> project().map(ProjectId::value);
            case "bucket" -> bucket();
            case "table", "branch_table" -> join(List.of(bucket(), table()));
            case "column" -> join(List.of(bucket(), table(), inPath("column").or(() -> inBody("name"))));
            case "snapshot_settings" -> join(List.of(bucket(), inPath("table_name")));
            case "file" -> inPath("file_id").or(this::made);
            case "branch" -> inPath("branch_id").or(this::made);
            case "api_key" -> inPath("key_id").or(this::made);
            case "snapshot" -> inPath("snapshot_id").or(this::made);
            case "workspace" -> inPath("workspace_id").or(this::made);
            case "workspace_object" -> join(List.of(inPath("workspace_id"), inPath("object_name")));
            default -> throw new IllegalStateException("The operations log has no rule for the id of a " + type);
        };
    }

    /** The branch, if it is not the default one and not what the operation is about. */
    Map<String, Object> details() {
        return inPath("branch_id")
                .filter(BranchId::isWellFormed)
                .filter(branch -> !new BranchId(branch).isDefault())
                .filter(branch -> !operation.resourceType().equals(Optional.of("branch")))
                .<Map<String, Object>>map(branch -> Map.of("branch_id", branch))
                .orElse(Map.of());
    }

    /** What the client was told; empty if the answer is not an error. */
    Optional<String> errorMessage() {
        if (answer instanceof ServiceError error) {
            return Optional.of(error.detail().message());
        }
        if (answer instanceof RoutingError error) {
            return Optional.of(error.detail());
        }
        if (answer instanceof BareError error) {
            return Optional.of(error.message());
        }
        if (answer instanceof ValidationError error) {
            return Optional.of(error.violations().stream()
                    .map(violation ->
                            violation.loc().stream().map(String::valueOf).collect(Collectors.joining(".")) + ": "
                                    + violation.msg())
                    .collect(Collectors.joining("; ")));
        }
        return Optional.empty();
    }

    private Optional<String> bucket() {
        return inPath("bucket_name").or(() -> inBody("name"));
    }

    private Optional<String> table() {
        return inPath("table_name").or(() -> inBody("name"));
    }

    private Optional<String> inPath(String variable) {
        return Optional.ofNullable(path.getFirst(variable));
    }

    private Optional<String> inBody(String member) {
        return text(body.path(member));
    }

    private Optional<String> made() {
        return answer instanceof Record ? text(Json.tree(answer).path("id")) : Optional.empty();
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }

    private static Optional<String> join(List<Optional<String>> names) {
        String joined = names.stream().flatMap(Optional::stream).collect(Collectors.joining("."));
        return joined.isEmpty() ? Optional.empty() : Optional.of(joined);
    }
}
