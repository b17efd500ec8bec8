package io.eider.storage.branch;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.id.TableId;
import io.eider.api.storage.Branch;
import io.eider.api.storage.Branch.OwnTable;
import io.eider.api.storage.Branches;
import io.eider.api.storage.MergeReport;
import io.eider.api.storage.MergeRequest;
import io.eider.api.storage.Page;
import io.eider.api.storage.PageRequest;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.TableLocks;
import io.eider.storage.catalog.BranchRecords;
import io.eider.storage.catalog.BranchRecords.BranchRow;
import io.eider.storage.catalog.Existing;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.TableRecords;
import io.eider.storage.catalog.VisibleTables;
import io.eider.storage.table.TableDrop;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Dev branches in the catalog. A branch gets its directory with the first table of its own. */
public final class CatalogBranches implements Branches {
    private static final int MAX_NAME = 255;

    private final Catalog catalog;
    private final TableLocks locks;
    private final TableDrop drop;
    private final BranchMerge merge;
    private final DroppedBranches dropped;
    private final Clock clock;

    public CatalogBranches(
            Catalog catalog,
            TableLocks locks,
            TableDrop drop,
            BranchMerge merge,
            DroppedBranches dropped,
            Clock clock) {
        this.catalog = catalog;
        this.locks = locks;
        this.drop = drop;
        this.merge = merge;
        this.dropped = dropped;
        this.clock = clock;
    }

    @Override
    public Branch create(ProjectId project, String name, Optional<String> description) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        BranchRow row = catalog.write(session -> {
            Existing.requireProject(session, project);
            requireName(name);
            if (BranchRecords.isNameTaken(session, project, name)) {
                throw nameExists(project, name);
            }
            BranchRow made = new BranchRow(project, newId(session, project), name, description, now);
            BranchRecords.insert(session, made);
            return made;
        });
        return branch(row, List.of());
    }

    @Override
    public Page<Branch> list(ProjectId project, PageRequest page) {
        return catalog.read(session -> {
            Existing.requireProject(session, project);
            List<BranchRow> all = BranchRecords.list(session, project);
            return new Page<>(
                    all.stream()
                            .skip(page.offset())
                            .limit(page.limit())
                            .map(row -> branch(row, TableRecords.list(session, project, row.id())))
                            .toList(),
                    all.size());
        });
    }

    @Override
    public Branch get(ProjectId project, BranchId id) {
        return catalog.read(session -> {
            Existing.requireDevBranch(session, project, id);
            BranchRow row = BranchRecords.find(session, project, id).orElseThrow();
            return branch(row, TableRecords.list(session, project, id));
        });
    }

    /** A write that runs in the branch and has no table there yet fails when it publishes: the branch is gone. */
    @Override
    public void drop(ProjectId project, BranchId id) {
        List<TableId> tables = catalog.read(session -> {
            Existing.requireDevBranch(session, project, id);
            return TableRecords.list(session, project, id).stream()
                    .map(StoredTable::place)
                    .toList();
        });
        try (TableLocks.Held held = locks.lockAll(tables)) {
            catalog.change(session -> {
                Existing.requireDevBranch(session, project, id);
                session.update(
                        "DELETE FROM tables WHERE project_id = ? AND branch_id = ?", project.value(), id.value());
                session.update(
                        "DELETE FROM dropped_files WHERE project_id = ? AND branch_id = ?",
                        project.value(),
                        id.value());
                BranchRecords.delete(session, project, id);
                dropped.note(session, project, id);
            });
        }
        dropped.finish(project, id);
    }

    @Override
    public boolean pull(TableId table) {
        catalog.read(session -> {
            BucketId bucket = table.bucket();
            Existing.requireDevBranch(session, bucket.project(), bucket.branch());
            if (TableRecords.find(session, VisibleTables.inMain(table)).isEmpty()) {
                throw notInMain(table);
            }
            return null;
        });
        return drop.dropCopy(table);
    }

    @Override
    public MergeReport merge(ProjectId project, BranchId branch, MergeRequest request) {
        catalog.read(session -> {
            Existing.requireDevBranch(session, project, branch);
            return null;
        });
        return merge.run(request);
    }

    private static Branch branch(BranchRow row, List<StoredTable> tables) {
        return new Branch(
                row.project(),
                row.id(),
                row.name(),
                row.createdAt(),
                row.description(),
                tables.stream().map(CatalogBranches::ownTable).toList(),
                tables.stream().mapToLong(stored -> stored.table().sizeBytes()).sum());
    }

    private static OwnTable ownTable(StoredTable stored) {
        TableId id = stored.place();
        return new OwnTable(id.bucket().name(), id.name(), stored.copiedAt());
    }

    private static BranchId newId(CatalogSession session, ProjectId project) {
        BranchId id;
        do {
            id = new BranchId(UUID.randomUUID().toString().substring(0, 8));
        } while (BranchRecords.find(session, project, id).isPresent());
        return id;
    }

    private static void requireName(String name) {
        boolean good = !name.isBlank()
                && name.length() <= MAX_NAME
                && !name.equals(BranchId.DEFAULT.value())
                && name.chars().noneMatch(Character::isISOControl);
        if (!good) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("field", "name");
            details.put("value", name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "...");
            details.put("pattern", "1 to 255 printable characters, not 'default'");
            throw new ApiException(
                    ErrorCode.INVALID_NAME,
                    "Invalid branch name: it must be 1 to 255 printable characters and not 'default'",
                    details);
        }
    }

    private static ApiException nameExists(ProjectId project, String name) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("project_id", project.value());
        details.put("name", name);
        return new ApiException(
                ErrorCode.BRANCH_NAME_EXISTS, "Branch with name '" + name + "' already exists", details);
    }

    private static ApiException notInMain(TableId table) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("project_id", table.project().value());
        details.put("bucket_name", table.bucket().name());
        details.put("table_name", table.name());
        return new ApiException(
                ErrorCode.TABLE_NOT_FOUND, "Table " + table.shortName() + " not found in main project", details);
    }
}
