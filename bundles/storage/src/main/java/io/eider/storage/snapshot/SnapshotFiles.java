package io.eider.storage.snapshot;

import io.eider.api.error.ErrorCode;
import io.eider.api.id.ProjectId;
import io.eider.api.id.SnapshotId;
import io.eider.api.storage.Snapshot;
import io.eider.engine.Catalog;
import io.eider.engine.DataLayout;
import io.eider.engine.Disk;
import io.eider.storage.catalog.Existing;
import io.eider.storage.snapshot.SnapshotRecords.SnapshotRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directories of snapshots: {@code data.duckdb}, a link of the published file, and {@code metadata.json}. They are made as
 * {@code _new_{id}} and go as {@code _gone_{id}}, so that what a crash leaves can be told from a snapshot.
 */
final class SnapshotFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFiles.class);
    private static final String NEW = "_new_";
    private static final String GONE = "_gone_";
    private static final String DATA = "data.duckdb";
    private static final String METADATA = "metadata.json";

    private final Catalog catalog;
    private final DataLayout layout;

    SnapshotFiles(Catalog catalog, DataLayout layout) {
        this.catalog = catalog;
        this.layout = layout;
    }

    /** The linked file. */
    Path data(ProjectId project, SnapshotId id) {
        return directory(project, id).resolve(DATA);
    }

    /** Whether the directory of this id is taken. */
    boolean exists(ProjectId project, SnapshotId id) {
        return Files.exists(directory(project, id));
    }

    /** Makes the directory; all of it is on the disk then, or nothing is there. */
    void make(SnapshotRow row, Path published) {
        Snapshot snapshot = row.snapshot();
        ProjectId project = snapshot.table().project();
        Path made = layout.snapshots(project).resolve(NEW + snapshot.id());
        try {
            Files.createDirectories(made);
            Files.createLink(made.resolve(DATA), published);
            Path metadata = made.resolve(METADATA);
            Files.writeString(metadata, SnapshotRecords.toJson(row));
            Disk.sync(metadata);
            Files.move(made, directory(project, snapshot.id()), StandardCopyOption.ATOMIC_MOVE);
            Disk.sync(layout.snapshots(project));
        } catch (IOException e) {
            deleteQuietly(made);
            throw Disk.failure(e, ErrorCode.INTERNAL_ERROR, "The snapshot could not be written");
        }
    }

    /** Takes a directory away under a name that says so; {@link #bringBack} or {@link #finish} comes next. */
    void takeAway(ProjectId project, SnapshotId id) {
        try {
            if (Files.exists(directory(project, id))) {
                Files.move(directory(project, id), gone(project, id), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw Disk.failure(e, ErrorCode.INTERNAL_ERROR, "The snapshot could not be removed");
        }
    }

    void bringBack(ProjectId project, SnapshotId id) {
        try {
            if (Files.exists(gone(project, id))) {
                Files.move(gone(project, id), directory(project, id), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            LOG.error("The directory of snapshot {} stays away until the next start", id, e);
        }
    }

    void finish(ProjectId project, SnapshotId id) {
        deleteQuietly(gone(project, id));
    }

    /** Removes the directory of a snapshot that was never recorded. */
    void discard(ProjectId project, SnapshotId id) {
        deleteQuietly(directory(project, id));
    }

    /** At start: finishes what a crash has interrupted, and takes in a whole snapshot that the catalog does not know. */
    void recover() {
        for (Path project : entries(layout.paths().snapshotsDir())) {
            for (Path directory : entries(project)) {
                recover(directory);
            }
        }
    }

    /** Removes what was taken away of a project and has no row any more. */
    void sweep(ProjectId project) {
        for (Path directory : entries(layout.snapshots(project))) {
            if (directory.getFileName().toString().startsWith(GONE)) {
                recover(directory);
            }
        }
    }

    private void recover(Path directory) {
        String name = directory.getFileName().toString();
        String parent = directory.getParent().getFileName().toString();
        if (name.startsWith(NEW)) {
            deleteQuietly(directory);
            return;
        }
        String id = name.startsWith(GONE) ? name.substring(GONE.length()) : name;
        if (!SnapshotId.isWellFormed(id)) {
            LOG.warn("{} is not a snapshot and is left alone", directory);
            return;
        }
        ProjectId project = new ProjectId(parent);
        SnapshotId snapshot = new SnapshotId(id);
        boolean recorded = catalog.read(session -> SnapshotRecords.find(session, project, snapshot))
                .isPresent();
        if (name.startsWith(GONE)) {
            if (recorded) {
                bringBack(project, snapshot);
            } else {
                deleteQuietly(directory);
            }
        } else if (!recorded) {
            adopt(project, directory);
        }
    }

    private void adopt(ProjectId project, Path directory) {
        try {
            SnapshotRow row = SnapshotRecords.parse(Files.readString(directory.resolve(METADATA)));
            boolean isWhole = Files.isRegularFile(directory.resolve(DATA))
                    && row.snapshot().table().project().equals(project)
                    && directory.equals(directory(project, row.snapshot().id()));
            if (isWhole) {
                catalog.change(session -> {
                    Existing.requireBranch(
                            session, project, row.snapshot().table().bucket().branch());
                    SnapshotRecords.insert(session, row);
                });
                LOG.info("Snapshot {} of project {} taken in from its files", directory.getFileName(), project);
                return;
            }
        } catch (IOException | RuntimeException e) { // whatever a file that is not ours may hold
            LOG.debug("{} cannot be taken in", directory, e);
        }
        LOG.warn("{} is no whole snapshot of a project of the catalog and is left alone", directory);
    }

    private Path directory(ProjectId project, SnapshotId id) {
        return layout.snapshots(project).resolve(id.value());
    }

    private Path gone(ProjectId project, SnapshotId id) {
        return layout.snapshots(project).resolve(GONE + id);
    }

    private static List<Path> entries(Path directory) {
        List<Path> all = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return all;
        }
        try (var stream = Files.newDirectoryStream(directory, Files::isDirectory)) {
            stream.forEach(all::add);
        } catch (IOException e) {
            LOG.warn("{} cannot be listed", directory, e);
        }
        return all;
    }

    private static void deleteQuietly(Path directory) {
        try {
            Disk.deleteTree(directory);
        } catch (IOException e) {
            LOG.warn("{} could not be removed; the next start tries again", directory, e);
        }
    }
}
