package io.eider.api.workspace;

import java.time.Duration;
import java.util.Optional;

/**
 * How a text is to be run.
 *
 * @param timeout longest run of each statement, reading of its rows included; empty, or longer than the server's limit: the
 *     server's limit
 * @param isHeld whether a transaction that the client has not begun stays open after the text, for others that belong to it, until
 *     {@link SqlSession#endHeld}; it is rolled back when a statement fails
 * @param form how nested values come; of a statement that was prepared, what it was prepared with counts
 */
public record RunOptions(Optional<Duration> timeout, boolean isHeld, ValueForm form) {
    /** Only the server's limits, and each text for itself. */
    public static final RunOptions DEFAULT = new RunOptions(Optional.empty(), false);

    /** Only the server's limits, and each text as a part of what is held. */
    public static final RunOptions HELD = new RunOptions(Optional.empty(), true);

    /** Each text for itself. */
    public RunOptions(Optional<Duration> timeout) {
        this(timeout, false);
    }

    /** Nested values in DuckDB's own text. */
    public RunOptions(Optional<Duration> timeout, boolean isHeld) {
        this(timeout, isHeld, ValueForm.TEXT);
    }

    /** The same, with nested values as {@link ValueForm#EXACT} says. */
    public RunOptions exact() {
        return new RunOptions(timeout, isHeld, ValueForm.EXACT);
    }
}
