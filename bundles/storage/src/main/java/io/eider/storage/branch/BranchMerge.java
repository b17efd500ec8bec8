package io.eider.storage.branch;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.MergeReport;
import io.eider.api.storage.MergeReport.Entry;
import io.eider.api.storage.MergeRequest;
import io.eider.api.storage.MergeRequest.OnConflict;
import io.eider.api.storage.MergeRequest.Run;
import io.eider.engine.Catalog;
import io.eider.engine.CatalogSession;
import io.eider.engine.DataLayout;
import io.eider.engine.TableLocks;
import io.eider.storage.catalog.Existing;
import io.eider.storage.catalog.Missing;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.catalog.StoredTable.Base;
import io.eider.storage.catalog.TableRecords;
import io.eider.storage.catalog.VisibleTables;
import io.eider.storage.table.Adoption;
import io.eider.storage.table.FileAdopter;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Merges tables of a branch into the default branch: their files become the default branch's by links, in one transaction. A
 * table conflicts when the default branch's is not the version that the branch copied.
 */
public final class BranchMerge {
    private final Catalog catalog;
    private final DataLayout layout;
    private final TableLocks locks;
    private final FileAdopter adopter;
    private final Clock clock;

    public BranchMerge(Catalog catalog, DataLayout layout, TableLocks locks, FileAdopter adopter, Clock clock) {
        this.catalog = catalog;
        this.layout = layout;
        this.locks = locks;
        this.adopter = adopter;
        this.clock = clock;
    }

    MergeReport run(MergeRequest request) {
        List<TableId> tables = request.tables().stream().distinct().toList();
        if (request.run() == Run.REPORT_ONLY) {
            return report(catalog.read(session -> candidates(session, tables)), false);
        }
        List<TableId> locked = new ArrayList<>(tables);
        tables.forEach(id -> locked.add(VisibleTables.inMain(id)));
        try (TableLocks.Held held = locks.lockAll(locked)) {
            List<Candidate> candidates = catalog.read(session -> candidates(session, tables));
            if (request.conflicts() == OnConflict.REFUSE) {
                requireNoConflict(candidates);
            }
            List<Adoption> adoptions = candidates.stream().map(this::adoption).toList();
            adopter.adopt(adoptions, session -> requireSame(session, tables, candidates));
            return report(candidates, true);
        }
    }

    /** A table of the branch and what the default branch has of it. */
    private record Candidate(StoredTable own, Optional<StoredTable> main) {
        boolean hasConflict() {
            Optional<Base> base = own.base();
            if (base.isEmpty() || main.isEmpty()) {
                return base.isPresent() != main.isPresent();
            }
            return !base.get().uid().equals(main.get().uid())
                    || base.get().version() != main.get().table().version();
        }
    }

    private static List<Candidate> candidates(CatalogSession session, List<TableId> tables) {
        List<Candidate> all = new ArrayList<>();
        for (TableId id : tables) {
            Existing.requireOwnBucket(session, id.bucket());
            StoredTable own = TableRecords.find(session, id).orElseThrow(() -> notOwn(id));
            if (own.broken()) {
                throw Missing.brokenTable(id, null);
            }
            all.add(new Candidate(own, TableRecords.find(session, VisibleTables.inMain(id))));
        }
        return all;
    }

    /** The locks keep out writers of these tables; a drop of the bucket or the branch is seen here. */
    private static void requireSame(CatalogSession session, List<TableId> tables, List<Candidate> before) {
        List<Candidate> now = candidates(session, tables);
        for (int i = 0; i < now.size(); i++) {
            Candidate then = before.get(i);
            boolean same = now.get(i).own.isSameVersion(then.own)
                    && now.get(i).main.isPresent() == then.main.isPresent()
                    && now.get(i)
                            .main
                            .filter(main -> !main.isSameVersion(then.main.orElseThrow()))
                            .isEmpty();
            if (!same) {
                throw new ApiException(
                        ErrorCode.TABLE_CHANGED,
                        "Table " + then.own.place().shortName() + " was changed meanwhile; nothing was merged",
                        Missing.details(then.own.place()));
            }
        }
    }

    private Adoption adoption(Candidate candidate) {
        TableId from = candidate.own.place();
        Adoption.NewTable otherwise = new Adoption.NewTable(
                UUID.randomUUID().toString(), 1, clock.instant().truncatedTo(ChronoUnit.MICROS), Optional.empty());
        StoredTable next = Adoption.next(
                VisibleTables.inMain(from), candidate.own.table(), candidate.own.file(), candidate.main, otherwise);
        return new Adoption(next, layout.tableFile(from), Optional.of(from));
    }

    private static void requireNoConflict(List<Candidate> candidates) {
        List<Map<String, Object>> conflicts = candidates.stream()
                .filter(Candidate::hasConflict)
                .map(candidate -> describe(entry(candidate, false)))
                .toList();
        if (!conflicts.isEmpty()) {
            throw new ApiException(
                    ErrorCode.MERGE_CONFLICT,
                    conflicts.size() + " of " + candidates.size()
                            + " tables changed in the default branch since the branch"
                            + " copied them; nothing was merged. Pull them, or merge with on_conflict=overwrite",
                    Map.of("conflicts", conflicts));
        }
    }

    private static Map<String, Object> describe(Entry entry) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("bucket", entry.bucket());
        details.put("table", entry.table());
        details.put("base_version", number(entry.baseVersion()));
        details.put("main_version", number(entry.mainVersion()));
        details.put("branch_version", entry.branchVersion());
        return details;
    }

    private static Long number(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static MergeReport report(List<Candidate> candidates, boolean isMerged) {
        return new MergeReport(
                candidates.stream().map(candidate -> entry(candidate, isMerged)).toList(), isMerged);
    }

    private static Entry entry(Candidate candidate, boolean isMerged) {
        TableId id = candidate.own.place();
        OptionalLong main = candidate
                .main
                .map(stored -> OptionalLong.of(stored.table().version() + (isMerged ? 1 : 0)))
                .orElse(isMerged ? OptionalLong.of(1) : OptionalLong.empty());
        return new Entry(
                id.bucket().name(),
                id.name(),
                candidate
                        .own
                        .base()
                        .map(base -> OptionalLong.of(base.version()))
                        .orElse(OptionalLong.empty()),
                main,
                candidate.own.table().version(),
                candidate.hasConflict(),
                candidate.own.table().rowCount());
    }

    private static ApiException notOwn(TableId id) {
        Map<String, Object> details = new LinkedHashMap<>(Missing.details(id));
        details.put("branch_id", id.bucket().branch().value());
        return new ApiException(
                ErrorCode.TABLE_NOT_FOUND,
                "The branch has no table " + id.shortName() + " of its own, so there is nothing to merge",
                details);
    }
}
