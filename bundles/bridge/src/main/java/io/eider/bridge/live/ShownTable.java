package io.eider.bridge.live;

import io.eider.bridge.jdbc.Failures;
import io.eider.bridge.jdbc.Quiet;
import io.eider.bridge.jdbc.Transports;
import io.eider.bridge.sql.SourceTable;
import io.eider.engine.Sql;
import io.eider.engine.link.Keeping;
import io.eider.engine.link.LinkedColumn;
import io.eider.engine.link.LinkedRows;
import io.eider.engine.link.LinkedScan;
import io.eider.engine.link.Links;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A table as the target sees it: a view over a handle. A session reads by its own connection of the source, everybody else by a fresh one. */
final class ShownTable implements LinkedRows, AutoCloseable {
    private final LiveBridge bridge;
    private final SourceTable table;
    private final String handle;
    private final Set<LinkedScan> scans = ConcurrentHashMap.newKeySet();
    private volatile String view = "";
    private volatile String next = "";

    ShownTable(LiveBridge bridge, SourceTable table) {
        this.bridge = bridge;
        this.table = table;
        this.handle = Links.add(this);
    }

    /** The statement that makes the view. Columns that travel as they are follow the source; the others are cast by name. */
    String view(List<LinkedColumn> columns) {
        view = text(columns);
        return view;
    }

    private String text(List<LinkedColumn> columns) {
        String casts = columns.stream()
                .filter(column -> !column.isCopied())
                .map(LinkedColumn::restored)
                .collect(Collectors.joining(", "));
        return "CREATE OR REPLACE VIEW "
                + Sql.qualified(
                        bridge.catalog(), table.name().schema(), table.name().name())
                + " AS SELECT *" + (casts.isEmpty() ? "" : " REPLACE (" + casts + ")") + " FROM " + Links.FUNCTION + "("
                + Sql.literal(handle) + ")";
    }

    @Override
    public Bound bind() throws SQLException {
        if (bridge.isClosed() || bridge.source().isClosed()) {
            throw Failures.marked(Failures.GONE, "The bridge was closed, or its source");
        }
        Reads reads = Reads.current(bridge);
        List<LinkedColumn> columns = bridge.columns(reads == null ? null : reads.source(), table);
        String now = text(columns);
        boolean isRenewing = now.equals(next) && Thread.holdsLock(this);
        if (!now.equals(view) && !isRenewing) {
            renew(now);
            throw Failures.marked(
                    "55000", "The columns of " + table.name().name() + " have changed; repeat the statement");
        }
        return reads == null
                ? new Alone(columns, bridge.source().estimate(table))
                : reads.bind(table, columns, table.qualified(), 1);
    }

    /** Makes the view anew, which binds it: by this thread, while it holds the lock. */
    private synchronized void renew(String text) {
        next = text;
        try (Connection connection = bridge.target().open();
                Statement statement = connection.createStatement()) {
            if (!text.equals(view)) {
                statement.execute(text);
                view = text;
            }
        } catch (SQLException e) {
            // a transaction holds the view, or the source has changed again: the next statement tries again
        }
    }

    void closeScans() {
        List<LinkedScan> open = new ArrayList<>(scans);
        open.forEach(LinkedScan::close);
    }

    @Override
    public void close() {
        Links.remove(handle);
        closeScans();
    }

    private final class Alone implements Bound {
        private final List<LinkedColumn> columns;
        private final OptionalLong rows;

        Alone(List<LinkedColumn> columns, OptionalLong rows) {
            this.columns = columns;
            this.rows = rows;
        }

        @Override
        public OptionalLong estimate() {
            return rows;
        }

        @Override
        public List<LinkedColumn> columns() {
            return columns;
        }

        @Override
        public SQLException told(SQLException failure) {
            return Failures.carried(failure);
        }

        @Override
        public LinkedScan open(List<LinkedColumn> wanted) throws SQLException {
            Connection connection = bridge.source().connect();
            LinkedScan[] opened = new LinkedScan[1];
            opened[0] = LinkedScan.open(connection, LinkedScan.sql(wanted, table.qualified()), Keeping.NONE, () -> {
                Quiet.close(connection);
                if (opened[0] != null) {
                    scans.remove(opened[0]);
                    table.read(opened[0].rows());
                    bridge.transports().rows(Transports.STREAMED, opened[0].rows());
                }
            });
            scans.add(opened[0]);
            return opened[0];
        }
    }
}
