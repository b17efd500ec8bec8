package io.eider.bridge.published;

import io.eider.api.bridge.Permission;
import io.eider.api.bridge.TableName;
import io.eider.api.id.TableId;
import io.eider.api.storage.Table;
import io.eider.bridge.sql.Names;
import io.eider.bridge.sql.SourceTable;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A table of a bridge, the version of it that is shown, and what went through it. */
final class PublishedTable {
    /** The table in a file. */
    static final String DATA = "data";

    private final TableName name;
    private final Permission permission;
    private final TableId id;
    private final AtomicLong rowsRead = new AtomicLong();
    private final AtomicLong rowsWritten = new AtomicLong();
    private Version shown; // guarded by the bridge

    PublishedTable(TableName name, Permission permission, TableId id) {
        this.name = name;
        this.permission = permission;
        this.id = id;
    }

    /**
     * A version that the target has attached.
     *
     * @param catalog the name that it is attached under
     * @param link the file
     */
    static final class Version {
        private final PublishedTable of;
        private final String catalog;
        private final Path link;
        private final Table table;
        private int users; // guarded by the bridge

        Version(PublishedTable of, String catalog, Path link, Table table) {
            this.of = of;
            this.catalog = catalog;
            this.link = link;
            this.table = table;
        }

        String catalog() {
            return catalog;
        }

        Path link() {
            return link;
        }

        Table table() {
            return table;
        }

        void use(int change) {
            users += change;
        }

        /** Whether nobody needs it any more. */
        boolean isIdle() {
            return users == 0 && of.shown != this;
        }

        SourceTable source() {
            return of.in(catalog);
        }
    }

    /** How statements find it in a catalog. */
    SourceTable in(String catalog) {
        return new SourceTable(name, permission, catalog, "main", DATA);
    }

    /** Under which {@link Names} find it. */
    String key() {
        return Names.key(name.schema(), name.name());
    }

    TableName name() {
        return name;
    }

    Permission permission() {
        return permission;
    }

    TableId id() {
        return id;
    }

    Version shown() {
        return shown;
    }

    void show(Version version) {
        shown = version;
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
