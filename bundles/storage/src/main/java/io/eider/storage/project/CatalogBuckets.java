package io.eider.storage.project;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.ProjectId;
import io.eider.api.storage.Bucket;
import io.eider.api.storage.Buckets;
import io.eider.api.storage.DropMode;
import io.eider.api.storage.SnapshotTrigger;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.TableLocks;
import io.eider.storage.catalog.Existing;
import io.eider.storage.catalog.LinkRecords;
import io.eider.storage.catalog.LinkRecords.Link;
import io.eider.storage.catalog.Missing;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.TableRecords;
import io.eider.storage.table.AutoSnapshots;
import io.eider.storage.table.TablePublisher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Buckets in the catalog. Their directories are made by the first table and removed with the last. */
public final class CatalogBuckets implements Buckets {
    private static final String SELECT = "SELECT b.name, b.description, b.created_at, (SELECT count(DISTINCT t.name)"
            + " FROM tables t WHERE t.project_id = b.project_id AND t.bucket = b.name"
            + " AND (t.branch_id = 'default' OR t.branch_id = ?)) AS table_count FROM buckets b";

    private final Catalog catalog;
    private final TableLocks locks;
    private final TablePublisher publisher;
    private final AutoSnapshots autoSnapshots;
    private final Clock clock;

    public CatalogBuckets(
            Catalog catalog, TableLocks locks, TablePublisher publisher, AutoSnapshots autoSnapshots, Clock clock) {
        this.catalog = catalog;
        this.locks = locks;
        this.publisher = publisher;
        this.autoSnapshots = autoSnapshots;
        this.clock = clock;
    }

    @Override
    public Bucket create(BucketId id, Optional<String> description) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        catalog.change(session -> {
            Existing.requireBranch(session, id.project(), id.branch());
            if (Existing.hasBucket(session, id) || LinkRecords.find(session, id).isPresent()) {
                throw Missing.bucketExists(id);
            }
            session.update(
                    "INSERT INTO buckets (key, project_id, name, description, created_at) VALUES (?, ?, ?, ?, ?)",
                    Existing.bucketKey(id),
                    id.project().value(),
                    id.name(),
                    description,
                    now);
        });
        return new Bucket(id, 0, description, now, Optional.empty());
    }

    @Override
    public List<Bucket> list(ProjectId project, BranchId branch) {
        return catalog.read(session -> {
            Existing.requireBranch(session, project, branch);
            List<Bucket> all = new ArrayList<>(session.query(
                    SELECT + " WHERE b.project_id = ? ORDER BY b.name",
                    row -> read(row, project, branch),
                    branch.value(),
                    project.value()));
            for (Link link : LinkRecords.list(session, project)) {
                all.add(linked(session, link, branch));
            }
            return all;
        });
    }

    @Override
    public Bucket get(BucketId id) {
        return catalog.read(session -> {
            Existing.requireBranch(session, id.project(), id.branch());
            Optional<Bucket> own = session.first(
                    SELECT + " WHERE b.key = ?",
                    row -> read(row, id.project(), id.branch()),
                    id.branch().value(),
                    Existing.bucketKey(id));
            return own.or(() -> LinkRecords.find(session, id).map(link -> linked(session, link, id.branch())))
                    .orElseThrow(() -> Missing.bucket(id));
        });
    }

    /** A linked bucket as it appears in its project. */
    public static Bucket linked(CatalogSession session, Link link, BranchId branch) {
        BucketId source = link.source();
        return new Bucket(
                new BucketId(link.local().project(), branch, link.local().name()),
                TableRecords.list(session, source).size(),
                Optional.of("Linked from " + source.project() + "." + source.name()),
                link.createdAt(),
                Optional.of(source));
    }

    @Override
    public void drop(BucketId id, DropMode mode) {
        List<StoredTable> tables = catalog.read(session -> {
            Existing.requireBucket(session, id);
            if (!id.branch().isDefault()) {
                throw Missing.onlyInDefault(id.branch(), "delete buckets");
            }
            return TableRecords.listOfAllBranches(session, id);
        });
        requireEmpty(id, mode, tables);
        publisher.removeFiles(dropRows(id, mode, tables));
    }

    /** The locks are let go before files are removed: that locks each table again, also those that are not among these. */
    private List<StoredTable> dropRows(BucketId id, DropMode mode, List<StoredTable> tables) {
        try (TableLocks.Held held =
                locks.lockAll(tables.stream().map(StoredTable::place).toList())) {
            autoSnapshots.before(
                    SnapshotTrigger.DROP_TABLE,
                    "",
                    catalog.read(session -> TableRecords.listOfAllBranches(session, id)));
            return catalog.write(session -> dropRows(session, id, mode));
        }
    }

    /**
     * Tables made since the list was read are dropped too: no file of theirs can be open for writing without a row. Dropping a
     * linked bucket ends its appearance.
     */
    private static List<StoredTable> dropRows(CatalogSession session, BucketId id, DropMode mode) {
        Existing.requireBucket(session, id);
        if (LinkRecords.delete(session, id)) {
            return List.of();
        }
        List<StoredTable> tables = TableRecords.listOfAllBranches(session, id);
        requireEmpty(id, mode, tables);
        tables.forEach(stored -> TableRecords.drop(session, stored));
        LinkRecords.forgetBucket(session, id);
        session.update("DELETE FROM buckets WHERE key = ?", Existing.bucketKey(id));
        return tables;
    }

    private static void requireEmpty(BucketId id, DropMode mode, List<StoredTable> tables) {
        if (mode == DropMode.RESTRICT && !tables.isEmpty()) {
            throw notEmpty(id);
        }
    }

    private static ApiException notEmpty(BucketId id) {
        return new ApiException(
                ErrorCode.BUCKET_NOT_EMPTY,
                "Bucket " + id.name() + " is not empty; drop its tables first or use cascade=true",
                Missing.details(id));
    }

    private static Bucket read(ResultSet row, ProjectId project, BranchId branch) throws SQLException {
        return new Bucket(
                new BucketId(project, branch, row.getString("name")),
                row.getInt("table_count"),
                Optional.ofNullable(row.getString("description")),
                CatalogSession.instant(row, "created_at").orElseThrow(),
                Optional.empty());
    }
}
