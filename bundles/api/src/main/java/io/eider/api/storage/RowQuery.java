package io.eider.api.storage;

import java.util.Optional;

/**
 * Which rows to read.
 *
 * @param where only rows with this value; empty for all
 * @param order empty for storage order
 * @param limit at most so many rows, 1 to 10 000
 * @param offset so many rows are left out before
 */
public record RowQuery(Optional<Equal> where, Optional<Order> order, int limit, long offset) {
    /** Most rows of one call. */
    public static final int MAX_ROWS = 10_000;

    /** @throws IllegalArgumentException if limit or offset are out of bounds */
    public RowQuery {
        if (limit < 1 || limit > MAX_ROWS || offset < 0) {
            throw new IllegalArgumentException("limit " + limit + ", offset " + offset);
        }
    }

    /**
     * A value that a column has to have.
     *
     * @param column its name
     * @param value as text; one that is none of the column's type equals nothing
     */
    public record Equal(String column, String value) {}

    /** An order of rows; NULL comes last. */
    public record Order(String column, Direction direction) {}

    /** A direction. */
    public enum Direction {
        /** The least first. */
        ASCENDING,
        /** The greatest first. */
        DESCENDING
    }
}
