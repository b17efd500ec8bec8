package io.eider.api.workspace;

import java.util.List;

/**
 * The results of the statements of one text, one after another: {@link #nextStatement} runs a statement, {@link #nextChunk} reads
 * its rows, which DuckDB computes while they are read. Belongs to one thread. Close it to end what is left.
 *
 * <p>Every method may throw {@link io.eider.api.error.ApiException}: STATEMENT_NOT_ALLOWED, SYNTAX_ERROR, SQL_ERROR with
 * {@code sqlstate}, {@code position}, {@code hint} and {@code detail} in its details, OPERATION_TIMEOUT, OPERATION_CANCELLED,
 * SESSION_CLOSED, TOO_BUSY, STORAGE_FULL. After an error nothing more of the text is run.
 */
public interface SqlResults extends AutoCloseable {
    /** Runs the next statement; false if there is none. Rows of the one before that were not read are thrown away. */
    boolean nextStatement();

    /** PostgreSQL's name of the statement: {@code SELECT}, {@code INSERT}, {@code CREATE TABLE}, ... */
    String command();

    /** The columns of the statement's rows; empty if it gives none. */
    List<ResultColumn> columns();

    /** Reads on; false after the last row. */
    boolean nextChunk();

    /** The rows that {@link #nextChunk} has read. */
    ResultChunk chunk();

    /** Rows that the statement changed; rows read so far for one that gives rows. */
    long rowCount();

    /**
     * Nothing is read for a while: the statement's time stands still and the session counts as idle, until {@link #nextChunk} is called.
     * Whatever else is run in the session meanwhile makes the rest of the rows unreadable.
     */
    void pause();

    /** Ends what is left. */
    @Override
    void close();
}
