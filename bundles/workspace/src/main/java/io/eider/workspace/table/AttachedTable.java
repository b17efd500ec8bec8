package io.eider.workspace.table;

import io.eider.api.bridge.Bridge;
import io.eider.api.bridge.TableName;
import io.eider.api.storage.Table;
import io.eider.engine.Sql;

/** One version of a table of the project in an instance, and how many statements and transactions use it. */
public final class AttachedTable {
    private final Bridge bridge;
    private final TableName name;
    private final Table table;
    private int uses; // guarded by Attachments
    private long lastUse = System.nanoTime(); // guarded by Attachments
    private boolean retired; // guarded by Attachments

    AttachedTable(Bridge bridge) {
        this.bridge = bridge;
        this.name = bridge.tables().get(0).name();
        this.table = bridge.tables().get(0).table();
    }

    /** Under which name a statement finds it. */
    public TableName name() {
        return name;
    }

    /** What the catalog said of it. */
    public Table table() {
        return table;
    }

    /** Its place in a search path. */
    public String pathEntry() {
        return Sql.qualified(bridge.catalog(), name.schema());
    }

    /** Whether it is exactly this version. */
    public boolean isVersion(Table current) {
        return table.id().equals(current.id())
                && table.version() == current.version()
                && table.createdAt().equals(current.createdAt());
    }

    void enter() {
        uses++;
    }

    void leave() {
        uses--;
        lastUse = System.nanoTime();
    }

    void retire() {
        retired = true;
    }

    boolean isSuperfluous(long idleNanos) {
        return uses == 0 && (retired || System.nanoTime() - lastUse > idleNanos);
    }

    long lastUse() {
        return lastUse;
    }

    Bridge bridge() {
        return bridge;
    }
}
