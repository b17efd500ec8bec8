package io.eider.bridge;

import io.eider.api.bridge.Bridge;
import io.eider.api.bridge.BridgeTarget;
import io.eider.api.bridge.BridgedTable;
import io.eider.api.bridge.Permission;
import io.eider.api.bridge.PublishedTables;
import io.eider.api.bridge.TableName;
import io.eider.api.storage.PublishedFiles;
import io.eider.api.storage.Table;
import io.eider.engine.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Published files attached read-only, each under a name of its own, and a catalog in memory with a view of each in the schema that was
 * asked for. So every table is a native one, and a catalog shows the same versions for as long as it is there.
 */
final class PublishedBridge implements Bridge {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedBridge.class);

    private final BridgeTarget target;
    private final String catalog;
    private final Runnable whenUsed;
    private final List<BridgedTable> tables = new ArrayList<>();
    private final Deque<Undo> undo = new ArrayDeque<>();

    private PublishedBridge(BridgeTarget target, String catalog, Runnable whenUsed) {
        this.target = target;
        this.catalog = catalog;
        this.whenUsed = whenUsed;
    }

    static PublishedBridge open(
            PublishedFiles files,
            PublishedTables source,
            BridgeTarget target,
            String catalog,
            Map<TableName, Permission> names,
            Runnable whenUsed) {
        PublishedBridge bridge = new PublishedBridge(target, catalog, whenUsed);
        boolean done = false;
        try {
            bridge.attach("ATTACH ':memory:' AS " + Sql.identifier(catalog), catalog);
            Set<String> schemas = new HashSet<>(Set.of("main"));
            for (Map.Entry<TableName, Permission> entry : names.entrySet()) {
                TableName name = entry.getKey();
                String file = catalog + "_" + bridge.tables.size();
                Path link = target.directory().resolve(UUID.randomUUID() + ".duckdb");
                Table table = files.link(source.tables().get(name), link);
                bridge.undo.push(() -> Files.deleteIfExists(link));
                bridge.attach(
                        "ATTACH " + Sql.literal(link.toString()) + " AS " + Sql.identifier(file) + " (READ_ONLY)",
                        file);
                if (schemas.add(name.schema())) {
                    target.run("CREATE SCHEMA " + Sql.qualified(catalog, name.schema()));
                }
                target.run("CREATE VIEW " + Sql.qualified(catalog, name.schema(), name.name()) + " AS FROM "
                        + Sql.qualified(file, "main", "data"));
                bridge.tables.add(new BridgedTable(name, entry.getValue(), table));
            }
            done = true;
            return bridge;
        } finally {
            if (!done) {
                bridge.close();
            }
        }
    }

    private void attach(String sql, String name) {
        target.run(sql);
        undo.push(() -> target.run("DETACH " + Sql.identifier(name)));
    }

    @Override
    public String catalog() {
        return catalog;
    }

    @Override
    public List<BridgedTable> tables() {
        return List.copyOf(tables);
    }

    @Override
    public void used() {
        whenUsed.run();
    }

    @Override
    public Connection connect() {
        return target.open();
    }

    /** What follows the closing. */
    synchronized void andThen(Runnable action) {
        undo.addLast(action::run);
    }

    @Override
    public synchronized void close() {
        while (!undo.isEmpty()) {
            try {
                undo.pop().run();
            } catch (IOException | RuntimeException e) {
                // the instance may be closed already; its directory is emptied with it
                LOG.debug("Closing bridge {}: {}", catalog, e.toString());
            }
        }
    }

    @FunctionalInterface
    private interface Undo {
        void run() throws IOException;
    }
}
