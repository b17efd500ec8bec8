package io.eider.api.bridge;

/** An instance that is registered as a source. Thread-safe. */
public interface LiveRegistration extends AutoCloseable {
    /** What {@link Bridges#open} takes, once. */
    LiveInstance source();

    /** Withdraws a token that is not spent and ends what was opened over this registration: statements fail with SQLSTATE 57P01. */
    @Override
    void close();
}
