package io.eider.ontology.fetch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * One question for a schema at a time: who asks while it is being asked waits for the same answer. Thread-safe.
 *
 * @param <T> the answer
 */
final class Flights<T> {
    private final ConcurrentHashMap<String, CompletableFuture<T>> running = new ConcurrentHashMap<>();
    private final Executor executor;

    /**
     * Flights.
     *
     * @param executor runs the questions; how many threads it has bounds how many are asked at once
     */
    Flights(Executor executor) {
        this.executor = executor;
    }

    /**
     * The answer to the question that runs, or to this one.
     *
     * @return fails with {@link RejectedExecutionException} if too many wait already
     */
    CompletableFuture<T> join(String schemaId, Supplier<T> question) {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> other = running.putIfAbsent(schemaId, mine);
        if (other != null) {
            return other;
        }
        try {
            executor.execute(() -> fly(schemaId, mine, question));
        } catch (RejectedExecutionException e) {
            running.remove(schemaId, mine);
            mine.completeExceptionally(e);
        }
        return mine;
    }

    /** The next question is asked anew, even if one runs. */
    void leave(String schemaId) {
        running.remove(schemaId);
    }

    private void fly(String schemaId, CompletableFuture<T> mine, Supplier<T> question) {
        try {
            T answer = question.get();
            running.remove(schemaId, mine);
            mine.complete(answer);
        } catch (RuntimeException | Error e) { // who waits has to know, whatever it is
            running.remove(schemaId, mine);
            mine.completeExceptionally(e);
        }
    }
}
