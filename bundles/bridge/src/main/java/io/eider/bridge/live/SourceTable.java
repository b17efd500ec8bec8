package io.eider.bridge.live;

import io.eider.api.bridge.Permission;
import io.eider.api.bridge.TableName;
import io.eider.engine.Sql;
import java.util.concurrent.atomic.AtomicLong;

/** A table of the source that a bridge shows, with what went through it. */
final class SourceTable {
    private final TableName name;
    private final Permission permission;
    private final String catalog;
    private final String schema;
    private final String qualified;
    private final AtomicLong rowsRead = new AtomicLong();
    private final AtomicLong rowsWritten = new AtomicLong();

    SourceTable(TableName name, Permission permission, String catalog, String schema) {
        this.name = name;
        this.permission = permission;
        this.catalog = catalog;
        this.schema = schema;
        this.qualified = Sql.qualified(catalog, schema, name.name());
    }

    /** As the target knows it. */
    TableName name() {
        return name;
    }

    Permission permission() {
        return permission;
    }

    /** Catalog of the source that it is in. */
    String catalog() {
        return catalog;
    }

    /** Schema of that catalog. */
    String schema() {
        return schema;
    }

    /** As the source knows it, in full and quoted. */
    String qualified() {
        return qualified;
    }

    void read(long rows) {
        rowsRead.addAndGet(rows);
    }

    void written(long rows) {
        rowsWritten.addAndGet(rows);
    }

    long rowsRead() {
        return rowsRead.get();
    }

    long rowsWritten() {
        return rowsWritten.get();
    }
}
