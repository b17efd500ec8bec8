package io.eider.api.bridge;

import java.nio.file.Path;

/** A DuckDB instance that gets tables by bridges. Its owner lets nobody else attach or detach. Thread-safe. */
public interface BridgeTarget {
    /** Where files may lie that the instance attaches. Only bridges write there. */
    Path directory();

    /**
     * Runs one statement of a bridge (ATTACH, DETACH, CREATE) on a connection that no session uses.
     *
     * @throws io.eider.api.error.ApiException if it failed
     */
    void run(String sql);
}
