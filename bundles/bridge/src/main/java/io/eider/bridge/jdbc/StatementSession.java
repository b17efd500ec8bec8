package io.eider.bridge.jdbc;

import io.eider.api.error.ApiException;
import io.eider.bridge.sql.Names;
import io.eider.bridge.sql.Tokens;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** What a connection of a bridge does with statements, one at a time; others wait. */
public abstract class StatementSession implements AutoCloseable {
    private final Connection target;
    private final Place place;
    private final ReentrantLock lock = new ReentrantLock();
    private Consumer<PreparedStatement> started = statement -> {};
    private volatile boolean closed;

    /** @param target the connection of the target that is this session's own */
    protected StatementSession(Connection target) {
        this.target = target;
        this.place = new Place(target);
    }

    /** Of the bridge. */
    protected abstract String catalog();

    /** What names mean now. */
    protected abstract Names names() throws SQLException;

    /** The one that is open, or the next one. */
    protected abstract BridgeTransaction transaction();

    /** Whether what the bridge shows is gone. */
    protected abstract boolean isGone();

    /** Runs one statement that is no command of a transaction. */
    protected abstract Ran route(Tokens tokens, Parameters parameters) throws SQLException;

    /** Before anything that is run. */
    protected void begins() {}

    /** After a statement, which may have failed. */
    protected void ended() {}

    /**
     * Runs one statement.
     *
     * @param whenStarted gets what can be cancelled
     */
    final Ran run(String sql, Parameters parameters, Consumer<PreparedStatement> whenStarted) throws SQLException {
        lock.lock();
        started = whenStarted;
        try {
            if (!isValid()) {
                throw Failures.gone();
            }
            begins();
            Tokens tokens = new Tokens(sql);
            if (control(tokens)) {
                return Ran.COMMAND;
            }
            transaction().enter();
            try {
                return route(tokens, parameters);
            } catch (SQLException e) {
                transaction().failed();
                throw isValid() ? e : Failures.gone();
            } finally {
                ended();
            }
        } catch (ApiException e) {
            throw Failures.of(e);
        } finally {
            lock.unlock();
        }
    }

    private boolean control(Tokens tokens) throws SQLException {
        switch (tokens.word(0)) {
            case "begin", "start" -> transaction().begin(tokens.sql());
            case "commit", "end" -> transaction().end("COMMIT");
            case "rollback", "abort" -> transaction().end("ROLLBACK");
            default -> {
                return tokens.size() == 0;
            }
        }
        return true;
    }

    /** Tells who may cancel it of a statement that begins. */
    protected final void started(PreparedStatement statement) {
        started.accept(statement);
    }

    /** @param meaning of names in a current catalog and schema */
    protected final Names namesIn(BiFunction<String, String, Names> meaning) throws SQLException {
        return place.names(meaning);
    }

    /** After a statement of the target that may have changed what names mean. */
    protected final void passed(Tokens tokens) {
        if (tokens.isPlace()) {
            place.forget();
        }
    }

    /** Whether a name is that of a temporary table, or will be alone in its transaction anyway. */
    protected final boolean isTemporary(List<String> name) throws SQLException {
        if (!transaction().isOpen()) {
            return true;
        }
        try (PreparedStatement statement = target.prepareStatement(
                "SELECT 1 FROM duckdb_tables() WHERE temporary AND lower(table_name) = lower(?)")) {
            statement.setString(1, name.get(name.size() - 1));
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    /** The connection of the target. */
    public final Connection target() {
        return target;
    }

    final ReentrantLock lock() {
        return lock;
    }

    final boolean isClosed() {
        return closed;
    }

    /** Whether a statement can still run. */
    protected final boolean isValid() {
        return !closed && !isGone();
    }

    /** No statement runs any more. */
    protected final void markClosed() {
        closed = true;
    }

    @Override
    public abstract void close();
}
