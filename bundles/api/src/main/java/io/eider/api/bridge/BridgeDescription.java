package io.eider.api.bridge;

import java.util.List;

/**
 * What a bridge shows.
 *
 * @param catalog in which it shows it
 * @param source {@code published}, or the id of a live instance
 * @param tables in order of their names
 * @param sessions connections that are open
 */
public record BridgeDescription(String catalog, String source, List<DescribedTable> tables, int sessions) {
    /** Copies the list. */
    public BridgeDescription {
        tables = List.copyOf(tables);
    }
}
