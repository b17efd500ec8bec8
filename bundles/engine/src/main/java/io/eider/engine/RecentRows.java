package io.eider.engine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What was read from the catalog, remembered until the next transaction of whoever, which makes all of it stale: as true as a
 * query and a small part of its cost. What is missing is not remembered, so that nobody fills the memory by asking for it.
 * Thread-safe.
 */
public final class RecentRows<K, V> {
    private static final int MAX = 10_000;

    private final Catalog catalog;
    private volatile Remembered<K, V> remembered = new Remembered<>(-1, Map.of());

    public RecentRows(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @param read asks the catalog, itself or through another bundle; what it throws is thrown */
    public Optional<V> find(K key, Function<K, Optional<V>> read) {
        Remembered<K, V> here = current();
        V known = here.rows.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<V> found = read.apply(key);
        if (here.rows.size() < MAX) {
            found.ifPresent(value -> here.rows.put(key, value));
        }
        return found;
    }

    /** As {@link #find} for what is there or throws. */
    public V get(K key, Function<K, V> read) {
        return find(key, asked -> Optional.of(read.apply(asked))).orElseThrow();
    }

    /** What is read after the generation was asked for belongs to it or is newer. */
    private Remembered<K, V> current() {
        long generation = catalog.generation();
        Remembered<K, V> here = remembered;
        if (here.generation != generation) {
            here = new Remembered<>(generation, new ConcurrentHashMap<>());
            remembered = here;
        }
        return here;
    }

    private record Remembered<K, V>(long generation, Map<K, V> rows) {}
}
