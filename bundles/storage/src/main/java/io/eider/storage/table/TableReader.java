package io.eider.storage.table;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.Table;
import io.eider.engine.Catalog;
import io.eider.engine.DataLayout;
import io.eider.engine.DuckDbFailure;
import io.eider.engine.TableFiles;
import io.eider.engine.TableSession;
import io.eider.storage.catalog.Missing;
import io.eider.storage.catalog.RecentTables;
import io.eider.storage.catalog.StoredTable;
import java.time.Duration;

/** Every read of a table's rows: attaches the published file; no lock, no wait for a writer. */
public final class TableReader {
    /** A file may be replaced between the look into the catalog and the attach; then both are done again. */
    private static final int ATTEMPTS = 30;

    /** A file is in its place before the transaction that records it has reached the disk. */
    private static final Duration LONGEST_COMMIT = Duration.ofSeconds(1);

    private final Catalog catalog;
    private final RecentTables tables;
    private final DataLayout layout;
    private final TableFiles files;

    public TableReader(Catalog catalog, DataLayout layout, TableFiles files) {
        this.catalog = catalog;
        this.tables = new RecentTables(catalog);
        this.layout = layout;
        this.files = files;
    }

    /** Works on one version of a table; the table that is handed over describes exactly the file that is attached. */
    @FunctionalInterface
    public interface Read<T> {
        T on(TableSession session, Table table);
    }

    /**
     * Reads one version.
     *
     * @throws ApiException what is missing of the path; TABLE_BROKEN; TOO_BUSY if versions came faster than they can be read
     */
    public <T> T read(TableId id, Read<T> work) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            long generation = catalog.generation();
            Attempt<T> tried = new Attempt<>(require(id), work);
            if (tried.run(attempt == ATTEMPTS)) {
                return tried.result;
            }
            if (tried.isAhead) {
                catalog.awaitChange(generation, LONGEST_COMMIT);
            }
        }
        throw new ApiException(
                ErrorCode.TOO_BUSY, "Table " + id.shortName() + " changes too fast to be read; repeat later");
    }

    /** @throws ApiException what is missing of the path */
    public StoredTable get(TableId id) {
        return tables.get(id);
    }

    /** @throws ApiException what is missing of the path; TABLE_BROKEN */
    public StoredTable require(TableId id) {
        StoredTable stored = tables.get(id);
        if (stored.broken()) {
            throw Missing.brokenTable(id, null);
        }
        return stored;
    }

    private final class Attempt<T> {
        private final StoredTable stored;
        private final Read<T> work;
        private boolean begun;
        private boolean isAhead;
        private T result;

        private Attempt(StoredTable stored, Read<T> work) {
            this.stored = stored;
            this.work = work;
        }

        /** Whether the file was the recorded version and the work is done. */
        private boolean run(boolean isLast) {
            TableId id = stored.table().id();
            try {
                files.read(layout.tableFile(stored.place()), this::workOn);
                return begun;
            } catch (DuckDbFailure e) {
                if (e.kind() != DuckDbFailure.Kind.IO) {
                    throw e;
                }
                if (begun || isLast) {
                    throw Missing.brokenTable(id, e);
                }
                return false;
            }
        }

        private Void workOn(TableSession session) {
            boolean same = TableDescription.read(session)
                    .filter(described -> described.uid().equals(stored.file().uid())
                            && described.version() == stored.file().version())
                    .isPresent();
            isAhead = !same;
            if (same) {
                begun = true;
                result = work.on(session, stored.table());
            }
            return null;
        }
    }
}
