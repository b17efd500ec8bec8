package io.eider.storage.catalog;

import io.eider.api.error.ApiException;
import io.eider.api.id.TableId;
import io.eider.engine.Catalog;
import io.eider.engine.RecentRows;

/** The catalog's rows of tables. Thread-safe. */
public final class RecentTables {
    private final Catalog catalog;
    private final RecentRows<TableId, StoredTable> rows;

    public RecentTables(Catalog catalog) {
        this.catalog = catalog;
        this.rows = new RecentRows<>(catalog);
    }

    /** @throws ApiException what is missing of the path */
    public StoredTable get(TableId id) {
        return rows.get(
                id,
                key -> catalog.read(
                        session -> VisibleTables.find(session, key).orElseThrow(() -> Existing.missing(session, key))));
    }
}
