package io.eider.api.storage;

import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.SnapshotId;
import io.eider.api.id.TableId;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Snapshots of tables: hard links of published files, made and restored in constant time and space (ADR-0001). They belong to a
 * branch and outlive the table. Thread-safe. Every call throws PROJECT_NOT_FOUND, BRANCH_NOT_FOUND first. Source: storage
 * contract, sections 1.12 and 3.4.
 */
@ProviderType
public interface Snapshots {
    /**
     * Takes a manual snapshot of the published version; waits for no writer.
     *
     * @throws io.eider.api.error.ApiException BUCKET_NOT_FOUND; TABLE_NOT_FOUND; SNAPSHOTS_DISABLED; OPERATION_NOT_ALLOWED on a
     *     linked bucket; TABLE_BROKEN; STORAGE_FULL
     */
    Snapshot create(TableId table, Optional<String> description);

    /** Newest first. */
    Page<Snapshot> list(ProjectId project, BranchId branch, SnapshotFilter filter, PageRequest page);

    /** @throws io.eider.api.error.ApiException SNAPSHOT_NOT_FOUND */
    Snapshot get(ProjectId project, BranchId branch, SnapshotId id);

    /** @throws io.eider.api.error.ApiException SNAPSHOT_NOT_FOUND */
    void delete(ProjectId project, BranchId branch, SnapshotId id);

    /**
     * Makes the snapshot the next version of its table, or a table of its own elsewhere, with its full definition. Waits for the
     * lock of the table.
     *
     * @param targetBucket name; empty for the snapshot's own
     * @param targetTable name; empty for the snapshot's own
     * @return the restored table
     * @throws io.eider.api.error.ApiException SNAPSHOT_NOT_FOUND; BUCKET_NOT_FOUND; SNAPSHOT_FILE_NOT_FOUND; TABLE_EXISTS if
     *     the target is not the snapshot's own place and there is a table; OPERATION_NOT_ALLOWED on a linked bucket; TOO_BUSY
     */
    Table restore(
            ProjectId project,
            BranchId branch,
            SnapshotId id,
            Optional<String> targetBucket,
            Optional<String> targetTable);

    /**
     * Gives the rows in a form for archives.
     *
     * @param format {@code parquet}
     * @throws io.eider.api.error.ApiException SNAPSHOT_NOT_FOUND; SNAPSHOT_FILE_NOT_FOUND; INVALID_FORMAT; STORAGE_FULL
     */
    SnapshotContent export(ProjectId project, BranchId branch, SnapshotId id, String format);
}
