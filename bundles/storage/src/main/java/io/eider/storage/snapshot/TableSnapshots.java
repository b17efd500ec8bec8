package io.eider.storage.snapshot;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.SnapshotId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Page;
import io.eider.api.storage.PageRequest;
import io.eider.api.storage.Snapshot;
import io.eider.api.storage.SnapshotContent;
import io.eider.api.storage.SnapshotFilter;
import io.eider.api.storage.SnapshotPolicy;
import io.eider.api.storage.SnapshotSettings.Level;
import io.eider.api.storage.Snapshots;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableSource;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.DuckDbFailure;
import io.eider.storage.catalog.Existing;
import io.eider.storage.catalog.Missing;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.VisibleTables;
import io.eider.storage.snapshot.SnapshotRecords.SnapshotRow;
import io.eider.storage.snapshot.SnapshotTaker.Wanted;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Snapshots of tables, kept on purpose and restored by links. */
public final class TableSnapshots implements Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(TableSnapshots.class);
    private static final int EXPIRE_AT_ONCE = 100;

    private final Catalog catalog;
    private final SnapshotFiles files;
    private final SnapshotTaker taker;
    private final SnapshotRestore restore;
    private final SnapshotExport export;
    private final LayeredSettings settings;
    private final Clock clock;

    TableSnapshots(
            Catalog catalog,
            SnapshotFiles files,
            SnapshotTaker taker,
            SnapshotRestore restore,
            SnapshotExport export,
            LayeredSettings settings,
            Clock clock) {
        this.catalog = catalog;
        this.files = files;
        this.taker = taker;
        this.restore = restore;
        this.export = export;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Snapshot create(TableId table, Optional<String> description) {
        SnapshotPolicy policy = catalog.read(session -> {
            requireSnapshottable(session, table);
            return settings.effective(session, new Level.OfTable(VisibleTables.inMain(table)));
        });
        if (!policy.enabled().orElse(true)) {
            throw new ApiException(
                    ErrorCode.SNAPSHOTS_DISABLED,
                    "Snapshots are disabled for table " + table.shortName(),
                    Missing.details(table));
        }
        return taker.take(List.of(new Wanted(
                        table, "manual", description, policy.manualDays().getAsInt())))
                .get(0);
    }

    private static void requireSnapshottable(CatalogSession session, TableId table) {
        StoredTable stored = VisibleTables.find(session, table).orElseThrow(() -> Existing.missing(session, table));
        if (stored.table().source() == TableSource.LINKED) {
            throw Missing.readOnly(table.bucket());
        }
    }

    @Override
    public Page<Snapshot> list(ProjectId project, BranchId branch, SnapshotFilter filter, PageRequest page) {
        return catalog.read(session -> {
            Existing.requireBranch(session, project, branch);
            return SnapshotRecords.list(session, project, branch, filter, page);
        });
    }

    @Override
    public Snapshot get(ProjectId project, BranchId branch, SnapshotId id) {
        return require(project, branch, id).snapshot();
    }

    @Override
    public void delete(ProjectId project, BranchId branch, SnapshotId id) {
        require(project, branch, id);
        remove(project, id);
    }

    @Override
    public Table restore(
            ProjectId project,
            BranchId branch,
            SnapshotId id,
            Optional<String> targetBucket,
            Optional<String> targetTable) {
        return restore.run(require(project, branch, id), targetBucket, targetTable);
    }

    @Override
    public SnapshotContent export(ProjectId project, BranchId branch, SnapshotId id, String format) {
        return export.run(require(project, branch, id), format);
    }

    /** Removes what has expired; the upkeep calls it now and then. Gives how many. */
    public int expire() {
        Instant now = clock.instant();
        List<SnapshotRow> due = catalog.read(session -> SnapshotRecords.expired(session, now, EXPIRE_AT_ONCE));
        for (SnapshotRow row : due) {
            Snapshot snapshot = row.snapshot();
            remove(snapshot.table().project(), snapshot.id());
            LOG.info(
                    "Snapshot {} of project {} has expired",
                    snapshot.id(),
                    snapshot.table().project());
        }
        catalog.measures().snapshotsExpired(due.size());
        return due.size();
    }

    /** The directory goes under another name inside the transaction, so a crash leaves the snapshot or garbage. */
    private void remove(ProjectId project, SnapshotId id) {
        boolean done = false;
        try {
            catalog.change(session -> {
                SnapshotRecords.find(session, project, id).orElseThrow(() -> notFound(project, id));
                SnapshotRecords.delete(session, project, id);
                files.takeAway(project, id);
            });
            done = true;
        } catch (ApiException | DuckDbFailure e) {
            if (catalog.read(session -> SnapshotRecords.find(session, project, id))
                    .isPresent()) {
                files.bringBack(project, id);
            }
            throw e;
        } finally {
            if (done) {
                files.finish(project, id);
            }
        }
    }

    /** The rows of a branch that is dropped; the directories go when the catalog does not know them any more. */
    void forgetBranch(CatalogSession session, ProjectId project, BranchId branch) {
        for (SnapshotRow row : SnapshotRecords.listOf(session, project, branch)) {
            SnapshotRecords.delete(session, project, row.snapshot().id());
            files.takeAway(project, row.snapshot().id());
        }
    }

    private SnapshotRow require(ProjectId project, BranchId branch, SnapshotId id) {
        return catalog.read(session -> {
            Existing.requireBranch(session, project, branch);
            return SnapshotRecords.find(session, project, id)
                    .filter(row -> row.snapshot().table().bucket().branch().equals(branch))
                    .orElseThrow(() -> notFound(project, id));
        });
    }

    static ApiException notFound(ProjectId project, SnapshotId id) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("project_id", project.value());
        details.put("snapshot_id", id.value());
        return new ApiException(ErrorCode.SNAPSHOT_NOT_FOUND, "Snapshot " + id + " not found", details);
    }
}
