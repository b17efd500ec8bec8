package io.eider.workspace.instance;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.WorkspaceId;
import io.eider.engine.Catalog;
import io.eider.engine.DataLayout;
import io.eider.engine.Disk;
import io.eider.engine.sandbox.Sandbox;
import io.eider.engine.sandbox.SandboxFailure;
import io.eider.engine.sandbox.SandboxSettings;
import io.eider.workspace.Services;
import io.eider.workspace.WorkspaceLimits;
import io.eider.workspace.catalog.WorkspaceRow;
import io.eider.workspace.table.Attachments;
import io.eider.workspace.table.ProjectTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance for each open workspace: opened when it is first needed, closed when it was idle for a while or room is needed. The file of
 * a workspace is never open twice. Thread-safe.
 */
public final class Instances implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Instances.class);

    private final Services services;
    private final Catalog catalog;
    private final DataLayout layout;
    private final WorkspaceLimits limits;
    private final Map<WorkspaceId, WorkspaceInstance> open = new HashMap<>();

    /** None yet. */
    public Instances(Services services, Catalog catalog, DataLayout layout, WorkspaceLimits limits) {
        this.services = services;
        this.catalog = catalog;
        this.layout = layout;
        this.limits = limits;
    }

    /**
     * The instance of a workspace, to be {@link #release}d.
     *
     * @throws ApiException TOO_BUSY if no more may be open; SQL_ERROR if the file cannot be opened; STORAGE_FULL
     */
    public synchronized WorkspaceInstance acquire(WorkspaceRow workspace) {
        WorkspaceInstance instance = open.get(workspace.id());
        if (instance != null && instance.isBroken()) {
            if (instance.isUsed()) {
                throw new ApiException(
                        ErrorCode.TOO_BUSY, "Workspace " + workspace.id() + " is being opened again; repeat later");
            }
            close(instance);
            instance = null;
        }
        if (instance == null) {
            makeRoom();
            instance = open(workspace);
            open.put(workspace.id(), instance);
        }
        instance.enter();
        return instance;
    }

    /** Somebody does not use it any more. */
    public synchronized void release(WorkspaceInstance instance) {
        instance.leave();
        if (instance.isBroken() && !instance.isUsed()) {
            close(instance);
        }
    }

    /** Closes what is idle, and lets tables go. */
    public void sweep() {
        for (WorkspaceInstance instance : snapshot()) {
            instance.attachments().sweep(limits.tableIdle());
        }
        synchronized (this) {
            List.copyOf(open.values()).stream()
                    .filter(instance -> !instance.isUsed()
                            && instance.idleNanos() > limits.instanceIdle().toNanos())
                    .forEach(this::close);
        }
    }

    /** How many are open. */
    public synchronized int count() {
        return open.size();
    }

    /**
     * Closes the instance of a workspace that nobody uses.
     *
     * @return whether it is closed
     */
    public synchronized boolean closeIdle(WorkspaceId workspace) {
        Optional.ofNullable(open.get(workspace))
                .filter(instance -> !instance.isUsed())
                .ifPresent(this::close);
        return !open.containsKey(workspace);
    }

    /** The database file of a workspace. */
    public Path file(ProjectId project, BranchId branch, WorkspaceId workspace) {
        return layout.project(project, branch).resolve("_workspaces").resolve(workspace + ".duckdb");
    }

    /** The database file of a workspace. */
    public Path file(WorkspaceRow workspace) {
        return file(workspace.project(), workspace.branch(), workspace.id());
    }

    /** Closes all. */
    @Override
    public synchronized void close() {
        List.copyOf(open.values()).forEach(this::close);
    }

    private synchronized List<WorkspaceInstance> snapshot() {
        return List.copyOf(open.values());
    }

    private void makeRoom() {
        if (open.size() >= limits.instances()) {
            open.values().stream()
                    .filter(instance -> !instance.isUsed())
                    .max(Comparator.comparingLong(WorkspaceInstance::idleNanos))
                    .ifPresent(this::close);
        }
        if (open.size() >= limits.instances()) {
            throw new ApiException(
                    ErrorCode.TOO_BUSY, "The server has " + limits.instances() + " workspaces open; repeat later");
        }
    }

    private WorkspaceInstance open(WorkspaceRow workspace) {
        Path directory = layout.run().resolve(workspace.id() + "-" + UUID.randomUUID());
        SandboxSettings settings = new SandboxSettings(
                file(workspace),
                "workspace_" + workspace.id(),
                directory,
                layout.spill().resolve("workspace-" + workspace.id()),
                limits.threads(),
                limits.memoryLimit(),
                limits.tempLimit());
        try {
            Sandbox sandbox = Sandbox.open(settings);
            return new WorkspaceInstance(
                    workspace,
                    sandbox,
                    new ProjectTables(services.storage(), catalog, workspace.project(), workspace.branch()),
                    new Attachments(services.bridges(), sandbox, limits.tables()));
        } catch (SandboxFailure e) {
            LOG.error("Workspace {} cannot be opened", workspace.id(), e);
            boolean full = e.getMessage().toLowerCase(java.util.Locale.ROOT).contains("no space left");
            throw new ApiException(
                    full ? ErrorCode.STORAGE_FULL : ErrorCode.SQL_ERROR,
                    "Workspace " + workspace.id() + " cannot be opened; an operator has to look into the log",
                    Map.of("sqlstate", full ? "53100" : "58030"),
                    e);
        }
    }

    private void close(WorkspaceInstance instance) {
        open.remove(instance.workspace().id(), instance);
        instance.sandbox().close();
        try {
            Disk.deleteTree(instance.sandbox().directory());
        } catch (IOException e) {
            LOG.warn("Left behind until the next start: {}", instance.sandbox().directory(), e);
        }
    }
}
