package io.eider.bridge.live;

import io.eider.api.bridge.LiveTables;
import io.eider.bridge.jdbc.Failures;
import io.eider.bridge.jdbc.Quiet;
import io.eider.bridge.sql.SourceTable;
import io.eider.engine.Sql;
import io.eider.engine.link.LinkedColumn;
import io.eider.engine.link.Links;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A registered instance: one schema of it, and a connection that keeps it open. Thread-safe. */
final class SourceInstance implements AutoCloseable {
    private final String id;
    private final String catalog;
    private final String schema;
    private final Connection root;
    private final Set<LiveBridge> bridges = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    SourceInstance(String id, LiveTables tables) throws SQLException {
        this.id = id;
        this.catalog = tables.catalog();
        this.schema = tables.schema();
        this.root = Links.duplicate(tables.connection());
    }

    String id() {
        return id;
    }

    String catalog() {
        return catalog;
    }

    String schema() {
        return schema;
    }

    /** Makes it possible that the instance reads rows of others. */
    void prepare() throws SQLException {
        Links.register(root);
    }

    /** A new connection. The receiver closes it. */
    synchronized Connection connect() throws SQLException {
        if (closed) {
            throw Failures.gone();
        }
        return Links.duplicate(root);
    }

    boolean isClosed() {
        return closed;
    }

    void add(LiveBridge bridge) {
        bridges.add(bridge);
    }

    void remove(LiveBridge bridge) {
        bridges.remove(bridge);
    }

    boolean hasSchema() throws SQLException {
        return exists("SELECT 1 FROM duckdb_schemas() WHERE database_name = ? AND schema_name = ?", catalog, schema);
    }

    /** Whether the schema has views over rows of another instance. */
    boolean isBridge() throws SQLException {
        return exists(
                "SELECT 1 FROM duckdb_views() WHERE database_name = ? AND sql LIKE '%' || ? || '(%'",
                catalog, Links.FUNCTION);
    }

    boolean hasTable(String name) throws SQLException {
        return exists(
                "SELECT 1 FROM duckdb_tables() WHERE database_name = ? AND schema_name = ? AND table_name = ?",
                catalog,
                schema,
                name);
    }

    /** The columns of the primary key. */
    synchronized List<String> key(String table) throws SQLException {
        try (PreparedStatement statement = root.prepareStatement(
                "SELECT unnest(constraint_column_names) FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY' "
                        + "AND database_name = ? AND schema_name = ? AND table_name = ?")) {
            return texts(statement, catalog, schema, table);
        }
    }

    synchronized List<LinkedColumn> columns(SourceTable table) throws SQLException {
        return columns(root, table);
    }

    /**
     * The columns of a table as a connection sees them.
     *
     * @throws SQLException 42P01 if the table is not there any more
     */
    static List<LinkedColumn> columns(Connection connection, SourceTable table) throws SQLException {
        List<LinkedColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT column_name, column_type FROM (DESCRIBE " + table.qualified() + ")");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                columns.add(new LinkedColumn(rows.getString(1), rows.getString(2)));
            }
            return columns;
        } catch (SQLException e) {
            throw String.valueOf(e.getMessage()).contains("does not exist")
                    ? Failures.marked(
                            "42P01", "Table " + Sql.identifier(table.name().name()) + " does not exist any more")
                    : Failures.atSource(e, "");
        }
    }

    /** About how many rows a table has, by the catalog: none is read. */
    static OptionalLong estimate(Connection connection, SourceTable table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT estimated_size FROM duckdb_tables() WHERE database_name = ? AND schema_name = ? AND table_name = ?")) {
            List<String> sizes = texts(
                    statement, table.catalog(), table.schema(), table.name().name());
            return sizes.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(sizes.get(0)));
        }
    }

    synchronized OptionalLong estimate(SourceTable table) throws SQLException {
        return estimate(root, table);
    }

    private synchronized boolean exists(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = root.prepareStatement(sql)) {
            return !texts(statement, values).isEmpty();
        }
    }

    private static List<String> texts(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    /** Ends every statement that runs here for a bridge. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        bridges.forEach(LiveBridge::sourceClosed);
        Quiet.close(root);
    }
}
