package io.eider.ontology.fetch;

import io.eider.api.ontology.FetchOutcome;
import io.eider.api.ontology.FetchedSchema;
import io.eider.api.ontology.SchemaDocument;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a question to the server, keeps what comes of it and says how it ended. Thread-safe. */
final class Question {
    private static final Logger LOG = LoggerFactory.getLogger(Question.class);

    private final PatientCall call;
    private final SchemaCache cache;
    private final FetchSettings settings;
    private final FetchMeters meters;
    private final Health health;
    private final Clock clock;

    Question(
            PatientCall call,
            SchemaCache cache,
            FetchSettings settings,
            FetchMeters meters,
            Health health,
            Clock clock) {
        this.call = call;
        this.cache = cache;
        this.settings = settings;
        this.meters = meters;
        this.health = health;
        this.clock = clock;
    }

    /** Asks, on this thread. */
    FetchedSchema ask(String schemaId, Optional<Kept> kept, String requestId) {
        long start = System.nanoTime();
        long asOf = cache.generation();
        FetchedSchema answer;
        FetchOutcome outcome;
        try {
            Reply reply = call.ask(schemaId, kept, requestId);
            answer = settle(schemaId, kept, reply, asOf);
            outcome = outcome(reply);
        } catch (Unavailable e) {
            outcome = FetchOutcome.UNAVAILABLE;
            answer = failed(schemaId, kept, outcome, e.getMessage(), e.retryAfter());
        }
        meters.asked(outcome, System.nanoTime() - start);
        meters.breaker(call.breakerState());
        return answer;
    }

    private static FetchOutcome outcome(Reply reply) {
        if (reply instanceof Reply.Sent) {
            return FetchOutcome.LIVE;
        }
        if (reply instanceof Reply.NotModified) {
            return FetchOutcome.NOT_MODIFIED;
        }
        if (reply instanceof Reply.Absent) {
            return FetchOutcome.ABSENT;
        }
        return reply instanceof Reply.Refused ? FetchOutcome.REFUSED : FetchOutcome.INVALID;
    }

    private FetchedSchema settle(String schemaId, Optional<Kept> kept, Reply reply, long asOf) {
        if (reply instanceof Reply.Refused refused) {
            return failed(schemaId, kept, FetchOutcome.REFUSED, refused.problem(), Optional.empty());
        }
        if (reply instanceof Reply.Invalid invalid) {
            return failed(schemaId, kept, FetchOutcome.INVALID, invalid.problem(), Optional.empty());
        }
        health.good(clock.instant());
        if (reply instanceof Reply.Sent sent) {
            cache.keep(sent.kept(), asOf);
            return found(FetchOutcome.LIVE, sent.kept(), lie(kept, sent.kept().document()));
        }
        if (reply instanceof Reply.NotModified same) {
            cache.keep(same.kept(), asOf);
            return found(FetchOutcome.NOT_MODIFIED, same.kept(), Optional.empty());
        }
        cache.keepAbsence(schemaId, asOf);
        return absent(Duration.ZERO);
    }

    /** One name for two documents: what a server said was unmodified may not have been. */
    private static Optional<String> lie(Optional<Kept> kept, SchemaDocument sent) {
        boolean isLie = kept.map(Kept::document)
                .filter(old -> old.etag().isPresent() && old.etag().equals(sent.etag()))
                .filter(old -> !old.sha256().equals(sent.sha256()))
                .isPresent();
        if (isLie) {
            LOG.warn("The ontology server changed schema {} under its ETag", sent.schemaId());
        }
        return isLie ? Optional.of("the document changed under its ETag") : Optional.empty();
    }

    private FetchedSchema failed(
            String schemaId, Optional<Kept> kept, FetchOutcome outcome, String problem, Optional<Duration> wait) {
        LOG.warn("Schema {} of the ontology server: {} ({})", schemaId, problem, outcome);
        health.bad(problem);
        Duration rest = settings.persistence().rest();
        cache.keepTrouble(
                schemaId,
                outcome,
                problem,
                wait.filter(w -> w.compareTo(rest) > 0).orElse(rest));
        return instead(schemaId, kept, outcome, problem);
    }

    /** What is served when the server gave nothing. */
    FetchedSchema instead(String schemaId, Optional<Kept> kept, FetchOutcome outcome, String problem) {
        Optional<Kept> usable = kept.filter(k -> k.isWithin(settings.keeping().staleMax(), clock.instant()));
        if (usable.isPresent()) {
            return found(FetchOutcome.STALE, usable.get(), Optional.of(problem));
        }
        Optional<SchemaDocument> packaged =
                settings.fallbackPackaged() ? PackagedSchemas.find(schemaId, clock.instant()) : Optional.empty();
        FetchOutcome end = packaged.isPresent() ? FetchOutcome.PACKAGED : outcome;
        return new FetchedSchema(end, packaged, Duration.ZERO, Optional.of(problem));
    }

    FetchedSchema found(FetchOutcome outcome, Kept kept, Optional<String> problem) {
        return new FetchedSchema(outcome, Optional.of(kept.document()), kept.age(clock.instant()), problem);
    }

    /** That there is no such schema. */
    static FetchedSchema absent(Duration age) {
        String problem = "the ontology server has no such schema";
        return new FetchedSchema(FetchOutcome.ABSENT, Optional.empty(), age, Optional.of(problem));
    }
}
