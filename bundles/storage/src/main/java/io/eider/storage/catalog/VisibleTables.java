package io.eider.storage.catalog;

import io.eider.api.id.BranchId;
import io.eider.api.id.BucketId;
import io.eider.api.id.TableId;
import io.eider.api.storage.TableSource;
import io.eider.engine.CatalogSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a branch shows: its own tables, behind them those of the default branch, and in a linked bucket the source's. The one
 * place for this rule (storage contract, sections 3.5 and 3.6).
 */
public final class VisibleTables {
    private VisibleTables() {}

    /** The table that is seen under this name. */
    public static Optional<StoredTable> find(CatalogSession session, TableId id) {
        return find(session, id, TableRecords.find(session, id));
    }

    /** The table that is seen under this name, for those who know what lies at its place already. */
    public static Optional<StoredTable> find(CatalogSession session, TableId id, Optional<StoredTable> own) {
        if (id.bucket().branch().isDefault()) {
            return own.isPresent() ? own : linked(session, id);
        }
        if (BranchRecords.find(session, id.project(), id.bucket().branch()).isEmpty()) {
            return Optional.empty();
        }
        TableId inMain = inMain(id);
        Optional<StoredTable> main = TableRecords.find(session, inMain);
        if (own.isPresent()) {
            return own.map(stored -> main.isPresent() ? stored.seenAs(id, TableSource.BRANCH) : stored);
        }
        return main.isPresent()
                ? main.map(stored -> stored.seenAs(id, TableSource.MAIN))
                : linked(session, inMain).map(stored -> stored.seenAs(id, TableSource.LINKED));
    }

    /** The tables that are seen in a bucket, by name. */
    public static List<StoredTable> list(CatalogSession session, BucketId bucket) {
        BucketId inMain = new BucketId(bucket.project(), BranchId.DEFAULT, bucket.name());
        Optional<BucketId> source = LinkRecords.source(session, inMain);
        if (source.isPresent()) {
            return TableRecords.list(session, source.get()).stream()
                    .map(stored -> stored.seenAs(
                            new TableId(bucket, stored.table().id().name()), TableSource.LINKED))
                    .toList();
        }
        List<StoredTable> main = TableRecords.list(session, inMain);
        if (bucket.branch().isDefault()) {
            return main;
        }
        Map<String, StoredTable> seen = new TreeMap<>();
        for (StoredTable stored : main) {
            String name = stored.table().id().name();
            seen.put(name, stored.seenAs(new TableId(bucket, name), TableSource.MAIN));
        }
        for (StoredTable own : TableRecords.list(session, bucket)) {
            TableId id = own.table().id();
            seen.put(id.name(), seen.containsKey(id.name()) ? own.seenAs(id, TableSource.BRANCH) : own);
        }
        return List.copyOf(seen.values());
    }

    /** The place of the same name in the default branch. */
    public static TableId inMain(TableId id) {
        return new TableId(
                new BucketId(id.project(), BranchId.DEFAULT, id.bucket().name()), id.name());
    }

    private static Optional<StoredTable> linked(CatalogSession session, TableId id) {
        return LinkRecords.source(session, id.bucket())
                .flatMap(source -> TableRecords.find(session, new TableId(source, id.name())))
                .map(stored -> stored.seenAs(id, TableSource.LINKED));
    }
}
