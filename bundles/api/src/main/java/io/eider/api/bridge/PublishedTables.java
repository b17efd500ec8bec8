package io.eider.api.bridge;

import io.eider.api.id.TableId;
import java.util.Map;

/**
 * Tables of buckets: a bridge shows their published files.
 *
 * @param tables which table is shown under which name
 */
public record PublishedTables(Map<TableName, TableId> tables) implements BridgeSource {
    /** Copies the map. */
    public PublishedTables {
        tables = Map.copyOf(tables);
    }
}
