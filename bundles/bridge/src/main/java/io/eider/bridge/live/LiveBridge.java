package io.eider.bridge.live;

import io.eider.api.bridge.Bridge;
import io.eider.api.bridge.BridgeDescription;
import io.eider.api.bridge.BridgeTarget;
import io.eider.api.bridge.BridgedColumn;
import io.eider.api.bridge.BridgedTable;
import io.eider.api.bridge.DescribedTable;
import io.eider.api.bridge.LiveInstance;
import io.eider.api.bridge.Permission;
import io.eider.api.bridge.TableName;
import io.eider.bridge.jdbc.Failures;
import io.eider.bridge.jdbc.Quiet;
import io.eider.bridge.jdbc.SessionConnection;
import io.eider.bridge.jdbc.Transports;
import io.eider.bridge.sql.Names;
import io.eider.bridge.sql.Parser;
import io.eider.bridge.sql.SourceTable;
import io.eider.engine.Sql;
import io.eider.engine.link.LinkedColumn;
import io.eider.engine.link.Links;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tables of a running instance, shown by views over {@link Links#FUNCTION} in a catalog in memory. So every connection of the target reads them;
 * those of {@link #connect} know better ways and can write. Thread-safe.
 */
public final class LiveBridge implements Bridge {
    private final SourceInstance source;
    private final BridgeTarget target;
    private final String catalog;
    private final Transports transports;
    private final Consumer<Bridge> whenClosed;
    private final Map<String, SourceTable> tables = new ConcurrentHashMap<>();
    private final Map<String, ShownTable> shown = new ConcurrentHashMap<>();
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final Connection parsing;
    private final Parser parser;
    private boolean attached;
    private volatile boolean closed;

    private LiveBridge(SourceInstance source, BridgeTarget target, String catalog, Shared shared) throws SQLException {
        this.source = source;
        this.target = target;
        this.catalog = catalog;
        this.transports = shared.transports;
        this.whenClosed = shared.whenClosed;
        this.parsing = target.open();
        this.parser = new Parser(parsing);
    }

    /**
     * What bridges have in common.
     *
     * @param sources that are registered
     * @param transports count their statements and rows
     * @param whenClosed is told of each that was closed
     */
    public record Shared(LiveSources sources, Transports transports, Consumer<Bridge> whenClosed) {}

    /** See {@link io.eider.api.bridge.Bridges#open}. */
    public static Bridge open(
            Shared shared,
            LiveInstance instance,
            BridgeTarget target,
            String catalog,
            Map<TableName, Permission> names) {
        LiveSources.Pending claimed = shared.sources.claim(instance);
        LiveBridge bridge = null;
        boolean done = false;
        try {
            bridge = new LiveBridge(claimed.source(), target, catalog, shared);
            bridge.check(names);
            bridge.show();
            done = true;
            return bridge;
        } catch (SQLException e) {
            throw LiveSources.refused(e.getMessage());
        } finally {
            if (!done) {
                Quiet.close(bridge);
                shared.sources.giveBack(claimed);
            }
        }
    }

    private void check(Map<TableName, Permission> names) throws SQLException {
        if (catalog.isBlank() || catalog.indexOf('.') >= 0 || catalog.indexOf('\0') >= 0) {
            throw LiveSources.refused("A bridge needs the name of a catalog, without a dot");
        }
        for (Map.Entry<TableName, Permission> entry : names.entrySet()) {
            String name = entry.getKey().name();
            if (name.indexOf('.') >= 0 || entry.getKey().schema().indexOf('.') >= 0) {
                throw LiveSources.refused("Table '" + name + "' has a dot in its name");
            }
            if (!source.hasTable(name)) {
                throw LiveSources.refused("The source has no table '" + name + "'");
            }
            SourceTable table = new SourceTable(entry.getKey(), entry.getValue(), source.catalog(), source.schema());
            if (tables.put(Names.key(entry.getKey().schema(), name), table) != null) {
                throw LiveSources.refused("Table '" + name + "' is named twice");
            }
        }
        try (Statement statement = parsing.createStatement();
                ResultSet taken =
                        statement.executeQuery("SELECT 1 FROM duckdb_databases() WHERE lower(database_name) = lower("
                                + Sql.literal(catalog) + ")")) {
            if (taken.next()) {
                throw LiveSources.refused("Catalog '" + catalog + "' is taken");
            }
        }
    }

    private void show() throws SQLException {
        Links.register(parsing);
        target.run("ATTACH ':memory:' AS " + Sql.identifier(catalog));
        attached = true;
        Set<String> schemas = new HashSet<>(Set.of("main"));
        for (Map.Entry<String, SourceTable> entry : tables.entrySet()) {
            String schema = entry.getValue().name().schema();
            if (schemas.add(Names.lower(schema))) {
                target.run("CREATE SCHEMA " + Sql.qualified(catalog, schema));
            }
            ShownTable table = new ShownTable(this, entry.getValue());
            shown.put(entry.getKey(), table);
            target.run(table.view(source.columns(entry.getValue())));
        }
        source.add(this);
        if (source.isClosed()) {
            throw Failures.gone();
        }
    }

    SourceInstance source() {
        return source;
    }

    BridgeTarget target() {
        return target;
    }

    Transports transports() {
        return transports;
    }

    Parser parser() {
        return parser;
    }

    boolean isClosed() {
        return closed;
    }

    /** What names mean in a session with this current catalog and schema. */
    Names names(String currentCatalog, String currentSchema) {
        return new Names(catalog, tables, currentCatalog, currentSchema);
    }

    @Override
    public String catalog() {
        return catalog;
    }

    @Override
    public List<BridgedTable> tables() {
        return List.of();
    }

    @Override
    public BridgeDescription describe() {
        List<DescribedTable> described = new ArrayList<>();
        for (SourceTable table : tables.values()) {
            described.add(new DescribedTable(
                    table.name(),
                    table.permission(),
                    columns(table),
                    key(table),
                    table.rowsRead(),
                    table.rowsWritten()));
        }
        described.sort(
                Comparator.comparing((DescribedTable table) -> table.name().schema())
                        .thenComparing(table -> table.name().name()));
        return new BridgeDescription(catalog, source.id(), described, sessions.size());
    }

    private List<BridgedColumn> columns(SourceTable table) {
        try {
            return source.columns(table).stream()
                    .map(column -> new BridgedColumn(column.name(), column.type()))
                    .toList();
        } catch (SQLException e) {
            return List.of(); // dropped, or the source is closed
        }
    }

    private List<String> key(SourceTable table) {
        try {
            return source.key(table.name().name());
        } catch (SQLException e) {
            return List.of();
        }
    }

    @Override
    public Connection connect() {
        try {
            Session session = new Session(this);
            sessions.add(session);
            if (closed || source.isClosed()) {
                session.close();
                throw Failures.gone();
            }
            return SessionConnection.over(session);
        } catch (SQLException e) {
            throw LiveSources.refused(e.getMessage());
        }
    }

    void remove(Session session) {
        sessions.remove(session);
    }

    /** The columns of a table for a connection that is no session's. */
    List<LinkedColumn> columns(Connection connection, SourceTable table) throws SQLException {
        return connection == null ? source.columns(table) : SourceInstance.columns(connection, table);
    }

    /** Nothing can be read any more, but the catalog is still there, so that statements say what happened. */
    void sourceClosed() {
        sessions.forEach(Session::sourceClosed);
        shown.values().forEach(ShownTable::closeScans);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        source.remove(this);
        sessions.forEach(Session::close);
        shown.values().forEach(ShownTable::close);
        if (attached) {
            Quiet.close(() -> target.run("DETACH " + Sql.identifier(catalog)));
        }
        Quiet.close(parsing);
        whenClosed.accept(this);
    }
}
