package io.eider.bridge.published;

import io.eider.api.error.ApiException;
import io.eider.api.storage.TableWrites;
import io.eider.bridge.jdbc.BridgeTransaction;
import io.eider.bridge.jdbc.Failures;
import io.eider.bridge.published.PublishedTable.Version;
import io.eider.bridge.sql.SourceTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A transaction of a session. It sees the versions that were shown when its first statement began, and writes one table of the bridge, or tables of the
 * target, not both. Belongs to its session.
 */
final class PublishedTransaction extends BridgeTransaction {
    private final PublishedBridge bridge;
    private final Connection target;
    private boolean targetWritten;
    private Optional<PublishedWrite> write = Optional.empty();
    private Map<String, Version> held = Map.of();

    PublishedTransaction(PublishedBridge bridge, Connection target) {
        this.bridge = bridge;
        this.target = target;
    }

    @Override
    protected void started(String sql) throws SQLException {
        execute(sql);
        targetWritten = false;
    }

    /** What its statements see from now on, or one statement alone. */
    void hold() {
        if (held.isEmpty()) {
            held = bridge.hold();
        }
    }

    /** After a statement. */
    void leave() {
        if (!isOpen()) {
            release();
        }
    }

    @Override
    protected boolean isGivenUp() {
        return isGivenUp(target);
    }

    /** The tables of the bridge as this transaction sees them, its own write among them. */
    Map<String, SourceTable> tables() {
        Map<String, SourceTable> tables = new HashMap<>();
        held.forEach((key, version) -> tables.put(key, version.source()));
        write.ifPresent(own -> tables.put(own.table().key(), own.source()));
        return tables;
    }

    /** What it writes. */
    Optional<PublishedWrite> write() {
        return write;
    }

    /** A statement writes tables of the target. */
    void writeTarget() throws SQLException {
        if (isOpen() && write.isPresent()) {
            throw Failures.otherCatalog();
        }
        targetWritten = isOpen();
    }

    /** A statement writes a table of the bridge. */
    PublishedWrite write(PublishedTable table) throws SQLException {
        if (targetWritten || write.filter(own -> own.table() != table).isPresent()) {
            throw Failures.otherCatalog();
        }
        if (write.isEmpty()) {
            write = PublishedWrite.begin(bridge, table, TableWrites.Wait.NEVER, TableWrites.Rules.ALL);
            boolean isCurrent = write.filter(
                            own -> own.before() == held.get(table.key()).table().version())
                    .isPresent();
            if (!isCurrent) {
                boolean isOld = write.isPresent();
                closeWrite();
                if (isOld) {
                    bridge.refresh(table); // or the next transaction would begin too late again
                }
                throw new SQLException(
                        "Transaction conflict: '" + table.name().name()
                                + "' is written by somebody else, or was since this transaction began",
                        "40001");
            }
        }
        return write.get();
    }

    @Override
    protected void finished(boolean commits) throws SQLException {
        try {
            execute(commits ? "COMMIT" : "ROLLBACK");
            if (commits && write.isPresent()) {
                write.get().publish();
            }
        } catch (ApiException e) {
            throw Failures.of(e);
        } finally {
            closeWrite();
            release();
        }
    }

    /** The session ends. */
    void close() {
        closeWrite();
        release();
    }

    private void closeWrite() {
        write.ifPresent(PublishedWrite::close);
        write = Optional.empty();
    }

    private void release() {
        Map<String, Version> done = held;
        held = Map.of();
        bridge.release(done);
    }

    private void execute(String sql) throws SQLException {
        try (PreparedStatement statement = target.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw Failures.atTarget(e);
        }
    }
}
