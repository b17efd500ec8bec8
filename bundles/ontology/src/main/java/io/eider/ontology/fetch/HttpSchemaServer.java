package io.eider.ontology.fetch;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.meter.Meters;
import io.eider.api.ontology.FetchOutcome;
import io.eider.api.ontology.FetchedSchema;
import io.eider.api.ontology.SchemaServer;
import io.eider.api.ontology.ServerState;
import io.eider.ontology.fetch.FetchSettings.Mode;
import io.eider.ontology.fetch.SchemaCache.Trouble;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * An ontology server behind caches (ontology contract, section 5.3). A call looks into memory, then on disk, and waits for the
 * server only if neither has a document that may be served; questions run on threads of their own. Thread-safe.
 */
public final class HttpSchemaServer implements SchemaServer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpSchemaServer.class);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final String REQUEST_ID = "X-Request-ID";

    private final FetchSettings settings;
    private final SchemaCache cache;
    private final HttpCall http;
    private final PatientCall call;
    private final FetchMeters meters;
    private final Clock clock;
    private final Health health = new Health();
    private final Question question;
    private final FetchThreads threads;
    private final Flights<FetchedSchema> flights;
    private final Set<String> used = ConcurrentHashMap.newKeySet(); // since they were last asked for

    /** A server; asks for nothing yet. */
    HttpSchemaServer(FetchSettings settings, DiskCache disk, HttpCall http, DocumentCheck check, FetchMeters meters) {
        this.settings = settings;
        this.http = http;
        this.clock = http.clock();
        this.meters = meters;
        this.cache = new SchemaCache(disk, settings.keeping(), clock);
        this.call = new PatientCall(new SchemaCall(http, settings, check), settings.persistence());
        this.question = new Question(call, cache, settings, meters, health, clock);
        this.threads = new FetchThreads(settings.persistence().concurrent());
        this.flights = new Flights<>(threads);
        threads.everySecond(this::refreshUsed);
    }

    /**
     * A server for a program without OSGi, metrics and secrets.
     *
     * @param directory where documents are kept
     */
    public static HttpSchemaServer open(FetchSettings settings, Path directory, DocumentCheck check) {
        DiskCache disk = new DiskCache(
                directory,
                String.valueOf(settings.url()),
                settings.limits().maxBytes(),
                settings.keeping().maxSchemas());
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.limits().connect())
                .build();
        FetchMeters meters = new FetchMeters(count -> count.accept(Meters.NOOP), "ontology");
        return new HttpSchemaServer(settings, disk, new HttpCall(client, settings, Clock.systemUTC()), check, meters);
    }

    @Override
    public FetchedSchema fetch(String schemaId) {
        require(schemaId);
        if (settings.mode() == Mode.MOCK) {
            return packaged(schemaId);
        }
        used.add(schemaId);
        Optional<Kept> kept = kept(schemaId);
        Instant now = clock.instant();
        if (kept.isPresent() && kept.get().isFresh(now)) {
            return question.found(FetchOutcome.CACHED, kept.get(), Optional.empty());
        }
        Optional<Instant> absence = cache.absence(schemaId);
        if (absence.isPresent()) {
            return Question.absent(Duration.between(absence.get(), now));
        }
        Optional<Trouble> trouble = cache.trouble(schemaId);
        if (trouble.isPresent()) {
            return question.instead(
                    schemaId, kept, trouble.get().outcome(), trouble.get().problem());
        }
        if (settings.mode() == Mode.LIVE && kept.isPresent() && mayBeServedMeanwhile(kept.get(), now)) {
            ask(schemaId, kept);
            return question.found(FetchOutcome.STALE, kept.get(), Optional.of("it is being asked for anew"));
        }
        return await(schemaId, kept);
    }

    @Override
    public FetchedSchema refresh(String schemaId) {
        require(schemaId);
        return settings.mode() == Mode.MOCK ? packaged(schemaId) : await(schemaId, kept(schemaId));
    }

    @Override
    public void forget(String schemaId) {
        require(schemaId);
        cache.forget(schemaId);
        flights.leave(schemaId);
    }

    @Override
    public boolean isHealthy() {
        if (settings.mode() != Mode.LIVE) {
            return settings.mode() == Mode.MOCK;
        }
        CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(this::isWell, threads);
        try {
            return answer.get(settings.limits().attempt().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public ServerState state() {
        return new ServerState(
                settings.url() == null ? "" : settings.url().toString(),
                settings.mode().name().toLowerCase(Locale.ROOT),
                call.breakerState(),
                cache.all().size(),
                health.lastSuccess(),
                health.lastProblem());
    }

    @Override
    public void close() {
        threads.close();
    }

    private boolean isWell() {
        try {
            return http.get("/health", request -> {}, settings.limits().attempt())
                            .status()
                    == 200;
        } catch (UnusableDocument | Unavailable e) {
            return false;
        }
    }

    private boolean mayBeServedMeanwhile(Kept kept, Instant now) {
        return kept.storing() == Freshness.Storing.ANYWHERE
                && kept.isWithin(settings.keeping().revalidate(), now);
    }

    private Optional<Kept> kept(String schemaId) {
        Optional<Kept> inMemory = cache.inMemory(schemaId);
        meters.looked("memory", result(inMemory));
        if (inMemory.isPresent()) {
            return inMemory;
        }
        Optional<Kept> onDisk = cache.onDisk(schemaId);
        meters.looked("disk", result(onDisk));
        return onDisk;
    }

    private String result(Optional<Kept> kept) {
        if (kept.isEmpty()) {
            return "miss";
        }
        return kept.get().isFresh(clock.instant()) ? "hit" : "stale";
    }

    private FetchedSchema packaged(String schemaId) {
        return PackagedSchemas.find(schemaId, clock.instant())
                .map(document -> new FetchedSchema(
                        FetchOutcome.PACKAGED, Optional.of(document), Duration.ZERO, Optional.empty()))
                .orElseGet(() -> Question.absent(Duration.ZERO));
    }

    private CompletableFuture<FetchedSchema> ask(String schemaId, Optional<Kept> kept) {
        used.remove(schemaId);
        String given = MDC.get(REQUEST_ID);
        String requestId = given == null ? UUID.randomUUID().toString() : given;
        return flights.join(schemaId, () -> question.ask(schemaId, kept, requestId));
    }

    private FetchedSchema await(String schemaId, Optional<Kept> kept) {
        if (settings.mode() == Mode.OFFLINE) {
            return question.instead(schemaId, kept, FetchOutcome.UNAVAILABLE, "the mode is offline");
        }
        if (settings.url() == null) {
            return question.instead(schemaId, kept, FetchOutcome.UNAVAILABLE, "no ontology server is configured");
        }
        Duration most = settings.persistence().deadline().plus(GRACE);
        try {
            return ask(schemaId, kept).get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return question.instead(schemaId, kept, FetchOutcome.UNAVAILABLE, "it did not answer in time");
        } catch (ExecutionException e) {
            return question.instead(schemaId, kept, FetchOutcome.UNAVAILABLE, why(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return question.instead(schemaId, kept, FetchOutcome.UNAVAILABLE, "the wait was interrupted");
        }
    }

    private static String why(Throwable cause) {
        if (cause instanceof RejectedExecutionException) {
            return "too many questions wait for it";
        }
        LOG.error("A question to the ontology server failed", cause);
        return "the question failed";
    }

    /** Asks for what was used since it was last asked for, before its freshness ends. */
    private void refreshUsed() {
        if (settings.mode() != Mode.LIVE || settings.url() == null) {
            return;
        }
        Instant now = clock.instant();
        meters.breaker(call.breakerState());
        for (Map.Entry<String, Kept> entry : cache.all().entrySet()) {
            Kept kept = entry.getValue();
            meters.age(entry.getKey(), kept.age(now).toMillis() / 1e3);
            boolean isDue = kept.age(now).compareTo(threads.dueAfter(kept)) > 0;
            if (isDue
                    && used.contains(entry.getKey())
                    && cache.trouble(entry.getKey()).isEmpty()) {
                ask(entry.getKey(), Optional.of(kept));
            }
        }
    }

    private static void require(String schemaId) {
        if (schemaId == null || !ID.matcher(schemaId).matches()) {
            throw new ApiException(ErrorCode.INVALID_NAME, "Invalid id of a schema: it must match " + ID.pattern());
        }
    }
}
