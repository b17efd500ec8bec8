package io.eider.rest.body;

import io.eider.api.storage.LoggedOperation;
import io.eider.api.storage.OperationFilter;
import io.eider.api.storage.OperationRecord;
import io.eider.api.storage.OperationRecord.Status;
import io.eider.api.storage.Page;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Bodies of the operations log (storage contract, sections 2.4 and 8.2). */
public final class OperationBodies {
    private static final List<String> STATUSES = List.of("success", "failed");

    private OperationBodies() {}

    /** The filter that a query string asks for; {@code query} collects what is wrong with it. */
    public static OperationFilter filter(QueryReader query, UnaryOperator<String> parameters) {
        return new OperationFilter(
                text(parameters, "operation"),
                query.oneOf("status", text(parameters, "status"), STATUSES)
                        .map(status -> Status.valueOf(status.toUpperCase(Locale.ROOT))),
                text(parameters, "resource_type"),
                text(parameters, "resource_id"),
                text(parameters, "request_id"),
                query.instant("since", text(parameters, "since")),
                query.instant("until", text(parameters, "until")));
    }

    private static Optional<String> text(UnaryOperator<String> parameters, String name) {
        return Optional.ofNullable(parameters.apply(name));
    }

    /** An operation. */
    public record OperationResponse(
            long id,
            @Schema(format = "date-time") String timestamp,
            String requestId,
            String projectId,
            String operation,
            String resourceType,
            @Schema(nullable = true) String resourceId,
            Map<String, Object> details,
            long durationMs,
            @Schema(allowableValues = {"success", "failed"}) String status,
            @Schema(nullable = true) String errorMessage) {
        /** As it is on the wire. */
        public static OperationResponse of(LoggedOperation logged) {
            OperationRecord operation = logged.operation();
            return new OperationResponse(
                    logged.id(),
                    Json.timestamp(operation.at()),
                    operation.requestId(),
                    operation.project().value(),
                    operation.operation(),
                    operation.resourceType(),
                    operation.resourceId().orElse(null),
                    operation.details(),
                    operation.duration().toMillis(),
                    operation.status().wireName(),
                    operation.errorMessage().orElse(null));
        }
    }

    /** Operations, newest first. */
    public record OperationListResponse(List<OperationResponse> operations, long total) {
        /** As it is on the wire. */
        public static OperationListResponse of(Page<LoggedOperation> page) {
            return new OperationListResponse(
                    page.items().stream().map(OperationResponse::of).toList(), page.total());
        }
    }
}
