package io.eider.api.bridge;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.nio.file.Path;
import java.sql.Connection;

/** A DuckDB instance that gets tables by bridges. Its owner lets nobody else attach or detach. Thread-safe. */
public interface BridgeTarget {
    /** Where files may lie that the instance attaches; for published tables below {@code run/} of the data directory. Only bridges write there. */
    Path directory();

    /**
     * Runs one statement of a bridge (ATTACH, DETACH, CREATE) on a connection that no session uses.
     *
     * @throws ApiException if it failed
     */
    void run(String sql);

    /**
     * A new connection of the instance, as a session of it has one. The caller closes it.
     *
     * @throws ApiException OPERATION_NOT_ALLOWED if it hands out none
     */
    default Connection open() {
        throw new ApiException(ErrorCode.OPERATION_NOT_ALLOWED, "This instance hands out no connections");
    }
}
