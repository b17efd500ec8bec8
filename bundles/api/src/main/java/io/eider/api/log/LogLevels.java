package io.eider.api.log;

import org.osgi.annotation.versioning.ProviderType;

/** The level from which on Eider's own classes write into the log; those of libraries keep theirs. Thread-safe. */
@ProviderType
public interface LogLevels {
    /** The level now. */
    LogLevel level();

    /**
     * Sets the level, until the server stops or its configuration of the log is changed.
     *
     * @throws io.eider.api.error.ApiException SERVICE_UNAVAILABLE if the log's configuration cannot be changed
     */
    void set(LogLevel level);
}
