package io.eider.rest;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.error.ErrorKind;
import io.eider.rest.body.ErrorBodies.BareError;
import io.eider.rest.body.ErrorBodies.Detail;
import io.eider.rest.body.ErrorBodies.RoutingError;
import io.eider.rest.body.ErrorBodies.ServiceError;
import io.eider.rest.body.ErrorBodies.ValidationError;
import io.eider.rest.body.InvalidFields;
import io.eider.rest.reference.ReferenceErrors;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every error becomes an answer here: the row of its {@link ErrorCode} in the form that section 0.2 of the contract says. */
public final class ErrorMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorMapper.class);
    private static final Set<ErrorCode> WITHOUT_DETAILS = Set.of(
            ErrorCode.UNAUTHORIZED,
            ErrorCode.INVALID_CREDENTIALS,
            ErrorCode.SESSION_NOT_FOUND,
            ErrorCode.FORBIDDEN_PROJECT,
            ErrorCode.UPLOAD_FAILED,
            ErrorCode.REGISTRATION_FAILED);
    private static final Set<ErrorCode> BARE =
            Set.of(ErrorCode.IDEMPOTENCY_CONFLICT, ErrorCode.IDEMPOTENCY_IN_PROGRESS);
    private static final String HIDDEN = "An internal error occurred";
    private static final Map<Integer, String> ROUTING_TEXTS = Map.of(404, "Not Found", 405, "Method Not Allowed");

    private final Endpoints endpoints;
    private final boolean debug;

    @Context
    private HttpServletRequest request;

    /**
     * A mapper.
     *
     * @param endpoints tell which methods a path has
     * @param debug whether clients see the text of an unforeseen fault
     */
    ErrorMapper(Endpoints endpoints, boolean debug) {
        this.endpoints = endpoints;
        this.debug = debug;
    }

    @Override
    public Response toResponse(Throwable error) {
        if (error instanceof ApiException api && api.code() != ErrorCode.INTERNAL_ERROR) {
            return answer(api);
        }
        if (error instanceof InvalidFields invalid) {
            return json(422, new ValidationError(invalid.violations())).build();
        }
        if (error instanceof WebApplicationException routing
                && routing.getResponse().getStatus() < 500) {
            return answer(routing);
        }
        if (error instanceof IOException) {
            PendingAnswer.release(request);
            LOG.debug("The client of request {} has gone", EdgeFilter.requestId(request), error);
            return json(400, new RoutingError("The connection was broken")).build();
        }
        return unforeseen(error);
    }

    private Response answer(ApiException error) {
        ErrorCode code = error.code();
        if (code.kind() == ErrorKind.INTERNAL) {
            LOG.error("Request {} failed: {}", EdgeFilter.requestId(request), error.getMessage(), error);
        }
        if (code == ErrorCode.UPLOAD_INCOMPLETE) {
            PendingAnswer.release(request); // the connection broke, so the same request comes again
        }
        Object body = body(error);
        Response.ResponseBuilder answer = json(code.httpStatus(), body);
        if (code.httpStatus() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (code.httpStatus() == 503 || code == ErrorCode.IDEMPOTENCY_IN_PROGRESS) {
            answer.header(HttpHeaders.RETRY_AFTER, 1);
        }
        return answer.build();
    }

    private Object body(ApiException error) {
        if (ReferenceErrors.isOneOf(request.getRequestURI())) {
            return new RoutingError(Shown.text(error.getMessage()));
        }
        return BARE.contains(error.code())
                ? new BareError(error.code().wireName(), Shown.text(error.getMessage()))
                : new ServiceError(detail(error));
    }

    private static Detail detail(ApiException error) {
        ErrorCode code = error.code();
        Map<String, Object> details = WITHOUT_DETAILS.contains(code) ? null : Shown.members(error.details());
        return new Detail(code.wireName(), Shown.text(error.getMessage()), details);
    }

    /** What a body says that an error ends; one that nobody foresaw is logged and keeps its text to itself. */
    static Detail detail(RuntimeException error, HttpServletRequest request) {
        if (error instanceof ApiException api && api.code().kind() != ErrorKind.INTERNAL) {
            return detail(api);
        }
        LOG.error("Request {} failed", EdgeFilter.requestId(request), error);
        EdgeFilter.failed(request, error);
        return new Detail(ErrorCode.INTERNAL_ERROR.wireName(), HIDDEN, null);
    }

    private Response answer(WebApplicationException error) {
        Response original = error.getResponse();
        int status = original.getStatus();
        String text = ROUTING_TEXTS.getOrDefault(
                status,
                status == 401 ? "Not authenticated" : original.getStatusInfo().getReasonPhrase());
        Response.ResponseBuilder answer = json(status, new RoutingError(text));
        if (status == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, original.getHeaderString(HttpHeaders.WWW_AUTHENTICATE));
        }
        if (status == 405) {
            answer.header(HttpHeaders.ALLOW, String.join(", ", endpoints.methods(request.getRequestURI())));
        }
        return answer.build();
    }

    private Response unforeseen(Throwable error) {
        LOG.error("Request {} failed", EdgeFilter.requestId(request), error);
        EdgeFilter.failed(request, error);
        String text = debug ? String.valueOf(error.getMessage()) : HIDDEN;
        Object body = ReferenceErrors.isOneOf(request.getRequestURI())
                ? new RoutingError(text)
                : new BareError(ErrorCode.INTERNAL_ERROR.wireName(), text);
        return json(500, body).build();
    }

    private static Response.ResponseBuilder json(int status, Object body) {
        return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
    }
}
