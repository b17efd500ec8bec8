package io.eider.ontology.fetch;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.eider.ontology.fetch.FetchSettings.Persistence;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks until there is an answer: some tries with pauses of random length, all within a deadline; none while the circuit breaker is
 * open. Blocks its thread, at most until the deadline. Thread-safe.
 */
final class PatientCall {
    private static final Logger LOG = LoggerFactory.getLogger(PatientCall.class);

    private final SchemaCall call;
    private final Persistence persistence;
    private final CircuitBreaker<Reply> breaker;

    PatientCall(SchemaCall call, Persistence persistence) {
        this.call = call;
        this.persistence = persistence;
        this.breaker = CircuitBreaker.<Reply>builder()
                .handle(Unavailable.class)
                .withFailureThreshold(persistence.breakerFailures(), persistence.breakerWindow())
                .withDelay(persistence.breakerOpen())
                .withSuccessThreshold(persistence.breakerProbes())
                .onOpen(event -> LOG.warn(
                        "The ontology server fails too often; it is left alone for {} s",
                        persistence.breakerOpen().toSeconds()))
                .onClose(event -> LOG.info("The ontology server answers again"))
                .build();
    }

    /**
     * Asks.
     *
     * @throws Unavailable if no try got an answer, or none may be made
     */
    Reply ask(String schemaId, Optional<Kept> kept, String requestId) {
        long end = System.nanoTime() + persistence.deadline().toNanos();
        try {
            return Failsafe.with(retries(end), breaker)
                    .get(() -> call.ask(schemaId, kept, requestId, Duration.ofNanos(end - System.nanoTime())));
        } catch (CircuitBreakerOpenException e) {
            throw new Unavailable("it failed too often lately and is left alone for a while", e);
        } catch (FailsafeException e) { // wraps only the interruption of a pause
            Thread.currentThread().interrupt();
            throw new Unavailable("the question was interrupted", e);
        }
    }

    /** The state of the breaker: closed, open or half_open. */
    String breakerState() {
        return breaker.getState().name().toLowerCase(Locale.ROOT);
    }

    private RetryPolicy<Reply> retries(long end) {
        return RetryPolicy.<Reply>builder()
                .handle(Unavailable.class)
                .abortIf((reply, failure) -> failure instanceof Unavailable u && isTooLate(u, end))
                .withMaxAttempts(persistence.tries())
                .withMaxDuration(persistence.deadline())
                .withDelayFn(context -> pause(context.getLastException(), context.getAttemptCount()))
                .build();
    }

    private static boolean isTooLate(Unavailable failure, long end) {
        long left = end - System.nanoTime();
        return left <= 0
                || failure.retryAfter().filter(wait -> wait.toNanos() >= left).isPresent();
    }

    /** What the server asked for, else a random part of a bound that doubles with every try ("full jitter"). */
    private Duration pause(Throwable failure, int tries) {
        Optional<Duration> said = failure instanceof Unavailable u ? u.retryAfter() : Optional.empty();
        long bound = persistence.pause().toMillis() << Math.min(10, Math.max(0, tries - 1));
        return said.orElseGet(
                () -> Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound + 1)));
    }
}
