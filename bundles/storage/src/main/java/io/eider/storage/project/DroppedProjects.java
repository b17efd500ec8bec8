package io.eider.storage.project;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.DataLayout;
import io.eider.engine.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what a dropped project leaves on disk. A note in the catalog, written by the transaction that drops the project,
 * lets the removal be finished after a crash and keeps a later project of the same id from finding old files. Thread-safe.
 */
public final class DroppedProjects {
    private static final Logger LOG = LoggerFactory.getLogger(DroppedProjects.class);

    private final Catalog catalog;
    private final DataLayout layout;
    private final BiConsumer<CatalogSession, ProjectId> files;

    /**
     * The remover.
     *
     * @param files removes the rows of a project's uploaded files
     */
    public DroppedProjects(Catalog catalog, DataLayout layout, BiConsumer<CatalogSession, ProjectId> files) {
        this.catalog = catalog;
        this.layout = layout;
        this.files = files;
    }

    /** Notes in the transaction that drops the project that its files may go. */
    public void note(CatalogSession session, ProjectId id) {
        files.accept(session, id);
        session.update("INSERT INTO dropped_projects (id) VALUES (?) ON CONFLICT DO NOTHING", id.value());
    }

    /**
     * Does nothing if no removal of this id is open, so that a new project's files are not taken for those of the old one.
     *
     * @throws ApiException CREATE_FAILED if the old files could not be removed
     */
    public void requireFinished(CatalogSession session, ProjectId id) {
        if (isNoted(session, id)) {
            throw new ApiException(
                    ErrorCode.CREATE_FAILED,
                    "Failed to create project " + id + ": files of a dropped project of this id could not be removed");
        }
    }

    /** Finishes every removal that was noted. */
    public void finishAll() {
        catalog.read(session ->
                        session.query("SELECT id FROM dropped_projects", row -> new ProjectId(row.getString(1))))
                .forEach(this::finish);
    }

    /** Finishes the removal of one project if it was noted. */
    public synchronized void finish(ProjectId id) {
        if (!catalog.read(session -> isNoted(session, id))) {
            return;
        }
        try {
            for (Path tree : trees(id)) {
                Disk.deleteTree(tree);
            }
            catalog.change(session -> session.update("DELETE FROM dropped_projects WHERE id = ?", id.value()));
        } catch (IOException e) {
            LOG.warn("Files of the dropped project {} could not be removed; the next start tries again", id, e);
        }
    }

    private static boolean isNoted(CatalogSession session, ProjectId id) {
        return session.first("SELECT id FROM dropped_projects WHERE id = ?", row -> row.getString(1), id.value())
                .isPresent();
    }

    private List<Path> trees(ProjectId id) throws IOException {
        List<Path> trees =
                new ArrayList<>(List.of(layout.project(id, BranchId.DEFAULT), layout.files(id), layout.snapshots(id)));
        String branchPrefix = "project_" + id + "_branch_";
        try (var all = Files.newDirectoryStream(layout.paths().duckdbDir(), branchPrefix + "*")) {
            for (Path directory : all) {
                String branch = directory.getFileName().toString().substring(branchPrefix.length());
                if (BranchId.isWellFormed(branch)) {
                    trees.add(directory);
                }
            }
        }
        return trees;
    }
}
