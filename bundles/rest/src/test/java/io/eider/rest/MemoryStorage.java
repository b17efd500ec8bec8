package io.eider.rest;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Backend;
import io.eider.api.storage.Branches;
import io.eider.api.storage.Bucket;
import io.eider.api.storage.Buckets;
import io.eider.api.storage.Column;
import io.eider.api.storage.DropMode;
import io.eider.api.storage.ExportRequest;
import io.eider.api.storage.ExportResult;
import io.eider.api.storage.Finding;
import io.eider.api.storage.ImportRequest;
import io.eider.api.storage.ImportResult;
import io.eider.api.storage.NewProject;
import io.eider.api.storage.NewTable;
import io.eider.api.storage.OperationsLog;
import io.eider.api.storage.Page;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.ProfileMode;
import io.eider.api.storage.Profiles;
import io.eider.api.storage.Progress;
import io.eider.api.storage.Project;
import io.eider.api.storage.ProjectChange;
import io.eider.api.storage.ProjectStats;
import io.eider.api.storage.Projects;
import io.eider.api.storage.Replays;
import io.eider.api.storage.RowQuery;
import io.eider.api.storage.RowSink;
import io.eider.api.storage.Rows;
import io.eider.api.storage.Schemas;
import io.eider.api.storage.Sharing;
import io.eider.api.storage.SnapshotSettings;
import io.eider.api.storage.Snapshots;
import io.eider.api.storage.Storage;
import io.eider.api.storage.StorageHealth;
import io.eider.api.storage.StoragePaths;
import io.eider.api.storage.StorageTotals;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableProfile;
import io.eider.api.storage.TableSource;
import io.eider.api.storage.TableWrites;
import io.eider.api.storage.Tables;
import io.eider.api.storage.Transfers;
import io.eider.api.storage.UploadedFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** A storage for tests: the rules of the contract over maps. Previews and faults are given by the test. */
final class MemoryStorage implements Storage, Projects, Buckets, Tables, Transfers, Profiles, Backend {
    static final Instant CREATED = Instant.parse("2026-11-21T03:53:52.869720Z");

    private final Map<String, Project> projects = new ConcurrentSkipListMap<>();
    private final Map<String, Bucket> buckets = new ConcurrentSkipListMap<>();
    private final Map<String, Table> tables = new ConcurrentSkipListMap<>();
    private final MemoryFiles files;
    final MemoryBranches branches = new MemoryBranches(this);
    final MemoryChanges changes = new MemoryChanges(this);
    final MemoryOperations operations = new MemoryOperations(this);
    final MemoryReplays replays = new MemoryReplays();
    private final Path root;
    volatile StorageHealth health = new StorageHealth(true, true, true, true, List.of());
    volatile Consumer<RowSink> rows = sink -> {};
    volatile RuntimeException fault;
    volatile Runnable beforeCreate = () -> {};
    volatile ImportRequest imported;
    volatile ExportRequest exported;
    volatile ProfileMode profiled;
    volatile TableProfile profile;

    MemoryStorage(Path root) {
        this.root = root;
        this.files = new MemoryFiles(root, this);
    }

    @Override
    public Projects projects() {
        return this;
    }

    @Override
    public Buckets buckets() {
        return this;
    }

    @Override
    public Tables tables() {
        return this;
    }

    @Override
    public UploadedFiles files() {
        return files;
    }

    @Override
    public Transfers transfers() {
        return this;
    }

    @Override
    public Branches branches() {
        return branches;
    }

    @Override
    public Sharing sharing() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Snapshots snapshots() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Schemas schemas() {
        return changes;
    }

    @Override
    public SnapshotSettings snapshotSettings() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Rows rows() {
        return changes;
    }

    @Override
    public Profiles profiles() {
        return this;
    }

    @Override
    public OperationsLog operations() {
        return operations;
    }

    @Override
    public Backend backend() {
        return this;
    }

    @Override
    public Project create(NewProject project) {
        beforeCreate.run();
        if (projects.containsKey(project.id().value())) {
            throw new ApiException(
                    ErrorCode.PROJECT_EXISTS,
                    "Project " + project.id() + " already exists",
                    Map.of("project_id", project.id().value(), "status", "active"));
        }
        Project made = new Project(
                project.id(),
                project.name(),
                CREATED,
                CREATED,
                "active",
                project.settings(),
                new ProjectStats(0, 0, 0));
        projects.put(project.id().value(), made);
        return made;
    }

    @Override
    public Page<Project> list(Optional<String> status, PageRequest page) {
        List<Project> found = projects.values().stream()
                .filter(project -> status.isEmpty() || status.get().equals(project.status()))
                .toList();
        return new Page<>(found.stream().skip(page.offset()).limit(page.limit()).toList(), found.size());
    }

    @Override
    public Project get(ProjectId id) {
        if (fault != null) {
            throw fault;
        }
        Project project = projects.get(id.value());
        if (project == null) {
            throw new ApiException(
                    ErrorCode.PROJECT_NOT_FOUND, "Project " + id + " not found", Map.of("project_id", id.value()));
        }
        return project;
    }

    @Override
    public Project update(ProjectId id, ProjectChange change) {
        Project old = get(id);
        Project changed = new Project(
                id,
                change.name().or(old::name),
                CREATED,
                CREATED,
                "active",
                change.settings().or(old::settings),
                old.stats());
        projects.put(id.value(), changed);
        return changed;
    }

    @Override
    public void drop(ProjectId id) {
        get(id);
        projects.remove(id.value());
    }

    @Override
    public void requireBranch(ProjectId project, BranchId branch) {
        get(project);
        if (!branch.isDefault()) {
            throw new ApiException(
                    ErrorCode.BRANCH_NOT_FOUND,
                    "Branch " + branch + " not found in project " + project,
                    Map.of("project_id", project.value(), "branch_id", branch.value()));
        }
    }

    @Override
    public Bucket create(BucketId id, Optional<String> description) {
        requireBranch(id.project(), id.branch());
        Bucket bucket = new Bucket(id, 0, description, CREATED, Optional.empty());
        if (buckets.putIfAbsent(id.toString(), bucket) != null) {
            throw new ApiException(ErrorCode.BUCKET_EXISTS, "Bucket " + id.name() + " already exists");
        }
        return bucket;
    }

    @Override
    public List<Bucket> list(ProjectId project, BranchId branch) {
        requireBranch(project, branch);
        return List.copyOf(buckets.values());
    }

    @Override
    public Bucket get(BucketId id) {
        requireBranch(id.project(), id.branch());
        Bucket bucket = buckets.get(id.toString());
        if (bucket == null) {
            throw new ApiException(ErrorCode.BUCKET_NOT_FOUND, "Bucket " + id.name() + " not found");
        }
        return bucket;
    }

    @Override
    public void drop(BucketId id, DropMode mode) {
        get(id);
        buckets.remove(id.toString());
    }

    @Override
    public Table create(NewTable table) {
        get(table.id().bucket());
        Table made = new Table(
                table.id(),
                table.columns().stream()
                        .map(c -> new Column(
                                c.name(),
                                c.type(),
                                c.nullable()
                                        && !table.primaryKey().contains(c.name().value()),
                                c.defaultExpression()))
                        .toList(),
                table.primaryKey(),
                0,
                12_288,
                1,
                CREATED,
                TableSource.MAIN);
        tables.put(table.id().toString(), made);
        return made;
    }

    @Override
    public List<Table> list(BucketId bucket) {
        get(bucket);
        return List.copyOf(tables.values());
    }

    @Override
    public Table get(TableId id) {
        get(id.bucket());
        Table table = tables.get(id.toString());
        if (table == null) {
            throw new ApiException(
                    ErrorCode.TABLE_NOT_FOUND,
                    "Table " + id.name() + " not found in bucket " + id.bucket().name());
        }
        return table;
    }

    @Override
    public void drop(TableId id) {
        get(id);
        tables.remove(id.toString());
    }

    @Override
    public void preview(TableId id, int limit, RowSink sink) {
        sink.begin(get(id));
        rows.accept(sink);
    }

    @Override
    public void select(TableId id, RowQuery query, RowSink sink) {
        preview(id, query.limit(), sink);
    }

    @Override
    public ImportResult importFile(TableId table, ImportRequest request, Progress progress) {
        get(table);
        files.get(table.project(), request.file());
        imported = request;
        return new ImportResult(3, 3, 12_288, List.of());
    }

    @Override
    public ExportResult exportFile(TableId table, ExportRequest request, Progress progress) {
        get(table);
        exported = request;
        return new ExportResult(files.add(table.project(), "export.csv", new byte[] {1, 2}), 2);
    }

    @Override
    public TableProfile profile(TableId table, ProfileMode mode) {
        get(table);
        profiled = mode;
        return profile;
    }

    @Override
    public StorageHealth health() {
        return health;
    }

    @Override
    public StoragePaths paths() {
        return new StoragePaths(root, root.resolve("duckdb"), root.resolve("files"), root.resolve("snapshots"));
    }

    @Override
    public List<String> init() {
        return List.of("files_dir");
    }

    @Override
    public StorageTotals totals() {
        return new StorageTotals(
                projects.size(),
                buckets.size(),
                tables.size(),
                1,
                2,
                3,
                4,
                11,
                12,
                5,
                6,
                7,
                8,
                Map.of("manual", 9L),
                10);
    }

    @Override
    public String duckDbVersion() {
        return "v1.5.6";
    }

    @Override
    public List<Finding> check() {
        return List.of();
    }

    @Override
    public io.eider.api.storage.PublishedFiles published() {
        throw new UnsupportedOperationException();
    }

    @Override
    public TableWrites writes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Replays replays() {
        return replays;
    }
}
