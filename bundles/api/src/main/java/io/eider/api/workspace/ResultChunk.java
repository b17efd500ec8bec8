package io.eider.api.workspace;

/** Some consecutive rows of a result, column by column. Valid until the next chunk is asked for. */
public interface ResultChunk {
    /** At least 1, at most 2048. */
    int rowCount();

    /** The values of a column, counted from 0. */
    ResultVector vector(int column);
}
