package io.eider.storage.branch;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.DataLayout;
import io.eider.engine.Disk;
import io.eider.storage.catalog.BranchRecords;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what a dropped branch leaves on disk. A note in the catalog, written by the transaction that drops the branch, lets
 * the removal be finished after a crash. Thread-safe.
 */
public final class DroppedBranches {
    private static final Logger LOG = LoggerFactory.getLogger(DroppedBranches.class);

    private final Catalog catalog;
    private final DataLayout layout;
    private final OnDrop others;

    /** @param others remove their rows of a branch in the same transaction */
    public DroppedBranches(Catalog catalog, DataLayout layout, OnDrop others) {
        this.catalog = catalog;
        this.layout = layout;
        this.others = others;
    }

    /** What somebody else keeps of a branch. */
    public interface OnDrop {
        /** Removes the rows; called in the transaction that drops the branch. */
        void forget(CatalogSession session, ProjectId project, BranchId branch);

        /** Removes what has no row any more; called after it, and again at the next start if that was interrupted. */
        void sweep(ProjectId project);
    }

    void note(CatalogSession session, ProjectId project, BranchId branch) {
        others.forget(session, project, branch);
        session.update(
                "INSERT INTO dropped_branches (key, project_id, id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                BranchRecords.key(project, branch),
                project.value(),
                branch.value());
    }

    /** Finishes every removal that was noted. */
    public void finishAll() {
        record Noted(ProjectId project, BranchId branch) {}
        catalog.read(session -> session.query(
                        "SELECT project_id, id FROM dropped_branches",
                        row -> new Noted(new ProjectId(row.getString(1)), new BranchId(row.getString(2)))))
                .forEach(noted -> finish(noted.project, noted.branch));
    }

    void finish(ProjectId project, BranchId branch) {
        try {
            others.sweep(project);
            Disk.deleteTree(layout.project(project, branch));
            catalog.change(session ->
                    session.update("DELETE FROM dropped_branches WHERE key = ?", BranchRecords.key(project, branch)));
        } catch (IOException e) {
            LOG.warn(
                    "Files of the dropped branch {} of {} could not be removed; the next start tries again",
                    branch,
                    project,
                    e);
        }
    }
}
