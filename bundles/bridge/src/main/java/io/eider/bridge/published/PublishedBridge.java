package io.eider.bridge.published;

import io.eider.api.bridge.Bridge;
import io.eider.api.bridge.BridgeDescription;
import io.eider.api.bridge.BridgeTarget;
import io.eider.api.bridge.BridgedColumn;
import io.eider.api.bridge.BridgedTable;
import io.eider.api.bridge.DescribedTable;
import io.eider.api.bridge.Permission;
import io.eider.api.bridge.PublishedTables;
import io.eider.api.bridge.TableName;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.PublishedFiles;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableWrites;
import io.eider.bridge.jdbc.Quiet;
import io.eider.bridge.jdbc.SessionConnection;
import io.eider.bridge.jdbc.Transports;
import io.eider.bridge.published.PublishedTable.Version;
import io.eider.bridge.sql.Names;
import io.eider.bridge.sql.Parser;
import io.eider.engine.Sql;
import io.eider.engine.sandbox.SandboxFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Published files attached read-only, each under a name of its own, and a catalog in memory with a view of each in the schema that was asked for. So every
 * table is a native one, and every connection of the target reads them; those of {@link #connect} can write, and see the same versions for as long as a
 * transaction lasts. Thread-safe.
 */
public final class PublishedBridge implements Bridge {
    private final BridgeTarget target;
    private final String catalog;
    private final Environment environment;
    private final Map<String, PublishedTable> tables = new LinkedHashMap<>();
    private final Set<Version> attached = new HashSet<>();
    private final Set<PublishedSession> sessions = ConcurrentHashMap.newKeySet();
    private int names;
    private Connection parsing;
    private Parser parser;
    private boolean open;
    private volatile boolean closed;

    private PublishedBridge(BridgeTarget target, String catalog, Environment environment) {
        this.target = target;
        this.catalog = catalog;
        this.environment = environment;
    }

    /**
     * What is around a bridge.
     *
     * @param files of tables
     * @param writes of tables
     * @param transports count statements and rows
     * @param whenClosed is told of each that was closed
     */
    public record Environment(
            PublishedFiles files, TableWrites writes, Transports transports, Consumer<Bridge> whenClosed) {}

    /** See {@link io.eider.api.bridge.Bridges#open}. */
    public static PublishedBridge open(
            Environment environment,
            PublishedTables source,
            BridgeTarget target,
            String catalog,
            Map<TableName, Permission> names) {
        PublishedBridge bridge = new PublishedBridge(target, catalog, environment);
        boolean done = false;
        try {
            bridge.attachCatalog();
            Set<String> schemas = new HashSet<>(Set.of("main"));
            for (Map.Entry<TableName, Permission> entry : names.entrySet()) {
                TableName name = entry.getKey();
                if (schemas.add(name.schema())) {
                    target.run("CREATE SCHEMA " + Sql.qualified(catalog, name.schema()));
                }
                PublishedTable table = new PublishedTable(
                        name, entry.getValue(), source.tables().get(name));
                bridge.show(table, bridge.attach(table));
                bridge.tables.put(table.key(), table);
            }
            done = true;
            return bridge;
        } finally {
            if (!done) {
                bridge.close();
            }
        }
    }

    private void attachCatalog() {
        if (catalog.isBlank() || catalog.indexOf('.') >= 0 || catalog.indexOf('\0') >= 0) {
            throw new ApiException(
                    ErrorCode.INVALID_REQUEST, "A bridge needs the name of a catalog, without a dot", Map.of());
        }
        try {
            target.run("ATTACH ':memory:' AS " + Sql.identifier(catalog));
            open = true;
        } catch (ApiException | SandboxFailure e) {
            if (!String.valueOf(e.getMessage()).contains("already")) {
                throw e;
            }
            throw new ApiException(
                    ErrorCode.INVALID_REQUEST, "Catalog '" + catalog + "' is taken", Map.of("catalog", catalog), e);
        }
    }

    private Version attach(PublishedTable table) {
        Path link = file();
        Table found = environment.files.link(table.id(), link);
        Version version = new Version(table, newName(), link, found);
        attached.add(version);
        target.run(
                "ATTACH " + Sql.literal(link.toString()) + " AS " + Sql.identifier(version.catalog()) + " (READ_ONLY)");
        return version;
    }

    private void show(PublishedTable table, Version version) {
        TableName name = table.name();
        target.run("CREATE OR REPLACE VIEW " + Sql.qualified(catalog, name.schema(), name.name()) + " AS FROM "
                + version.source().qualified());
        table.show(version);
    }

    /** Where something of this bridge may lie. */
    Path file() {
        return target.directory().resolve(UUID.randomUUID() + ".duckdb");
    }

    /** A name that the target has not had. */
    synchronized String newName() {
        return catalog + "_" + names++;
    }

    @Override
    public void refresh() {
        ApiException first = null;
        for (PublishedTable table : tables.values()) {
            try {
                refresh(table);
            } catch (ApiException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Transactions that have begun go on with what they see. */
    synchronized void refresh(PublishedTable table) {
        if (closed) {
            return;
        }
        Version before = table.shown();
        Version after = attach(table);
        if (after.table().version() == before.table().version()) {
            drop(after);
            return;
        }
        show(table, after);
        dropIdle(before);
    }

    private void dropIdle(Version version) {
        if (version.isIdle()) {
            drop(version);
        }
    }

    private void drop(Version version) {
        attached.remove(version);
        Quiet.close(() -> target.run("DETACH " + Sql.identifier(version.catalog())));
        Quiet.close(() -> Files.deleteIfExists(version.link()));
    }

    /** What is shown now; it stays attached until it is {@link #release released}. */
    synchronized Map<String, Version> hold() {
        Map<String, Version> held = new HashMap<>();
        tables.forEach((key, table) -> {
            table.shown().use(1);
            held.put(key, table.shown());
        });
        return held;
    }

    synchronized void release(Map<String, Version> held) {
        for (Version version : held.values()) {
            version.use(-1);
            if (!closed) {
                dropIdle(version);
            }
        }
    }

    PublishedTable table(String key) {
        return tables.get(key);
    }

    BridgeTarget target() {
        return target;
    }

    TableWrites writes() {
        return environment.writes;
    }

    Transports transports() {
        return environment.transports;
    }

    Parser parser() {
        return parser;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public String catalog() {
        return catalog;
    }

    @Override
    public synchronized List<BridgedTable> tables() {
        return tables.values().stream()
                .map(table -> new BridgedTable(
                        table.name(), table.permission(), table.shown().table()))
                .toList();
    }

    @Override
    public BridgeDescription describe() {
        List<DescribedTable> described = new ArrayList<>();
        for (BridgedTable bridged : tables()) {
            PublishedTable table =
                    tables.get(Names.key(bridged.name().schema(), bridged.name().name()));
            described.add(new DescribedTable(
                    bridged.name(),
                    bridged.permission(),
                    bridged.table().columns().stream()
                            .map(column -> new BridgedColumn(column.name().value(), column.type()))
                            .toList(),
                    bridged.table().primaryKey(),
                    table.rowsRead(),
                    table.rowsWritten()));
        }
        return new BridgeDescription(catalog, "published", described, sessions.size());
    }

    @Override
    public void read(long rows) {
        tables.values().forEach(table -> table.read(rows));
    }

    @Override
    public Connection connect() {
        prepareParser();
        PublishedSession session = new PublishedSession(this);
        sessions.add(session);
        if (closed) {
            session.close();
        }
        return SessionConnection.over(session);
    }

    private synchronized void prepareParser() {
        if (parser == null) {
            parsing = target.open();
            parser = new Parser(parsing);
        }
    }

    void remove(PublishedSession session) {
        sessions.remove(session);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        sessions.forEach(PublishedSession::close);
        synchronized (this) {
            List.copyOf(attached).forEach(this::drop);
            if (open) {
                Quiet.close(() -> target.run("DETACH " + Sql.identifier(catalog)));
            }
            Quiet.close(parsing);
        }
        environment.whenClosed.accept(this);
    }
}
