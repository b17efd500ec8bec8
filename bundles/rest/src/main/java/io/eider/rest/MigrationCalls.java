package io.eider.rest;

import io.eider.api.auth.Caller;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.ontology.Migration;
import io.eider.rest.body.MigrationAnswers.MigrationResponse;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;

/** What is done with a migration, under whichever path. Thread-safe. */
final class MigrationCalls {
    /** For the document of the interface. */
    static final String ABOUT_APPLY =
            "Answers 202 at once, with Location: the migration is applied in the background, GET it until it is applied or"
                    + " failed. With `Prefer: wait=60` (RFC 7240) it answers 200 when it is done, and 202 if that takes more than so many seconds, 300 at most.";

    private static final String PREFER = "Prefer";
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,4})\"?");
    private static final int LONGEST_SECONDS = 300;
    private static final int MOST_DIGITS = 40;

    private final Services services;

    MigrationCalls(Services services) {
        this.services = services;
    }

    /** @throws ApiException MIGRATION_NOT_FOUND */
    Migration find(long id) {
        return services.ontology().call(ontology -> ontology.migration(id));
    }

    Response apply(Migration migration, HttpServletRequest request) {
        Future<Migration> running = services.ontology().call(ontology -> ontology.start(migration.id()));
        try {
            Migration done = running.get(seconds(request), TimeUnit.SECONDS);
            return Response.ok(MigrationResponse.of(done)).build();
        } catch (TimeoutException e) {
            return Response.status(Response.Status.ACCEPTED)
                    .header(HttpHeaders.LOCATION, request.getRequestURI() + "/" + migration.id())
                    .entity(MigrationResponse.of(find(migration.id())))
                    .build();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ApiException told ? told : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(ErrorCode.SERVICE_UNAVAILABLE, "The server is stopping; the migration is finished");
        }
    }

    private static int seconds(HttpServletRequest request) {
        String preferences = String.join(",", Collections.list(request.getHeaders(PREFER)));
        Matcher wait = WAIT.matcher(preferences);
        return wait.find() ? Math.min(LONGEST_SECONDS, Integer.parseInt(wait.group(1))) : 0;
    }

    MigrationResponse approve(Migration migration, HttpServletRequest request) {
        String actor = actor(request);
        return MigrationResponse.of(services.ontology().call(ontology -> ontology.approve(migration.id(), actor)));
    }

    MigrationResponse rollback(Migration migration) {
        return MigrationResponse.of(services.ontology().call(ontology -> ontology.rollback(migration.id())));
    }

    /** Who asks, for the history. */
    static String actor(HttpServletRequest request) {
        return Gatekeeper.caller(request) instanceof Caller.ProjectKey key
                ? key.key().value()
                : "server_admin";
    }

    static ApiException missing(Object id) {
        return new ApiException(
                ErrorCode.MIGRATION_NOT_FOUND, "There is no migration " + id, Map.of("migration_id", id));
    }

    /** @throws ApiException MIGRATION_NOT_FOUND if it is none */
    static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw missing(text.length() <= MOST_DIGITS ? text : text.substring(0, MOST_DIGITS) + "...");
        }
    }
}
