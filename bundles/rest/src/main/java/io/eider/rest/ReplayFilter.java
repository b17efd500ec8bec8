package io.eider.rest;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.Replays;
import io.eider.api.storage.Replays.Answer;
import io.eider.api.storage.Replays.Answered;
import io.eider.api.storage.Replays.InProgress;
import io.eider.api.storage.Replays.Reservation;
import io.eider.api.storage.Replays.Reserved;
import io.eider.rest.body.Json;
import io.eider.rest.http.GuardedResponse;
import io.eider.rest.replay.ReplayKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.annotation.Priority;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.ContainerResponseContext;
import javax.ws.rs.container.ContainerResponseFilter;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;

/**
 * Executes a request with an idempotency key once and answers its repetitions alike (storage contract, section 0.5). Comes
 * after {@link Gatekeeper}, so a kept answer is given only to a caller who may still do what it answers, and after all
 * filters that change an answer, so it keeps what the client gets, before the client gets it.
 */
@Priority(Priorities.AUTHENTICATION + 1)
public final class ReplayFilter implements ContainerRequestFilter, ContainerResponseFilter {
    /** The attribute of the request with the SHA-256 of its body, if it has one. */
    static final String BODY_HASH = ReplayFilter.class.getName() + ".hash";

    /** The header with the key. */
    static final String HEADER = "X-Idempotency-Key";
    /** Methods that take a key. */
    static final Set<String> METHODS = Set.of("POST", "PUT", "DELETE");
    /** Jetty reads a header as ISO-8859-1, so above ASCII these are the bytes of whatever the client meant. */
    private static final Pattern GOOD_KEY = Pattern.compile("[^\\x00-\\x1f\\x7f]{1,255}");
    /** What says that nothing happened and that the request is to be repeated, or is to be decided anew each time. */
    private static final Set<Integer> NOT_KEPT = Set.of(401, 403, 413, 503, 507);

    private static final int MAX_BYTES = (1 << 20) - ReplayKey.OVERHEAD_BYTES;

    private final Services services;
    private final Endpoints endpoints;
    private final RestMeters meters;
    /** Names of the keys of requests that run here: the storage forgets its reservations when it is replaced. */
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    @Context
    private ResourceInfo resource;

    @Context
    private HttpServletRequest servletRequest;

    ReplayFilter(Services services, Endpoints endpoints, RestMeters meters) {
        this.services = services;
        this.endpoints = endpoints;
        this.meters = meters;
    }

    /** The idempotency key of a request, whatever its form; empty if it has none or its method takes none. */
    static Optional<String> keyOf(ContainerRequestContext request) {
        return METHODS.contains(request.getMethod())
                ? Optional.ofNullable(request.getHeaderString(HEADER))
                : Optional.empty();
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Optional<String> text = keyOf(request);
        if (text.isPresent()
                && !endpoints.of(resource.getResourceMethod()).operation().isPublic()) {
            begin(request, text.get());
        }
    }

    private void begin(ContainerRequestContext request, String text) {
        if (!GOOD_KEY.matcher(text).matches()) {
            throw new ApiException(
                    ErrorCode.INVALID_REQUEST, HEADER + " must have 1 to 255 characters and no control characters");
        }
        String token = Gatekeeper.token(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .orElseThrow();
        ReplayKey key = new ReplayKey(token, text);
        Replays.Request wanted =
                new Replays.Request(request.getMethod(), servletRequest.getRequestURI(), Optional.ofNullable((String)
                        request.getProperty(BODY_HASH)));
        Reservation reservation = reserve(key, wanted);
        if (reservation instanceof Reserved mine) {
            request.setProperty(
                    PendingAnswer.ATTRIBUTE, new PendingAnswer(services, key, mine, () -> running.remove(key.name())));
            meters.replayMissed();
        } else if (reservation instanceof Answered known) {
            refuseOther(known.request(), wanted);
            request.abortWith(replay(key, text, known));
            meters.replayed();
        } else {
            throw new ApiException(
                    ErrorCode.IDEMPOTENCY_IN_PROGRESS,
                    "A request with this idempotency key is being executed; repeat it later");
        }
    }

    private Reservation reserve(ReplayKey key, Replays.Request wanted) {
        if (running.contains(key.name())) {
            return new InProgress();
        }
        Reservation reservation =
                services.storage().call(storage -> storage.replays().reserve(key.name(), wanted));
        if (reservation instanceof Reserved mine && !running.add(key.name())) {
            services.storage().runIfBound(storage -> storage.replays().release(mine));
            return new InProgress();
        }
        return reservation;
    }

    private void refuseOther(Replays.Request known, Replays.Request wanted) {
        if (!known.method().equals(wanted.method())) {
            throw conflict("Idempotency key was used with " + known.method() + ", not " + wanted.method());
        }
        if (!known.path().equals(wanted.path())) {
            throw conflict("Idempotency key was used with different endpoint");
        }
        boolean haveBodies = known.bodyHash().isPresent() && wanted.bodyHash().isPresent();
        if (haveBodies && !known.bodyHash().equals(wanted.bodyHash())) {
            throw conflict("Idempotency key was used with different request body");
        }
    }

    private ApiException conflict(String message) {
        meters.replayRefused();
        return new ApiException(ErrorCode.IDEMPOTENCY_CONFLICT, message);
    }

    private static String id(byte[] body) {
        try {
            return Json.read(new ByteArrayInputStream(body)).path("id").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it was written by us
        }
    }

    private static Response replay(ReplayKey key, String text, Answered known) {
        Answer answer = known.answer();
        byte[] body = key.open(answer.status(), answer.body());
        Response.ResponseBuilder again =
                Response.status(answer.status()).header(HEADER, text).header("X-Idempotency-Replay", "true");
        if (answer.status()
                == Response.Status.ACCEPTED.getStatusCode()) { // what was begun is below where it was asked for
            again.header(HttpHeaders.LOCATION, known.request().path() + "/" + id(body));
        }
        if (body.length > 0) {
            again.type(MediaType.APPLICATION_JSON_TYPE).entity(new JsonWriter.Written(body, null));
        }
        return again.build();
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(PendingAnswer.ATTRIBUTE) instanceof PendingAnswer pending && pending.isOpen()) {
            end(pending, response);
        }
    }

    private void end(PendingAnswer pending, ContainerResponseContext response) {
        Object entity = response.getEntity();
        boolean isJson = entity == null || entity.getClass().isRecord();
        if (!isJson
                || NOT_KEPT.contains(response.getStatus())
                || GuardedResponse.of(servletRequest).isTaken()) {
            pending.release();
            return;
        }
        byte[] body = entity == null ? new byte[0] : Json.bytes(entity);
        if (entity != null) {
            response.setEntity(new JsonWriter.Written(body, entity));
        }
        if (body.length > MAX_BYTES) {
            pending.release();
            return;
        }
        pending.keep(response.getStatus(), body);
    }
}
