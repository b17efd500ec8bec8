package io.eider.storage.table;

import io.eider.api.id.TableId;
import io.eider.api.storage.SnapshotTrigger;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableWrite;
import io.eider.api.storage.TableWrites;
import io.eider.engine.DuckDbFailure;
import io.eider.engine.Sql;
import io.eider.engine.TableLocks;
import io.eider.engine.TableSession;
import io.eider.storage.catalog.StoredTable;
import io.eider.storage.table.TableWriter.Copied;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands out copies of published files to those who run SQL on them, and publishes what they made of them. */
public final class SqlWrites implements TableWrites {
    private static final Logger LOG = LoggerFactory.getLogger(SqlWrites.class);

    /** In the copy only: a published file has no index (ADR-0002). */
    private static final String KEY = "eider_key";

    private final TableLocks locks;
    private final TableWriter writer;
    private final AutoSnapshots autoSnapshots;

    public SqlWrites(TableLocks locks, TableWriter writer, AutoSnapshots autoSnapshots) {
        this.locks = locks;
        this.writer = writer;
        this.autoSnapshots = autoSnapshots;
    }

    @Override
    public Optional<TableWrite> begin(TableId id, Path file, Wait wait, Rules rules) {
        Optional<TableLocks.Held> held =
                switch (wait) {
                    case IN_TURN -> Optional.of(locks.lock(id));
                    case NEVER -> locks.tryLock(id);
                };
        return held.map(lock -> begin(lock, id, file, rules));
    }

    private TableWrite begin(TableLocks.Held lock, TableId id, Path file, Rules rules) {
        boolean done = false;
        try {
            boolean[] keyed = {false};
            Copied copied = writer.copy(id, file, (session, table) -> {
                keyed[0] = rules == Rules.ALL && enforceKey(session, table);
                return null;
            });
            lock.handOver();
            done = true;
            return new Write(lock, copied, file, keyed[0]);
        } finally {
            if (!done) {
                lock.close();
            }
        }
    }

    /** Whether there is an index now; DuckDB has none for some types, and then the key is checked at the end. */
    private static boolean enforceKey(TableSession session, Table table) {
        if (table.primaryKey().isEmpty()) {
            return false;
        }
        try {
            session.execute("CREATE UNIQUE INDEX " + Sql.identifier(KEY) + " ON " + session.table() + " ("
                    + Sql.identifiers(table.primaryKey()) + ")");
            return true;
        } catch (DuckDbFailure e) {
            LOG.debug("No index for the key of {}: {}", table.id(), e.toString());
            return false;
        }
    }

    private final class Write implements TableWrite {
        private final TableLocks.Held lock;
        private final Copied copied;
        private final Path file;
        private final boolean keyed;
        private boolean closed;

        private Write(TableLocks.Held lock, Copied copied, Path file, boolean keyed) {
            this.lock = lock;
            this.copied = copied;
            this.file = file;
            this.keyed = keyed;
        }

        @Override
        public Table before() {
            return copied.before().table();
        }

        @Override
        public synchronized Table publish() {
            if (closed) {
                throw new IllegalStateException("The write is closed");
            }
            return writer.publish(copied, file, this::check);
        }

        private void check(TableSession session, StoredTable before) {
            Table table = before.table();
            if (keyed) {
                session.execute("DROP INDEX " + Sql.qualified(session.catalog(), "main", KEY));
            } else if (!table.primaryKey().isEmpty()) {
                UniqueKey.require(session, table.columns(), table.primaryKey());
            }
            if (!TableShape.columns(session).equals(table.columns())) {
                LOG.error("A copy of {} came back with other columns", table.id());
                throw TablePublisher.changed(table.id());
            }
            if (table.rowCount() > 0 && TableShape.rowCount(session) == 0) {
                autoSnapshots.before(SnapshotTrigger.TRUNCATE_TABLE, "", List.of(copied.before()));
            }
        }

        @Override
        public synchronized void close() {
            if (closed) {
                return;
            }
            closed = true;
            TablePublisher.discard(file);
            TablePublisher.discard(file.resolveSibling(file.getFileName() + ".wal"));
            lock.close();
        }
    }
}
