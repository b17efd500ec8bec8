package io.eider.bridge.live;

import io.eider.bridge.jdbc.Failures;
import io.eider.bridge.jdbc.Transports;
import io.eider.bridge.sql.SourceTable;
import io.eider.engine.link.Keeping;
import io.eider.engine.link.LinkedColumn;
import io.eider.engine.link.LinkedRows;
import io.eider.engine.link.LinkedScan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How the target reads the source in statements of one session: by the session's own connection, which can do one thing at a time. So a statement that
 * reads one table streams it; one that reads several gets each as a whole, all from one transaction. Prepared by the session's thread, read by threads of DuckDB.
 */
final class Reads {
    private static final ThreadLocal<Reads> CURRENT = new ThreadLocal<>();

    private final LiveBridge bridge;
    private final Connection source;
    private final Transaction transaction;
    private final List<LinkedScan> scans = new ArrayList<>();
    private volatile int binds;
    private volatile boolean together;
    private boolean begun;

    Reads(LiveBridge bridge, Connection source, Transaction transaction) {
        this.bridge = bridge;
        this.source = source;
        this.transaction = transaction;
    }

    /** Those of the session whose statement this thread prepares; null if it is none of the bridge. */
    static Reads current(LiveBridge bridge) {
        Reads reads = CURRENT.get();
        return reads != null && reads.bridge == bridge ? reads : null;
    }

    Connection source() {
        return source;
    }

    /**
     * From here on what this thread prepares at the target belongs to the session.
     *
     * @param several whether it reads tables several times, even if it names one once
     * @return for {@link #leave}
     */
    Reads enter(boolean several) {
        binds = 0;
        together = several;
        Reads outer = CURRENT.get();
        CURRENT.set(this);
        return outer;
    }

    void leave(Reads outer) {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    /** How many tables of the bridge the statement reads, as far as it is prepared. */
    int binds() {
        return binds;
    }

    /** @param share of the table's rows that are read, about */
    LinkedRows.Bound bind(SourceTable table, List<LinkedColumn> columns, String from, double share)
            throws SQLException {
        binds = binds + 1;
        OptionalLong size = SourceInstance.estimate(source, table);
        OptionalLong rows = size.isEmpty() ? size : OptionalLong.of((long) (size.getAsLong() * share));
        return new LinkedRows.Bound() {
            @Override
            public List<LinkedColumn> columns() {
                return columns;
            }

            @Override
            public OptionalLong estimate() {
                return rows;
            }

            @Override
            public LinkedScan open(List<LinkedColumn> wanted) throws SQLException {
                return Reads.this.open(table, LinkedScan.sql(wanted, from));
            }

            @Override
            public SQLException told(SQLException failure) {
                return Failures.carried(failure);
            }
        };
    }

    private LinkedScan open(SourceTable table, String sql) throws SQLException {
        synchronized (scans) {
            boolean alone = binds <= 1 && !together;
            if (alone && scans.stream().anyMatch(LinkedScan::isStreaming)) {
                throw Failures.marked("55000", "The statement reads one table several times; repeat it");
            }
            if (!alone && !begun && !transaction.isOpen()) {
                transaction.execute(source, "BEGIN TRANSACTION");
                begun = true;
            }
            LinkedScan[] opened = new LinkedScan[1];
            opened[0] = LinkedScan.open(source, sql, alone ? Keeping.NONE : Keeping.ALL, () -> {
                if (opened[0] != null) {
                    table.read(opened[0].rows());
                    bridge.transports().rows(Transports.STREAMED, opened[0].rows());
                }
            });
            scans.add(opened[0]);
            return opened[0];
        }
    }

    /** After a statement. */
    void end() {
        List<LinkedScan> open;
        boolean isBegun;
        synchronized (scans) {
            open = new ArrayList<>(scans);
            scans.clear();
            isBegun = begun;
            begun = false;
        }
        open.forEach(LinkedScan::close);
        if (isBegun) {
            transaction.rollback(source);
        }
    }
}
