package io.eider.api.id;

import java.util.Objects;

/**
 * The id of an API key (not the key itself), made by the server. Only looked up, never part of a path that a client could choose.
 *
 * @param value the id as clients write it
 */
public record KeyId(String value) {
    /** Any text; one that names nothing is simply not found. */
    public KeyId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value;
    }
}
