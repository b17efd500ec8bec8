package io.eider.bridge.published;

import io.eider.api.bridge.Bridge;
import io.eider.api.bridge.Permission;
import io.eider.api.bridge.PublishedTables;
import io.eider.api.bridge.TableName;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ColumnName;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.NewProject;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.Table;
import io.eider.bridge.DuckBridges;
import io.eider.bridge.live.LiveFixture;
import io.eider.engine.Catalog;
import io.eider.engine.DataLayout;
import io.eider.engine.TableFiles;
import io.eider.engine.TableLocks;
import io.eider.engine.link.InstanceTarget;
import io.eider.storage.DuckStorage;
import io.eider.storage.StorageLimits;
import io.eider.storage.file.FileLimits;
import io.eider.storage.operation.OperationLimits;
import io.eider.storage.replay.ReplayLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A storage on a real directory with some tables, and an instance with a bridge {@code app} to them. */
final class PublishedFixture implements AutoCloseable {
    private static final BucketId BUCKET = new BucketId(new ProjectId("p1"), BranchId.DEFAULT, "in_c_sales");

    final Map<String, Double> counted = new ConcurrentHashMap<>();
    final DataLayout layout;
    final DuckStorage storage;
    final DuckBridges bridges;
    final Connection target = DriverManager.getConnection("jdbc:duckdb:");
    final InstanceTarget at;
    final Path attachable;
    private final Catalog catalog;
    private final TableFiles files;
    Bridge bridge;
    Connection app;

    PublishedFixture(Path directory) throws IOException, SQLException {
        layout = new DataLayout(directory.resolve("data"));
        catalog = new Catalog(layout, 2);
        files = new TableFiles(layout, new TableFiles.Settings(2, "1GB", "1GB", Duration.ofSeconds(60)));
        StorageLimits limits = new StorageLimits(
                FileLimits.DEFAULTS,
                2,
                16,
                Duration.ofSeconds(30),
                8,
                1 << 20,
                true,
                OperationLimits.DEFAULTS,
                new ReplayLimits(Duration.ofMinutes(10), 1000, 1 << 20),
                Duration.ofHours(1));
        TableLocks locks = new TableLocks(Duration.ofSeconds(30), 64);
        storage = new DuckStorage(new DuckStorage.Engine(layout, catalog, files, locks), limits, Clock.systemUTC());
        bridges = new DuckBridges(storage, LiveFixture.meters(counted));
        attachable = Files.createDirectories(layout.run().resolve("target"));
        at = InstanceTarget.of(target, attachable);
        storage.projects().create(new NewProject(BUCKET.project(), Optional.empty(), Optional.empty()));
        storage.buckets().create(BUCKET, Optional.empty());
    }

    /** Makes a table. @param columns {@code name TYPE [NOT NULL] [DEFAULT x]} */
    void table(String name, List<String> key, String... columns) {
        storage.tables()
                .create(new NewTable(
                        id(name),
                        Arrays.stream(columns).map(PublishedFixture::column).toList(),
                        key));
    }

    /** Makes a table of an {@code i INTEGER} and a {@code v} of a type. */
    void table(String name, String type) {
        storage.tables()
                .create(new NewTable(
                        id(name),
                        List.of(
                                new Column(new ColumnName("i"), "INTEGER", true, Optional.empty()),
                                new Column(new ColumnName("v"), type, true, Optional.empty())),
                        List.of()));
    }

    private static Column column(String text) {
        String[] words = text.split(" ");
        int at = text.indexOf("DEFAULT ");
        return new Column(
                new ColumnName(words[0]),
                words[1],
                !text.contains("NOT NULL"),
                at < 0 ? Optional.empty() : Optional.of(text.substring(at + 8)));
    }

    static TableId id(String name) {
        return new TableId(BUCKET, name);
    }

    Table now(String name) {
        return storage.tables().get(id(name));
    }

    /** Opens a bridge {@code app} and a connection of it: {@code users} or {@code log read}. */
    PublishedFixture open(String... tables) {
        bridge = openAs("app", tables);
        app = bridge.connect();
        return this;
    }

    Bridge openAs(String catalogName, String... tables) {
        Map<TableName, TableId> ids = new HashMap<>();
        Map<TableName, Permission> permissions = new HashMap<>();
        for (String table : tables) {
            String[] words = table.split(" ");
            ids.put(TableName.of(words[0]), id(words[0]));
            permissions.put(TableName.of(words[0]), words.length > 1 ? Permission.of(words[1]) : Permission.READWRITE);
        }
        return bridges.open(new PublishedTables(ids), at, catalogName, permissions);
    }

    /** Files that bridges have in the target's directory. */
    long attachedFiles() throws IOException {
        try (Stream<Path> found = Files.list(attachable)) {
            return found.count();
        }
    }

    @Override
    public void close() throws SQLException {
        if (app != null) {
            app.close();
        }
        if (bridge != null) {
            bridge.close();
        }
        at.close();
        target.close();
        storage.close();
        files.close();
        catalog.close();
    }
}
