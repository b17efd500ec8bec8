package io.eider.api.bridge;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.sql.Connection;
import java.util.List;

/** Tables that are shown in an instance. Close it to take them away; a transaction that reads them keeps them. Thread-safe. */
public interface Bridge extends AutoCloseable {
    /** The catalog in which they are. */
    String catalog();

    /** The published versions that are shown; none over a live instance. */
    List<BridgedTable> tables();

    /** What is shown, as of now. */
    default BridgeDescription describe() {
        List<DescribedTable> described = tables().stream()
                .map(table -> new DescribedTable(
                        table.name(),
                        table.permission(),
                        table.table().columns().stream()
                                .map(column -> new BridgedColumn(column.name().value(), column.type()))
                                .toList(),
                        table.table().primaryKey(),
                        0,
                        0))
                .toList();
        return new BridgeDescription(catalog(), "published", described, 0);
    }

    /**
     * Shows the newest published versions outside running transactions of {@link #connect}ions. Over a live instance everything is new anyway.
     *
     * @throws ApiException if a table is gone; the others are shown
     */
    default void refresh() {}

    /** Counts rows that another connection of the target has read of published tables: DuckDB reads them without this bridge. Over a live instance does nothing. */
    default void read(long rows) {}

    /**
     * A connection of the target through which permitted writes work as well as reads; other connections of the target can read. It runs one
     * statement at a time. The caller closes it. A write of a published table is its next version: a statement of its own waits its turn; a transaction
     * writes one table, and is told 40001 if somebody else does.
     *
     * @throws ApiException OPERATION_NOT_ALLOWED if the target hands out no connections
     */
    default Connection connect() {
        throw new ApiException(
                ErrorCode.OPERATION_NOT_ALLOWED, "Bridge " + catalog() + " has no connections of its own");
    }

    /** Takes the tables away. Does nothing the second time. */
    @Override
    void close();
}
