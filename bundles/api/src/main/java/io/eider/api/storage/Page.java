package io.eider.api.storage;

import java.util.List;

/**
 * A part of a list.
 *
 * @param items this part
 * @param total how many there are in all that match
 * @param <T> what is listed
 */
public record Page<T>(List<T> items, long total) {
    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }
}
