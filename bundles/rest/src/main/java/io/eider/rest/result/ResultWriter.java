package io.eider.rest.result;

import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.rest.body.ErrorBodies.Detail;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Writes one result as it is read. Not thread-safe. */
public interface ResultWriter {
    /** Begins with the columns; none if the statement gives no rows. */
    void begin(Head head) throws IOException;

    /** Adds the first rows of a chunk. */
    void rows(ResultChunk chunk, int count) throws IOException;

    /** Completes the body. */
    void end(Tail tail) throws IOException;

    /**
     * Completes a body that rows were written to with an error in place of what is missing.
     *
     * @return false if the form has no place for it
     */
    boolean fail(Detail error) throws IOException;

    /**
     * What is known before the first row.
     *
     * @param command name of the statement
     * @param columns of its rows
     * @param changedRows rows that it has changed, if it gives none
     */
    record Head(String command, List<ResultColumn> columns, long changedRows) {}

    /**
     * What is known after the last row.
     *
     * @param rows that were written, or changed
     * @param isTruncated whether there were more
     * @param duration of all
     */
    record Tail(long rows, boolean isTruncated, Duration duration) {}
}
