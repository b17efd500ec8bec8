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
import io.eider.workspace.overlay.Overlay;
import io.eider.workspace.table.Attachments;
import io.eider.workspace.table.ProjectTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
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
    private final Map<WorkspaceId, Slot> slots = new HashMap<>();
    private volatile Signals signals = Signals.NONE;

    /** None yet. */
    public Instances(Services services, Catalog catalog, DataLayout layout, WorkspaceLimits limits) {
        this.services = services;
        this.catalog = catalog;
        this.layout = layout;
        this.limits = limits;
    }

    /** The place of one open workspace. Its lock is held while the instance is opened and closed, so that others need not wait. */
    private static final class Slot {
        private WorkspaceInstance instance; // guarded by this
        private int users; // guarded by the outer class
        private long lastUse = System.nanoTime(); // guarded by the outer class
    }

    /**
     * The instance of a workspace, to be {@link #release}d.
     *
     * @throws ApiException TOO_BUSY if no more may be open; SQL_ERROR if the file cannot be opened; STORAGE_FULL
     */
    public WorkspaceInstance acquire(WorkspaceRow workspace) {
        Slot slot = enter(workspace.id());
        boolean done = false;
        try {
            synchronized (slot) {
                if (slot.instance == null) {
                    slot.instance = open(workspace);
                }
                if (slot.instance.isBroken()) {
                    throw new ApiException(
                            ErrorCode.TOO_BUSY, "Workspace " + workspace.id() + " is being opened again; repeat later");
                }
                done = true;
                return slot.instance;
            }
        } finally {
            if (!done) {
                leave(slot);
            }
        }
    }

    /** Somebody does not use it any more. */
    public void release(WorkspaceInstance instance) {
        WorkspaceId id = instance.workspace().id();
        Slot slot;
        synchronized (this) {
            slot = slots.get(id);
        }
        leave(slot);
        if (instance.isBroken()) {
            closeIdle(id);
        }
    }

    private Slot enter(WorkspaceId id) {
        while (true) {
            WorkspaceId victim;
            synchronized (this) {
                Slot slot = slots.get(id);
                if (slot == null && slots.size() < limits.instances()) {
                    slot = new Slot();
                    slots.put(id, slot);
                }
                if (slot != null) {
                    slot.users++;
                    return slot;
                }
                victim = slots.entrySet().stream()
                        .filter(entry -> entry.getValue().users == 0)
                        .min(Comparator.comparingLong(entry -> entry.getValue().lastUse))
                        .map(Map.Entry::getKey)
                        .orElseThrow(() -> new ApiException(
                                ErrorCode.TOO_BUSY,
                                "The server has " + limits.instances() + " workspaces open; repeat later"));
            }
            closeIdle(victim);
        }
    }

    private synchronized void leave(Slot slot) {
        slot.users--;
        slot.lastUse = System.nanoTime();
    }

    /** Closes what is idle, and lets tables go. */
    public void sweep() {
        Overlay.prepare(); // the first time: so that the first instance need not wait for it
        for (WorkspaceId id : idle(-1)) {
            Slot slot = slot(id);
            synchronized (slot) {
                if (slot.instance != null) {
                    slot.instance.attachments().sweep(limits.tableIdle());
                }
            }
        }
        idle(limits.instanceIdle().toNanos()).forEach(this::closeIdle);
    }

    /** Those that nobody has used for so long; all, used or not, for a negative time. */
    private synchronized List<WorkspaceId> idle(long nanos) {
        return slots.entrySet().stream()
                .filter(entry -> nanos < 0
                        || entry.getValue().users == 0 && System.nanoTime() - entry.getValue().lastUse > nanos)
                .map(Map.Entry::getKey)
                .toList();
    }

    private synchronized Slot slot(WorkspaceId id) {
        return slots.getOrDefault(id, new Slot());
    }

    /** How many are open. */
    public synchronized int count() {
        return slots.size();
    }

    /**
     * Closes the instance of a workspace if nobody uses it.
     *
     * @return whether it is closed
     */
    public boolean closeIdle(WorkspaceId id) {
        Slot slot;
        synchronized (this) {
            slot = slots.get(id);
        }
        if (slot == null) {
            return true;
        }
        synchronized (slot) {
            if (isUsed(slot)) {
                return false;
            }
            if (slot.instance != null) {
                close(slot.instance); // whoever enters meanwhile waits for the slot and opens it again
                slot.instance = null;
            }
            return remove(id, slot);
        }
    }

    private synchronized boolean isUsed(Slot slot) {
        return slot.users > 0;
    }

    private synchronized boolean remove(WorkspaceId id, Slot slot) {
        return slot.users == 0 && slots.remove(id, slot);
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
    public void close() {
        for (WorkspaceId id : idle(-1)) {
            Slot slot = slot(id);
            synchronized (slot) {
                if (slot.instance != null) {
                    close(slot.instance);
                    slot.instance = null;
                }
            }
        }
    }

    private WorkspaceInstance open(WorkspaceRow workspace) {
        Path directory = layout.run().resolve(workspace.id() + "-" + UUID.randomUUID());
        SandboxSettings settings = new SandboxSettings(
                file(workspace),
                "workspace_" + workspace.id(),
                directory,
                layout.spill("workspace-" + workspace.id()),
                limits.threads(),
                limits.memoryLimit(),
                limits.tempLimit());
        try {
            Sandbox sandbox = Sandbox.open(settings, Overlay.standIns(signals(workspace.id())));
            return new WorkspaceInstance(
                    workspace,
                    sandbox,
                    new ProjectTables(
                            services.storage(), catalog, workspace.project(), workspace.branch(), workspace.grants()),
                    new Attachments(services.bridges(), sandbox, limits.tables()),
                    user(workspace.id()));
        } catch (SandboxFailure e) {
            LOG.error("Workspace {} cannot be opened", workspace.id(), e);
            boolean full = e.getMessage().toLowerCase(Locale.ROOT).contains("no space left");
            throw new ApiException(
                    full ? ErrorCode.STORAGE_FULL : ErrorCode.SQL_ERROR,
                    "Workspace " + workspace.id() + " cannot be opened; an operator has to look into the log",
                    Map.of("sqlstate", full ? "53100" : "58030"),
                    e);
        }
    }

    private String user(WorkspaceId workspace) {
        return services.credentials()
                .call(service -> service.username(workspace))
                .orElse("workspace_" + workspace);
    }

    /** Functions by which a session ends what another one of the same workspace does. */
    private Map<String, Function<Long, Boolean>> signals(WorkspaceId workspace) {
        return Map.of(
                "pg_cancel_backend", pid -> signals.cancel(workspace, pid),
                "pg_terminate_backend", pid -> signals.terminate(workspace, pid));
    }

    /** Who knows the sessions; set once, before the first instance is opened. */
    public void signalTo(Signals target) {
        signals = target;
    }

    private void close(WorkspaceInstance instance) {
        instance.sandbox().close();
        instance.attachments().instanceClosed();
        try {
            Disk.deleteTree(instance.sandbox().directory());
        } catch (IOException e) {
            LOG.warn("Left behind until the next start: {}", instance.sandbox().directory(), e);
        }
    }
}
