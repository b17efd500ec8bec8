package io.eider.api.storage;

import io.eider.api.id.ColumnName;
import java.util.Optional;

/**
 * What to change of a column; what is empty stays.
 *
 * @param newName its name from now on
 * @param newType its type from now on, a text of the client
 * @param nullability whether it may hold NULL
 * @param defaultExpression SQL text of the default; the empty text takes the default away
 * @param lossy what to do with values that the new type cannot hold
 */
public record ColumnChange(
        Optional<ColumnName> newName,
        Optional<String> newType,
        Optional<Nullability> nullability,
        Optional<String> defaultExpression,
        Lossy lossy) {
    /** Whether a column may hold NULL. */
    public enum Nullability {
        /** It may not. */
        NOT_NULL,
        /** It may. */
        NULLABLE
    }

    /** What to do with values that a new type cannot hold unchanged. */
    public enum Lossy {
        /** Refuse the change. */
        REFUSE,
        /** Take what the cast gives, and NULL where it gives nothing. */
        FORCE
    }

    /** Whether nothing is to be changed. */
    public boolean isEmpty() {
        return newName.isEmpty() && newType.isEmpty() && nullability.isEmpty() && defaultExpression.isEmpty();
    }
}
