package io.eider.storage.snapshot;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.DataLayout;
import io.eider.engine.Gate;
import io.eider.engine.TableFiles;
import io.eider.engine.TableLocks;
import io.eider.storage.branch.DroppedBranches;
import io.eider.storage.table.AutoSnapshots;
import io.eider.storage.table.FileAdopter;
import java.time.Clock;

/** Everything about snapshots, wired; brings their catalog tables up to date. */
public final class SnapshotParts implements DroppedBranches.OnDrop {
    private final SnapshotFiles files;
    private final SnapshotTaker taker;
    private final LayeredSettings settings;
    private final TableSnapshots snapshots;
    private final AutoSnapshots automatic;

    /** @param exports bounds how many exports run at once */
    public SnapshotParts(
            Catalog catalog,
            DataLayout layout,
            TableFiles tables,
            TableLocks locks,
            FileAdopter adopter,
            Gate exports,
            Clock clock) {
        catalog.migrate("snapshots", SnapshotRecords.STEPS);
        this.files = new SnapshotFiles(catalog, layout);
        this.taker = new SnapshotTaker(catalog, layout, files, clock);
        this.settings = new LayeredSettings(catalog, clock);
        this.automatic = new AutomaticSnapshots(catalog, taker, settings);
        SnapshotRestore restore = new SnapshotRestore(catalog, files, locks, adopter, clock);
        SnapshotExport export = new SnapshotExport(layout, tables, files, exports);
        this.snapshots = new TableSnapshots(catalog, files, taker, restore, export, settings, clock);
    }

    /** Snapshots. */
    public TableSnapshots snapshots() {
        return snapshots;
    }

    /** Their settings. */
    public LayeredSettings settings() {
        return settings;
    }

    /** The automatic ones. */
    public AutoSnapshots automatic() {
        return automatic;
    }

    /** At start: finishes what a crash has interrupted. */
    public void recover() {
        files.recover();
    }

    /** Forgets a project that is dropped, in its transaction; the directory goes with the project's. */
    public void forget(CatalogSession session, ProjectId project) {
        SnapshotRecords.deleteAll(session, project);
    }

    @Override
    public void forget(CatalogSession session, ProjectId project, BranchId branch) {
        snapshots.forgetBranch(session, project, branch);
    }

    @Override
    public void sweep(ProjectId project) {
        files.sweep(project);
    }
}
