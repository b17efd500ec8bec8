package io.eider.api.id;

import java.util.Objects;

/**
 * The id of an uploaded file, a UUID made by the server. Only looked up, never part of a path that a client could choose.
 *
 * @param value the id as clients write it
 */
public record FileId(String value) {
    /** Any text; one that names nothing is simply not found. */
    public FileId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value;
    }
}
