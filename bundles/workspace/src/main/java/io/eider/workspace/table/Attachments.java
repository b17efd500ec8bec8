package io.eider.workspace.table;

import io.eider.api.bridge.BridgeTarget;
import io.eider.api.bridge.Bridges;
import io.eider.api.bridge.Permission;
import io.eider.api.bridge.PublishedTables;
import io.eider.api.bridge.TableName;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.Table;
import io.eider.api.swap.Swappable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The tables of the project that one instance has attached. A table is attached when it is first used, each version under a bridge of
 * its own; a version that is not the newest any more, or that nobody has used for a while, is let go when nobody uses it. Thread-safe.
 */
public final class Attachments {
    /** Names of bridges begin so; statements may not say them. */
    public static final String PREFIX = "_eider_";

    private final Swappable<Bridges> bridges;
    private final BridgeTarget target;
    private final int most;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<TableName, AttachedTable> newest = new HashMap<>();
    private final List<AttachedTable> all = new ArrayList<>();

    /** Of an instance. */
    public Attachments(Swappable<Bridges> bridges, BridgeTarget target, int most) {
        this.bridges = bridges;
        this.target = target;
        this.most = most;
    }

    /**
     * The newest version of a table, to be {@link #release}d.
     *
     * @param name as the statement writes it
     * @param id which table
     * @param current asks for the published version
     * @throws ApiException what is missing of the table's path; TABLE_BROKEN; SQL_ERROR 53400 if no more can be attached
     */
    public synchronized AttachedTable acquire(TableName name, TableId id, Supplier<Table> current) {
        Table published = current.get();
        AttachedTable attached = newest.get(name);
        if (attached == null || !attached.isVersion(published)) {
            makeRoom();
            AttachedTable fresh = open(name, id);
            if (attached != null) {
                attached.retire();
            }
            newest.put(name, fresh);
            all.add(fresh);
            attached = fresh;
        }
        attached.enter();
        return attached;
    }

    /**
     * Begins to write a table.
     *
     * @return empty if somebody else writes it and {@code wanted} says not to wait
     * @throws ApiException as {@link io.eider.api.storage.TableWrites#begin}
     */
    public Optional<StagedTable> stage(ProjectTables tables, StagedTable.Wanted wanted) {
        return StagedTable.open(target, PREFIX + numbers.incrementAndGet(), tables, wanted);
    }

    /** A statement or transaction does not use it any more. */
    public synchronized void release(AttachedTable attached) {
        attached.leave();
    }

    /** Counts a statement over tables of the project, and the rows that it has given or changed. */
    public void count(Collection<AttachedTable> read, long rows) {
        read.forEach(attached -> attached.bridge().read(rows));
        bridges.runIfBound(service -> service.attached(rows));
    }

    /** Lets go what nobody needs. */
    public synchronized void sweep(Duration idle) {
        letGo(all.stream()
                .filter(attached -> attached.isSuperfluous(idle.toNanos()))
                .toList());
    }

    /** The instance is closed, and all that was attached to it with it. */
    public synchronized void instanceClosed() {
        all.forEach(attached -> attached.bridge().close());
        all.clear();
        newest.clear();
    }

    /** How many are attached. */
    public synchronized int count() {
        return all.size();
    }

    private AttachedTable open(TableName name, TableId id) {
        String catalog = PREFIX + numbers.incrementAndGet();
        return new AttachedTable(bridges.call(service ->
                service.open(new PublishedTables(Map.of(name, id)), target, catalog, Map.of(name, Permission.READ))));
    }

    private void makeRoom() {
        if (all.size() >= most) {
            letGo(all.stream().filter(attached -> attached.isSuperfluous(-1)).toList());
        }
        if (all.size() >= most) {
            throw new ApiException(
                    ErrorCode.SQL_ERROR,
                    "The workspace uses " + most + " tables of the project at once",
                    Map.of("sqlstate", "53400", "hint", "End transactions that read many tables."));
        }
    }

    private void letGo(List<AttachedTable> superfluous) {
        for (AttachedTable attached : superfluous.stream()
                .sorted(Comparator.comparingLong(AttachedTable::lastUse))
                .toList()) {
            all.remove(attached);
            newest.remove(attached.name(), attached);
            attached.bridge().close();
        }
    }
}
