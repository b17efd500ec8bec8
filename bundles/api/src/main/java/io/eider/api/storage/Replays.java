package io.eider.api.storage;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Answers that are given again when a request is repeated with its idempotency key. Kept in the catalog, so that they survive a
 * restart; the bodies are opaque (fronts encrypt them, they may hold keys). Reservations live in memory. Thread-safe. Source:
 * storage contract, section 0.5.
 */
@ProviderType
public interface Replays {
    /**
     * Reserves a key for a request, or says what is known of it.
     *
     * @param key who and which idempotency key, hashed; at most 64 characters
     */
    Reservation reserve(String key, Request request);

    /** Keeps the answer of a reserved request and ends the reservation. */
    void complete(Reserved reservation, Answer answer);

    /** Ends a reservation without an answer: the next request with the key is executed. */
    void release(Reserved reservation);

    /** How many answers are kept. */
    long size();

    /**
     * What a key belongs to.
     *
     * @param method of HTTP
     * @param path without the query
     * @param bodyHash SHA-256 of the body, lower-case hex; empty if there is no body or it is streamed
     */
    record Request(String method, String path, Optional<String> bodyHash) {}

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body opaque bytes, at most a megabyte; empty for none
     */
    record Answer(int status, byte[] body) {}

    /** What is known of a key. */
    sealed interface Reservation {}

    /** The request is to be executed, then completed or released. */
    record Reserved(String key, Request request) implements Reservation {}

    /** A request with the key is being executed. */
    record InProgress() implements Reservation {}

    /** The key was used with this request and answered so. */
    record Answered(Request request, Answer answer) implements Reservation {}
}
