package io.eider.bridge.sql;

import io.eider.api.bridge.Permission;
import io.eider.api.bridge.TableName;
import io.eider.engine.Sql;
import java.util.concurrent.atomic.AtomicLong;

/** A table of the source that a bridge shows, with what went through it. */
public final class SourceTable {
    private final TableName name;
    private final Permission permission;
    private final String catalog;
    private final String schema;
    private final String qualified;
    private final AtomicLong rowsRead = new AtomicLong();
    private final AtomicLong rowsWritten = new AtomicLong();

    public SourceTable(TableName name, Permission permission, String catalog, String schema) {
        this(name, permission, catalog, schema, name.name());
    }

    /** One that the source knows by another name. */
    public SourceTable(TableName name, Permission permission, String catalog, String schema, String table) {
        this.name = name;
        this.permission = permission;
        this.catalog = catalog;
        this.schema = schema;
        this.qualified = Sql.qualified(catalog, schema, table);
    }

    /** As the target knows it. */
    public TableName name() {
        return name;
    }

    public Permission permission() {
        return permission;
    }

    /** Catalog of the source that it is in. */
    public String catalog() {
        return catalog;
    }

    /** Schema of that catalog. */
    public String schema() {
        return schema;
    }

    /** As the source knows it, in full and quoted. */
    public String qualified() {
        return qualified;
    }

    public void read(long rows) {
        rowsRead.addAndGet(rows);
    }

    public void written(long rows) {
        rowsWritten.addAndGet(rows);
    }

    public long rowsRead() {
        return rowsRead.get();
    }

    public long rowsWritten() {
        return rowsWritten.get();
    }
}
