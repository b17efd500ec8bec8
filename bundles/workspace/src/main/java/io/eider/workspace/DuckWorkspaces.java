package io.eider.workspace;

import io.eider.api.auth.IssuedLogin;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.WorkspaceId;
import io.eider.api.storage.ImportResult;
import io.eider.api.storage.Progress;
import io.eider.api.storage.Project;
import io.eider.api.workspace.LoadReport;
import io.eider.api.workspace.LoadReport.Loaded;
import io.eider.api.workspace.LoadTable;
import io.eider.api.workspace.NewWorkspace;
import io.eider.api.workspace.Unload;
import io.eider.api.workspace.Workspace;
import io.eider.api.workspace.WorkspaceDetail;
import io.eider.api.workspace.WorkspaceDetail.GrantedTable;
import io.eider.api.workspace.WorkspaceLogin;
import io.eider.api.workspace.WorkspaceSessions;
import io.eider.api.workspace.Workspaces;
import io.eider.engine.Catalog;
import io.eider.engine.DataLayout;
import io.eider.engine.TableFiles;
import io.eider.workspace.catalog.WorkspaceRecords;
import io.eider.workspace.catalog.WorkspaceRow;
import io.eider.workspace.instance.Instances;
import io.eider.workspace.instance.WorkspaceInstance;
import io.eider.workspace.instance.WorkspaceObjects;
import io.eider.workspace.load.TableLoader;
import io.eider.workspace.load.Unloader;
import io.eider.workspace.session.Sessions;
import io.eider.workspace.table.Grants;
import io.eider.workspace.table.ProjectTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workspaces of the server (ADR-0003). Thread-safe. */
@Component(service = Workspaces.class, immediate = true, configurationPid = "io.eider.workspace")
@Designate(ocd = WorkspaceConfig.class)
public final class DuckWorkspaces implements Workspaces, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DuckWorkspaces.class);
    private static final long WATCH_MILLIS = 50;
    private static final long SWEEP_MILLIS = 500;
    private static final long EXPIRY_SECONDS = 60;

    private final Services services;
    private final Catalog catalog;
    private final WorkspaceLimits limits;
    private final Clock clock;
    private final KnownWorkspaces known;
    private final Instances instances;
    private final Sessions sessions;
    private final TableLoader loader;
    private final Unloader unloader;
    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "eider-workspace-watch");
        thread.setDaemon(true);
        return thread;
    });

    @Activate
    public DuckWorkspaces(
            WorkspaceConfig config,
            @Reference Services services,
            @Reference Catalog catalog,
            @Reference DataLayout layout,
            @Reference TableFiles files) {
        this(services, catalog, layout, files, WorkspaceLimits.of(config), Clock.systemUTC());
    }

    public DuckWorkspaces(
            Services services,
            Catalog catalog,
            DataLayout layout,
            TableFiles files,
            WorkspaceLimits limits,
            Clock clock) {
        this.services = services;
        this.catalog = catalog;
        this.limits = limits;
        this.clock = clock;
        catalog.migrate("workspace", WorkspaceRecords.MIGRATIONS);
        this.known = new KnownWorkspaces(catalog, services.storage(), clock);
        this.instances = new Instances(services, catalog, layout, limits);
        this.sessions = new Sessions(instances, services, limits, known::usable);
        this.loader = new TableLoader(files);
        this.unloader = new Unloader(services.storage(), sessions);
        catalog.read(WorkspaceRecords::dropped).forEach(this::finishDrop);
        every(WATCH_MILLIS, sessions::watch);
        every(SWEEP_MILLIS, this::sweep);
        every(TimeUnit.SECONDS.toMillis(EXPIRY_SECONDS), this::expire);
    }

    private void sweep() {
        instances.sweep();
        services.meters().runIfBound(meters -> {
            meters.gauge("eider_workspace_sessions", "Open sessions of workspaces")
                    .set(sessions.count());
            meters.gauge("eider_workspace_instances", "Workspaces whose instance is open")
                    .set(instances.count());
        });
    }

    private void every(long millis, Runnable task) {
        timers.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOG.warn("Upkeep of workspaces; it is tried again", e);
                    }
                },
                millis,
                millis,
                TimeUnit.MILLISECONDS);
    }

    @Override
    @Deactivate
    public void close() {
        timers.shutdownNow();
        sessions.close();
        instances.close();
    }

    @Override
    public WorkspaceLogin create(NewWorkspace request) {
        Project project = requireBranch(request.project(), request.branch());
        ProjectTables all =
                new ProjectTables(services.storage(), catalog, request.project(), request.branch(), Grants.NONE);
        Grants grants = Grants.of(all, request.grants());
        ProjectTables tables = all.only(grants);
        request.preload().stream().map(TableLoader.Source::of).toList().forEach(source -> source.in(tables));
        WorkspaceId id = newId();
        Instant now = now();
        IssuedLogin login = services.credentials().call(credentials -> credentials.issue(id));
        WorkspaceRow row = new WorkspaceRow(
                id,
                request.project(),
                project.createdAt(),
                request.branch(),
                request.name(),
                login.username(),
                now,
                request.ttl().map(now::plus),
                (long) request.sizeLimitGb() << 30,
                grants);
        boolean done = false;
        try {
            catalog.change(session -> {
                if (WorkspaceRecords.list(session, request.project()).size() >= limits.perProject()) {
                    throw new ApiException(
                            ErrorCode.WORKSPACE_LIMIT_REACHED,
                            "Project " + request.project() + " has " + limits.perProject() + " workspaces already",
                            Map.of("project_id", request.project().value(), "limit", limits.perProject()));
                }
                WorkspaceRecords.insert(session, row);
            });
            preload(row, request.preload());
            done = true;
            return new WorkspaceLogin(workspace(row), login.password());
        } finally {
            if (!done) {
                drop(row);
            }
        }
    }

    private void preload(WorkspaceRow row, List<String> sources) {
        if (!sources.isEmpty()) {
            List<LoadTable> tables = sources.stream()
                    .map(source -> new LoadTable(source, Optional.empty(), List.of(), Optional.empty()))
                    .toList();
            for (Loaded loaded : load(row, tables, Progress.NONE).loaded()) {
                loaded.error().ifPresent(why -> {
                    throw new ApiException(
                            ErrorCode.INVALID_REQUEST, "Table " + loaded.source() + " could not be preloaded: " + why);
                });
            }
        }
    }

    @Override
    public List<Workspace> list(ProjectId project) {
        Project existing = services.storage().call(storage -> storage.projects().get(project));
        return rows(existing).stream().map(this::workspace).toList();
    }

    @Override
    public List<Workspace> list(ProjectId project, BranchId branch) {
        Project existing = requireBranch(project, branch);
        return rows(existing).stream()
                .filter(row -> row.branch().equals(branch))
                .map(this::workspace)
                .toList();
    }

    private List<WorkspaceRow> rows(Project project) {
        return catalog.read(session -> WorkspaceRecords.list(session, project.id())).stream()
                .filter(row -> KnownWorkspaces.isOf(row, project))
                .toList();
    }

    @Override
    public Workspace find(ProjectId project, WorkspaceId workspace) {
        return workspace(known.require(project, workspace));
    }

    @Override
    public Workspace find(WorkspaceId workspace) {
        WorkspaceRow row = known.find(workspace)
                .orElseThrow(() -> new ApiException(
                        ErrorCode.WORKSPACE_NOT_FOUND,
                        "Workspace " + workspace + " not found",
                        Map.of("workspace_id", workspace.value())));
        return find(row.project(), workspace); // it may be of a project that is gone
    }

    @Override
    public WorkspaceDetail get(ProjectId project, WorkspaceId workspace) {
        WorkspaceRow row = known.usable(project, workspace);
        return within(row, instance -> {
            List<GrantedTable> tables = instance.tables().all().stream()
                    .map(table -> new GrantedTable(
                            table.id().bucket().name(),
                            table.id().name(),
                            table.rowCount(),
                            instance.tables().permission(table)))
                    .toList();
            return new WorkspaceDetail(
                    workspace(row),
                    sessions.count(workspace),
                    tables,
                    WorkspaceObjects.list(instance.sandbox()),
                    row.grants().shown());
        });
    }

    @Override
    public void drop(ProjectId project, WorkspaceId workspace) {
        drop(known.require(project, workspace));
    }

    private void drop(WorkspaceRow row) {
        catalog.change(session -> WorkspaceRecords.drop(session, row));
        services.credentials().run(credentials -> credentials.remove(row.id()));
        sessions.end(row.id(), new ApiException(ErrorCode.SESSION_CLOSED, "Workspace " + row.id() + " was deleted"));
        finishDrop(new WorkspaceRecords.Dropped(row.id(), row.project(), row.branch()));
    }

    private void finishDrop(WorkspaceRecords.Dropped dropped) {
        Path file = instances.file(dropped.project(), dropped.branch(), dropped.id());
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".wal"));
            catalog.change(session -> WorkspaceRecords.forget(session, dropped.id()));
        } catch (IOException e) {
            LOG.warn("The file of the dropped workspace {} stays; the next start tries again", dropped.id(), e);
        }
    }

    @Override
    public void clear(ProjectId project, WorkspaceId workspace) {
        within(known.usable(project, workspace), instance -> {
            WorkspaceObjects.dropAll(instance.sandbox());
            instance.definitions().forget();
            return null;
        });
    }

    @Override
    public void dropObject(ProjectId project, WorkspaceId workspace, String name) {
        within(known.usable(project, workspace), instance -> {
            if (!WorkspaceObjects.drop(instance.sandbox(), name)) {
                Map<String, Object> details = new LinkedHashMap<>();
                details.put("project_id", project.value());
                details.put("workspace_id", workspace.value());
                details.put("object_name", name);
                throw new ApiException(
                        ErrorCode.OBJECT_NOT_FOUND,
                        "Object '" + name + "' not found in workspace " + workspace,
                        details);
            }
            instance.definitions().forget();
            return null;
        });
    }

    @Override
    public LoadReport load(ProjectId project, WorkspaceId workspace, List<LoadTable> tables, Progress progress) {
        WorkspaceRow row = known.usable(project, workspace);
        tables.forEach(loader::check);
        return load(row, tables, progress);
    }

    private LoadReport load(WorkspaceRow row, List<LoadTable> tables, Progress progress) {
        if (tables.isEmpty()) {
            return new LoadReport(List.of(), 0);
        }
        return within(row, instance -> {
            List<Loaded> loaded = new ArrayList<>();
            for (LoadTable table : tables) {
                requireNotCancelled();
                loaded.add(loader.load(instance, table));
                instance.definitions().forget();
                progress.report((double) loaded.size() / tables.size());
            }
            return new LoadReport(loaded, instance.sandbox().sizeBytes());
        });
    }

    private static void requireNotCancelled() {
        if (Thread.currentThread().isInterrupted()) {
            throw new ApiException(ErrorCode.OPERATION_CANCELLED, "Cancelled; tables loaded before stay");
        }
    }

    @Override
    public ImportResult unload(ProjectId project, WorkspaceId workspace, Unload unload, Progress progress) {
        return unloader.unload(known.usable(project, workspace), unload, progress);
    }

    @Override
    public WorkspaceLogin resetPassword(ProjectId project, WorkspaceId workspace) {
        WorkspaceRow row = known.usable(project, workspace);
        IssuedLogin login = services.credentials().call(credentials -> credentials.reset(workspace));
        return new WorkspaceLogin(workspace(row), login.password());
    }

    @Override
    public void removeAll(ProjectId project) {
        catalog.read(session -> WorkspaceRecords.list(session, project)).forEach(this::drop);
    }

    @Override
    public void removeAll(ProjectId project, BranchId branch) {
        catalog.read(session -> WorkspaceRecords.list(session, project)).stream()
                .filter(row -> row.branch().equals(branch))
                .forEach(this::drop);
    }

    @Override
    public long count() {
        return catalog.read(WorkspaceRecords::count);
    }

    @Override
    public WorkspaceSessions sessions() {
        return sessions;
    }

    /** Removes workspaces that expired long enough ago, and those whose project is another one now. */
    void expire() {
        Instant now = now();
        for (WorkspaceRow row : catalog.read(session -> WorkspaceRecords.list(session))) {
            if (row.isExpired(now.minus(limits.expiredKeep())) || isOrphan(row)) {
                LOG.info(
                        "Removing workspace {} of {}: its time is over, or its project is gone",
                        row.id(),
                        row.project());
                drop(row);
            }
        }
    }

    private boolean isOrphan(WorkspaceRow row) {
        try {
            Project project =
                    services.storage().call(storage -> storage.projects().get(row.project()));
            return !KnownWorkspaces.isOf(row, project);
        } catch (ApiException e) {
            return e.code() == ErrorCode.PROJECT_NOT_FOUND;
        }
    }

    private <T> T within(WorkspaceRow row, Function<WorkspaceInstance, T> work) {
        WorkspaceInstance instance = instances.acquire(row);
        try {
            return work.apply(instance);
        } finally {
            instances.release(instance);
        }
    }

    private Project requireBranch(ProjectId project, BranchId branch) {
        return services.storage().call(storage -> {
            Project existing = storage.projects().get(project);
            storage.projects().requireBranch(project, branch);
            return existing;
        });
    }

    private boolean isTaken(WorkspaceId id) {
        return known.find(id).isPresent();
    }

    private WorkspaceId newId() {
        WorkspaceId id;
        do {
            id = WorkspaceId.random();
        } while (isTaken(id));
        return id;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Workspace workspace(WorkspaceRow row) {
        Path file = instances.file(row);
        return new Workspace(
                row.id(),
                row.project(),
                row.branch(),
                row.name(),
                row.username(),
                row.createdAt(),
                row.expiresAt(),
                file.toFile().length()
                        + file.resolveSibling(file.getFileName() + ".wal")
                                .toFile()
                                .length(),
                row.sizeLimitBytes(),
                row.isExpired(now()));
    }
}
