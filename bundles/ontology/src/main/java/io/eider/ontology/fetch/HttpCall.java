package io.eider.ontology.fetch;

import io.eider.ontology.fetch.CappedBody.Body;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One GET, with the redirects that it may follow, within a time that its whole body counts into. Thread-safe. */
final class HttpCall {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final HttpClient client;
    private final FetchSettings settings;
    private final HostRules hosts;
    private final Clock clock;

    HttpCall(HttpClient client, FetchSettings settings, Clock clock) {
        this.client = client;
        this.settings = settings;
        this.hosts = new HostRules(
                settings.url(),
                settings.limits().allowedHosts(),
                settings.limits().internal());
        this.clock = clock;
    }

    /**
     * What came at last.
     *
     * @param from the URL that sent it
     */
    record Answer(URI from, int status, HttpHeaders headers, Body body) {
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    /**
     * Asks.
     *
     * @param path behind the URL of the server
     * @param headers sets those of this request
     * @param most the time it may take, if the setting does not say less
     * @throws UnusableDocument if a redirect must not be followed
     * @throws Unavailable if nothing came, or nothing in time
     */
    Answer get(String path, Consumer<HttpRequest.Builder> headers, Duration most) throws UnusableDocument {
        Duration time = most.compareTo(settings.limits().attempt()) < 0
                ? most
                : settings.limits().attempt();
        long end = System.nanoTime() + time.toNanos();
        URI target = URI.create(settings.url() + path);
        for (int redirects = 0; ; redirects++) {
            HttpResponse<Body> response = send(target, headers, end);
            if (!REDIRECTS.contains(response.statusCode())) {
                return new Answer(target, response.statusCode(), response.headers(), response.body());
            }
            if (redirects == settings.limits().maxRedirects()) {
                throw new UnusableDocument("it redirects more than " + redirects + " times");
            }
            target = redirected(target, response.headers());
        }
    }

    private URI redirected(URI from, HttpHeaders headers) throws UnusableDocument {
        URI target;
        try {
            target = from.resolve(headers.firstValue("location").orElse(""));
        } catch (IllegalArgumentException e) {
            throw new UnusableDocument("it redirects to something that is no URL");
        }
        Optional<String> objection = hosts.objection(from, target);
        if (objection.isPresent()) {
            throw new UnusableDocument(objection.get());
        }
        return target;
    }

    private HttpResponse<Body> send(URI target, Consumer<HttpRequest.Builder> headers, long end) {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (left.compareTo(SHORTEST) < 0) {
            throw timedOut(null);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(target).timeout(left);
        headers.accept(request);
        request.setHeader("Accept-Encoding", "gzip").setHeader("User-Agent", "Eider");
        if (!settings.authorization().isBlank() && hosts.isOwn(target)) {
            request.setHeader("Authorization", settings.authorization());
        }
        CompletableFuture<HttpResponse<Body>> response = client.sendAsync(
                request.build(), info -> new CappedBody(settings.limits().maxBytes()));
        try {
            return response.get(left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw timedOut(e);
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the question was interrupted", e);
        } finally {
            response.cancel(true); // closes the connection of one that is not complete
        }
    }

    /** The time now, for headers with dates. */
    Clock clock() {
        return clock;
    }

    private static Unavailable timedOut(Throwable cause) {
        return new Unavailable("it did not answer in time", cause);
    }

    private static Unavailable failed(Throwable cause) {
        if (cause instanceof java.net.http.HttpTimeoutException) {
            return timedOut(cause);
        }
        if (cause instanceof java.net.ConnectException) {
            return new Unavailable("no connection could be made", cause);
        }
        return new Unavailable(cause instanceof IOException ? "the connection broke" : "the request failed", cause);
    }
}
