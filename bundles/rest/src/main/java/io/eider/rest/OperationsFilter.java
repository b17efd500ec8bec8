package io.eider.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.OperationRecord;
import io.eider.api.storage.OperationRecord.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.annotation.Priority;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerResponseContext;
import javax.ws.rs.container.ContainerResponseFilter;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MultivaluedHashMap;
import javax.ws.rs.core.MultivaluedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes in the operations log what admitted callers asked for, when the answer is known; the last filter of an answer. A
 * replayed answer is not noted again.
 */
@Priority(1)
public final class OperationsFilter implements ContainerResponseFilter {
    private static final Logger LOG = LoggerFactory.getLogger(OperationsFilter.class);
    private static final String ADMITTED = OperationsFilter.class.getName() + ".admitted";
    private static final String ABOUT = OperationsFilter.class.getName() + ".about";
    private static final String REPLAY = "X-Idempotency-Replay";

    private final Services services;
    private final RestMeters meters;
    private final Clock clock;

    @Context
    private HttpServletRequest servletRequest;

    OperationsFilter(Services services, RestMeters meters, Clock clock) {
        this.services = services;
        this.meters = meters;
        this.clock = clock;
    }

    /** Says that the caller of a request may do what it asks for. */
    static void admit(ContainerRequestContext request, Endpoint endpoint) {
        request.setProperty(ADMITTED, new Admitted(endpoint, System.nanoTime()));
    }

    /** Says what a request is about whose path does not: the log would not know its project. */
    static void about(HttpServletRequest request, TableId table) {
        request.setAttribute(ABOUT, table);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(ADMITTED) instanceof Admitted admitted
                && admitted.endpoint.operation().resourceType().isPresent()
                && !response.getHeaders().containsKey(REPLAY)) {
            note(admitted, request, response);
        }
    }

    private void note(Admitted admitted, ContainerRequestContext request, ContainerResponseContext response) {
        LogEntry entry = entry(admitted, request, response);
        Duration duration = Duration.ofNanos(System.nanoTime() - admitted.startNanos);
        meters.operated(entry.operation(), response.getStatus() < 400, duration);
        try {
            entry.project()
                    .map(project -> record(entry, project, duration, response.getStatus()))
                    .ifPresent(record -> services.storage()
                            .runIfBound(storage -> storage.operations().record(record)));
        } catch (RuntimeException e) { // the work is done; an answer is never spoilt by its log
            LOG.warn("Request {} is not in the operations log", EdgeFilter.requestId(servletRequest), e);
        }
    }

    private static LogEntry entry(
            Admitted admitted, ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, String> path = request.getUriInfo().getPathParameters();
        JsonNode body = (JsonNode) request.getProperty(Gatekeeper.BODY);
        Optional<BucketId> home = Gatekeeper.home(request);
        if (home.isPresent()) {
            path = new MultivaluedHashMap<>(path);
            path.putSingle("project_id", home.get().project().value());
            path.putSingle("branch_id", home.get().branch().value());
            path.putSingle("bucket_name", home.get().name());
            body = null; // its members are columns, whatever they are called
        }
        if (request.getProperty(ABOUT) instanceof TableId table) {
            path = new MultivaluedHashMap<>(path);
            path.putSingle("project_id", table.project().value());
            path.putSingle("branch_id", table.bucket().branch().value());
            path.putSingle("bucket_name", table.bucket().name());
            path.putSingle("table_name", table.name());
        }
        Object answer = JsonWriter.Written.valueOf(response.getEntity());
        return new LogEntry(admitted.endpoint.operation(), path, body, answer);
    }

    private OperationRecord record(LogEntry entry, ProjectId project, Duration duration, int status) {
        return new OperationRecord(
                clock.instant().minus(duration),
                EdgeFilter.requestId(servletRequest),
                project,
                entry.operation().logName(),
                entry.operation().resourceType().orElseThrow(),
                entry.resourceId(),
                entry.details(),
                duration,
                status < 400 ? Status.SUCCESS : Status.FAILED,
                entry.errorMessage());
    }

    /**
     * A request that was let in.
     *
     * @param endpoint which one
     * @param startNanos when
     */
    private record Admitted(Endpoint endpoint, long startNanos) {}
}
