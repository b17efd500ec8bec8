package io.eider.api.workspace;

import java.util.List;
import java.util.Optional;

/**
 * What a load has done.
 *
 * @param loaded an entry for each table of the request, in its order
 * @param workspaceSizeBytes size of the workspace's file after it
 */
public record LoadReport(List<Loaded> loaded, long workspaceSizeBytes) {
    /** Copies the list. */
    public LoadReport {
        loaded = List.copyOf(loaded);
    }

    /**
     * One table.
     *
     * @param source as in the request
     * @param destination name of the copy
     * @param rows copied, 0 if it failed
     * @param sizeBytes of the workspace's file when the copy was done, 0 if it failed
     * @param error why it failed; the former copy is then still there
     */
    public record Loaded(String source, String destination, long rows, long sizeBytes, Optional<String> error) {}
}
