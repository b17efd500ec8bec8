package io.eider.storage;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ColumnName;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Column;
import io.eider.api.storage.NewProject;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.Table;
import io.eider.engine.Catalog;
import io.eider.engine.DataLayout;
import io.eider.engine.TableFiles;
import io.eider.engine.TableLocks;
import io.eider.storage.file.FileLimits;
import io.eider.storage.operation.OperationLimits;
import io.eider.storage.replay.ReplayLimits;
import io.eider.storage.table.DescribedFiles;
import io.eider.storage.table.TablePublisher;
import io.eider.storage.table.TableReader;
import io.eider.storage.table.TableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A storage on a real directory, as the server has it; {@link #restart} is what a restart of the server does. */
public final class StorageFixture implements AutoCloseable {
    public static final ProjectId PROJECT = new ProjectId("p1");
    public static final BucketId BUCKET = new BucketId(PROJECT, BranchId.DEFAULT, "in_c_sales");
    public static final TableId ORDERS = new TableId(BUCKET, "orders");
    public static final ReplayLimits REPLAYS = new ReplayLimits(Duration.ofMinutes(10), 1000, 1 << 20);
    public static final StorageLimits LIMITS = new StorageLimits(
            FileLimits.DEFAULTS,
            2,
            16,
            Duration.ofSeconds(30),
            8,
            1 << 20,
            true,
            OperationLimits.DEFAULTS,
            REPLAYS,
            Duration.ofHours(1));

    private final Path directory;
    public DataLayout layout;
    public Catalog catalog;
    public TableFiles files;
    public TableLocks locks;
    public DuckStorage storage;

    public StorageFixture(Path directory) throws IOException {
        this.directory = directory;
        open();
    }

    private void open() throws IOException {
        layout = new DataLayout(directory);
        catalog = new Catalog(layout, 4);
        files = new TableFiles(layout, new TableFiles.Settings(2, "1GB", "1GB", Duration.ofSeconds(60)));
        locks = new TableLocks(Duration.ofSeconds(30), 64);
        storage = newStorage();
    }

    /** Another storage service over the same engine, as after an update of the bundle. */
    public DuckStorage newStorage() {
        return new DuckStorage(new DuckStorage.Engine(layout, catalog, files, locks), LIMITS, Clock.systemUTC());
    }

    /** What the storage writes tables with. */
    public TableWriter writer() {
        TablePublisher publisher = new TablePublisher(catalog, layout, locks, new DescribedFiles(layout, files));
        return new TableWriter(
                catalog, new TableReader(catalog, layout, files), layout, files, locks, publisher, Clock.systemUTC());
    }

    public void restart() throws IOException {
        close();
        open();
    }

    /** Project p1 with bucket in_c_sales. */
    public StorageFixture withBucket() {
        storage.projects().create(new NewProject(PROJECT, Optional.of("one"), Optional.empty()));
        storage.buckets().create(BUCKET, Optional.of("sales"));
        return this;
    }

    /** Table orders (id INTEGER key, v VARCHAR). */
    public Table createOrders() {
        return storage.tables()
                .create(new NewTable(ORDERS, List.of(column("id", "INTEGER"), column("v", "VARCHAR")), List.of("id")));
    }

    public static Column column(String name, String type) {
        return new Column(new ColumnName(name), type, true, Optional.empty());
    }

    @Override
    public void close() {
        storage.close();
        files.close();
        catalog.close();
    }
}
