package io.eider.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.eider.api.auth.Caller;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.ontology.OntologyHome;
import io.eider.rest.body.InvalidFields;
import io.eider.rest.body.Json;
import io.eider.rest.http.BoundedStream;
import io.eider.rest.http.HashedStream;
import io.eider.rest.replay.ReplayKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Optional;
import javax.annotation.Priority;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.NotAuthorizedException;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MultivaluedMap;

/**
 * Lets a request in or not, in the order of section 0.3 of the storage contract: a body that is not JSON is 422 even without
 * credentials, then 401 and 403; the fields are looked at later. The body of a caller who is refused is checked without being
 * kept in memory.
 */
@Priority(Priorities.AUTHENTICATION)
public final class Gatekeeper implements ContainerRequestFilter {
    /** The attribute of the request with its body as a JsonNode. */
    static final String BODY = Gatekeeper.class.getName() + ".body";

    private static final String HOME = Gatekeeper.class.getName() + ".home";
    private static final String CALLER = Gatekeeper.class.getName() + ".caller";
    private static final String SCHEME = "Bearer ";

    private final Services services;
    private final Endpoints endpoints;
    private final int maxBytes;

    @Context
    private ResourceInfo resource;

    /**
     * A gate before the resources.
     *
     * @param maxBytes of a JSON body
     */
    Gatekeeper(Services services, Endpoints endpoints, int maxBytes) {
        this.services = services;
        this.endpoints = endpoints;
        this.maxBytes = maxBytes;
    }

    /** Who makes a request that was let in; not for public operations. */
    static Caller caller(HttpServletRequest request) {
        return (Caller) request.getAttribute(CALLER);
    }

    /** The bucket that a request is about whose path names none ({@link Secured.Place#HOME}). */
    public static BucketId home(HttpServletRequest request) {
        return (BucketId) request.getAttribute(HOME);
    }

    /** As {@link #home(HttpServletRequest)}; empty if the path names what the request is about. */
    static Optional<BucketId> home(ContainerRequestContext request) {
        return Optional.ofNullable((BucketId) request.getProperty(HOME));
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Endpoint endpoint = endpoints.of(resource.getResourceMethod());
        Optional<RuntimeException> refusal = refusal(endpoint, request);
        if (refusal.isEmpty()) {
            OperationsFilter.admit(request, endpoint);
        }
        if (endpoint.body() != null) {
            request.setProperty(BODY, body(request, refusal.isPresent()));
        }
        refusal.ifPresent(error -> {
            throw error;
        });
    }

    private Optional<RuntimeException> refusal(Endpoint endpoint, ContainerRequestContext request) {
        if (endpoint.operation().isPublic()) {
            return Optional.empty();
        }
        Optional<String> key = token(request.getHeaderString(HttpHeaders.AUTHORIZATION));
        if (key.isEmpty()) {
            return Optional.of(new NotAuthorizedException("Not authenticated", "Bearer"));
        }
        Caller caller = services.auth().call(auth -> auth.authenticate(key.get()));
        request.setProperty(CALLER, caller);
        if (endpoint.place() == Secured.Place.HOME) {
            return refusalAtHome(endpoint, caller, request);
        }
        if (endpoint.place() == Secured.Place.ANYWHERE && !(caller instanceof Caller.Admin)) {
            return Optional.of(notTheServers());
        }
        MultivaluedMap<String, String> path = request.getUriInfo().getPathParameters();
        String project = path.getFirst("project_id");
        if (endpoint.operation().isAllowed(caller, project(project), branch(path.getFirst("branch_id")))) {
            return Optional.empty();
        }
        return Optional.of(
                endpoint.operation().isServerAdminOnly()
                        ? notTheServers()
                        : new ApiException(
                                ErrorCode.FORBIDDEN_PROJECT,
                                project == null ? "Access denied" : "Access denied to project " + project));
    }

    private static ApiException notTheServers() {
        return new ApiException(ErrorCode.UNAUTHORIZED, "Invalid admin API key");
    }

    private Optional<RuntimeException> refusalAtHome(
            Endpoint endpoint, Caller caller, ContainerRequestContext request) {
        Optional<BucketId> bucket = services.home().call(OntologyHome::bucket);
        if (bucket.isEmpty()) {
            return Optional.of(new NotFoundException()); // as if there were no such path
        }
        BucketId home = bucket.get();
        request.setProperty(HOME, home);
        if (endpoint.operation().isAllowed(caller, Optional.of(home.project()), Optional.of(home.branch()))) {
            return Optional.empty();
        }
        return Optional.of(new ApiException(
                ErrorCode.FORBIDDEN_PROJECT,
                "Access denied to project " + home.project().value()));
    }

    /** What a caller shows in the Authorization header. */
    static Optional<String> token(String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return Optional.of(header.substring(SCHEME.length()).strip()).filter(key -> !key.isEmpty());
    }

    /** An id that breaks the rules opens nothing; that it does is said to those whose key opens everything. */
    private static Optional<ProjectId> project(String text) {
        try {
            return Optional.ofNullable(text).map(ProjectId::new);
        } catch (ApiException e) {
            return Optional.empty();
        }
    }

    private static Optional<BranchId> branch(String text) {
        return Optional.ofNullable(text).filter(BranchId::isWellFormed).map(BranchId::new);
    }

    private JsonNode body(ContainerRequestContext request, boolean isRefused) {
        if (request.getLength() > maxBytes) {
            throw tooLarge();
        }
        try {
            InputStream in = new BoundedStream(request.getEntityStream(), maxBytes, this::tooLarge);
            if (isRefused) {
                Json.check(in);
                return MissingNode.getInstance();
            }
            return ReplayFilter.keyOf(request).isPresent() ? hashed(request, in) : Json.read(in);
        } catch (JsonProcessingException e) {
            long offset = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
            throw InvalidFields.notJson(Math.max(0, offset), e.getOriginalMessage());
        } catch (CharacterCodingException e) {
            throw InvalidFields.notJson(0, "The body is not text in UTF-8");
        } catch (IOException e) {
            throw new ApiException(
                    ErrorCode.UPLOAD_INCOMPLETE, "The request body ended before its announced end", Map.of(), e);
        }
    }

    private static JsonNode hashed(ContainerRequestContext request, InputStream in) throws IOException {
        HashedStream hashed = new HashedStream(in, ReplayKey.sha256());
        JsonNode body = Json.read(hashed);
        hashed.hash().ifPresent(hash -> request.setProperty(ReplayFilter.BODY_HASH, hash));
        return body;
    }

    private ApiException tooLarge() {
        return new ApiException(
                ErrorCode.REQUEST_TOO_LARGE,
                "The request body is larger than " + maxBytes + " bytes",
                Map.of("max_bytes", maxBytes));
    }
}
