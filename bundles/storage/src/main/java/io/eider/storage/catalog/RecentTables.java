package io.eider.storage.catalog;

import io.eider.api.error.ApiException;
import io.eider.api.id.TableId;
import io.eider.engine.Catalog;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The catalog's rows of tables, remembered until the next transaction of whoever, which makes all of them stale: as true as a
 * query and a quarter of its cost. Thread-safe.
 */
public final class RecentTables {
    private static final int MAX = 10_000;

    private final Catalog catalog;
    private volatile Remembered remembered = new Remembered(-1, Map.of());

    public RecentTables(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @throws ApiException what is missing of the path */
    public StoredTable get(TableId id) {
        Remembered here = current();
        StoredTable known = here.tables.get(id);
        if (known != null) {
            return known;
        }
        StoredTable found = catalog.read(
                session -> VisibleTables.find(session, id).orElseThrow(() -> Existing.missing(session, id)));
        if (here.tables.size() < MAX) {
            here.tables.put(id, found);
        }
        return found;
    }

    /** What is read after the generation was asked for belongs to it or is newer. */
    private Remembered current() {
        long generation = catalog.generation();
        Remembered here = remembered;
        if (here.generation != generation) {
            here = new Remembered(generation, new ConcurrentHashMap<>());
            remembered = here;
        }
        return here;
    }

    private record Remembered(long generation, Map<TableId, StoredTable> tables) {}
}
