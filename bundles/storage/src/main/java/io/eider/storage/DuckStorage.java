package io.eider.storage;

import io.eider.api.storage.Backend;
import io.eider.api.storage.Branches;
import io.eider.api.storage.Buckets;
import io.eider.api.storage.OperationsLog;
import io.eider.api.storage.Profiles;
import io.eider.api.storage.Projects;
import io.eider.api.storage.PublishedFiles;
import io.eider.api.storage.Replays;
import io.eider.api.storage.RowRuleSource;
import io.eider.api.storage.Rows;
import io.eider.api.storage.Schemas;
import io.eider.api.storage.Sharing;
import io.eider.api.storage.SnapshotSettings;
import io.eider.api.storage.Snapshots;
import io.eider.api.storage.Storage;
import io.eider.api.storage.TableWrites;
import io.eider.api.storage.Tables;
import io.eider.api.storage.Transfers;
import io.eider.api.storage.UploadedFiles;
import io.eider.engine.Catalog;
import io.eider.engine.DataLayout;
import io.eider.engine.Gate;
import io.eider.engine.TableFiles;
import io.eider.engine.TableLocks;
import io.eider.storage.branch.BranchMerge;
import io.eider.storage.branch.CatalogBranches;
import io.eider.storage.branch.DroppedBranches;
import io.eider.storage.catalog.CatalogSchema;
import io.eider.storage.catalog.Existing;
import io.eider.storage.file.StoredFiles;
import io.eider.storage.operation.CatalogOperationsLog;
import io.eider.storage.profile.TableProfiler;
import io.eider.storage.project.CatalogBuckets;
import io.eider.storage.project.CatalogProjects;
import io.eider.storage.project.DroppedProjects;
import io.eider.storage.replay.CatalogReplays;
import io.eider.storage.row.TableRows;
import io.eider.storage.schema.TableSchemas;
import io.eider.storage.share.CatalogSharing;
import io.eider.storage.snapshot.SnapshotParts;
import io.eider.storage.table.AutoSnapshots;
import io.eider.storage.table.DescribedFiles;
import io.eider.storage.table.DuckTables;
import io.eider.storage.table.FileAdopter;
import io.eider.storage.table.PublishedLinks;
import io.eider.storage.table.Reconciliation;
import io.eider.storage.table.SqlWrites;
import io.eider.storage.table.TableDrop;
import io.eider.storage.table.TablePublisher;
import io.eider.storage.table.TableReader;
import io.eider.storage.table.TableWriter;
import io.eider.storage.transfer.RuleLookup;
import io.eider.storage.transfer.TableExport;
import io.eider.storage.transfer.TableTransfers;
import io.eider.storage.transfer.TableTransfers.Checks;
import io.eider.storage.upkeep.Upkeep;
import io.eider.storage.upkeep.Upkeep.Task;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The storage service: wires its parts, brings the catalog's tables up to date and reconciles catalog and files before
 * anybody can call it. Holds no state that outlives {@link #close}: locks, catalog and instance belong to the engine, so a new version
 * of this bundle takes over in the middle of work.
 */
@Component(service = Storage.class, configurationPid = "io.eider.storage")
@Designate(ocd = StorageConfig.class)
public final class DuckStorage implements Storage, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DuckStorage.class);
    private static final int PREVIEW_QUEUE = 16;
    private static final int SNAPSHOT_EXPORTS = 2;
    private static final Duration PREVIEW_WAIT = Duration.ofSeconds(30);

    private final CatalogProjects projects;
    private final CatalogBuckets buckets;
    private final DuckTables tables;
    private final StoredFiles files;
    private final TableTransfers transfers;
    private final DuckBackend backend;
    private final CatalogReplays replays;
    private final Upkeep upkeep;
    private final CatalogBranches branches;
    private final CatalogSharing sharing;
    private final SnapshotParts snapshots;
    private final TableSchemas schemas;
    private final TableRows rows;
    private final TableProfiler profiles;
    private final CatalogOperationsLog operations;
    private final PublishedLinks published;
    private final SqlWrites writes;
    private final RuleLookup rowRules = new RuleLookup();

    /** Starts the storage with the settings of its PID. */
    @Activate
    public DuckStorage(
            StorageConfig config,
            @Reference DataLayout layout,
            @Reference Catalog catalog,
            @Reference TableFiles tableFiles,
            @Reference TableLocks locks) {
        this(new Engine(layout, catalog, tableFiles, locks), StorageLimits.of(config), Clock.systemUTC());
    }

    /** Starts the storage. */
    public DuckStorage(Engine engine, StorageLimits limits, Clock clock) {
        Catalog catalog = engine.catalog;
        catalog.migrate("storage", CatalogSchema.STEPS);
        TableReader reader = new TableReader(catalog, engine.layout, engine.files);
        DescribedFiles described = new DescribedFiles(engine.layout, engine.files);
        TablePublisher publisher = new TablePublisher(catalog, engine.layout, engine.locks, described);
        TableWriter writer =
                new TableWriter(catalog, reader, engine.layout, engine.files, engine.locks, publisher, clock);
        Reconciliation reconciliation = new Reconciliation(catalog, engine.layout, described, publisher);
        this.files = new StoredFiles(
                catalog,
                engine.layout,
                limits.files(),
                id -> catalog.read(session -> Existing.requireProject(session, id)),
                clock);
        FileAdopter adopter = new FileAdopter(catalog, engine.layout, publisher);
        Gate exports = new Gate("snapshot exports", SNAPSHOT_EXPORTS, PREVIEW_QUEUE, PREVIEW_WAIT);
        this.snapshots = new SnapshotParts(catalog, engine.layout, engine.files, engine.locks, adopter, exports, clock);
        this.operations = new CatalogOperationsLog(catalog, limits.operations(), clock);
        DroppedProjects dropped = new DroppedProjects(catalog, engine.layout, (session, project) -> {
            files.removeAll(session, project);
            snapshots.forget(session, project);
            operations.forget(session, project);
        });
        this.projects = new CatalogProjects(catalog, engine.layout, engine.locks, dropped, clock);
        AutoSnapshots ofBuckets = limits.snapshotsOnCascade() ? snapshots.automatic() : AutoSnapshots.NONE;
        this.buckets = new CatalogBuckets(catalog, engine.locks, publisher, ofBuckets, clock);
        Gate previews = new Gate("previews", limits.previewsAtOnce(), PREVIEW_QUEUE, PREVIEW_WAIT);
        TableDrop drop = new TableDrop(catalog, engine.locks, publisher, snapshots.automatic());
        this.tables = new DuckTables(catalog, engine.files, reader, writer, drop, previews);
        BranchMerge merge = new BranchMerge(catalog, engine.layout, engine.locks, adopter, clock);
        DroppedBranches droppedBranches = new DroppedBranches(catalog, engine.layout, snapshots);
        this.branches = new CatalogBranches(catalog, engine.locks, drop, merge, droppedBranches, clock);
        this.sharing = new CatalogSharing(catalog, clock);
        this.schemas = new TableSchemas(engine.files, reader, writer, snapshots.automatic());
        this.rows = new TableRows(engine.files, reader, writer, snapshots.automatic());
        TableExport export = new TableExport(reader, files, clock);
        Checks checks = new Checks(rowRules, engine.layout, clock);
        this.transfers = new TableTransfers(reader, writer, files, export, checks, limits);
        this.published = new PublishedLinks(reader, publisher, engine.layout);
        this.writes = new SqlWrites(engine.locks, writer, snapshots.automatic());
        this.profiles = new TableProfiler(reader);
        this.backend = new DuckBackend(catalog, engine.layout, engine.files, reconciliation);
        this.replays = new CatalogReplays(catalog, limits.replays(), clock);
        this.upkeep = new Upkeep(
                List.of(new Task("replays", replays::sweep), new Task("snapshots", this.snapshots.snapshots()::expire)),
                limits.upkeepInterval());
        dropped.finishAll();
        droppedBranches.finishAll();
        adopter.finishPending();
        snapshots.recover();
        reconciliation.run();
        files.recover();
        LOG.info("Storage started");
        operations.start();
        upkeep.start();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindRowRules(RowRuleSource service) {
        rowRules.bind(service);
    }

    public void unbindRowRules(RowRuleSource service) {
        rowRules.unbind(service);
    }

    /**
     * What the storage needs of the engine.
     *
     * @param layout paths
     * @param catalog the catalog
     * @param files the instance that works on table files
     * @param locks of tables
     */
    public record Engine(DataLayout layout, Catalog catalog, TableFiles files, TableLocks locks) {}

    @Override
    public Projects projects() {
        return projects;
    }

    @Override
    public Buckets buckets() {
        return buckets;
    }

    @Override
    public Tables tables() {
        return tables;
    }

    @Override
    public UploadedFiles files() {
        return files;
    }

    @Override
    public Transfers transfers() {
        return transfers;
    }

    @Override
    public Branches branches() {
        return branches;
    }

    @Override
    public Sharing sharing() {
        return sharing;
    }

    @Override
    public Snapshots snapshots() {
        return snapshots.snapshots();
    }

    @Override
    public SnapshotSettings snapshotSettings() {
        return snapshots.settings();
    }

    @Override
    public Schemas schemas() {
        return schemas;
    }

    @Override
    public Rows rows() {
        return rows;
    }

    @Override
    public Profiles profiles() {
        return profiles;
    }

    @Override
    public OperationsLog operations() {
        return operations;
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public PublishedFiles published() {
        return published;
    }

    @Override
    public TableWrites writes() {
        return writes;
    }

    @Override
    public Replays replays() {
        return replays;
    }

    /** What runs in the background. */
    Upkeep upkeep() {
        return upkeep;
    }

    /** Ends the background and writes what is still on its way into the operations log. */
    @Override
    @Deactivate
    public void close() {
        upkeep.close();
        operations.close();
    }
}
