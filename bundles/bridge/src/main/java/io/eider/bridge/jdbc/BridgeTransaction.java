package io.eider.bridge.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A transaction of a connection of a bridge: begun and ended by commands or by JDBC, given up after an error that DuckDB does not go on from. */
public abstract class BridgeTransaction {
    private boolean autoCommit = true;
    private boolean open;
    private boolean aborted;

    public final boolean isOpen() {
        return open;
    }

    final boolean isAutoCommit() {
        return autoCommit;
    }

    final void setAutoCommit(boolean on) throws SQLException {
        if (on && open) {
            end("COMMIT");
        }
        autoCommit = on;
    }

    /** Before a statement. */
    final void enter() throws SQLException {
        if (aborted) {
            throw new SQLException("Current transaction is aborted (please ROLLBACK)", "25P02");
        }
        if (!autoCommit && !open) {
            begin("BEGIN TRANSACTION");
        }
    }

    public final void begin(String sql) throws SQLException {
        if (open) {
            nested(sql);
            throw new SQLException("cannot start a transaction within a transaction", "25001");
        }
        started(sql);
        open = true;
    }

    /** @param command {@code COMMIT} or {@code ROLLBACK} */
    public final void end(String command) throws SQLException {
        if (!open) {
            String verb = command.equals("COMMIT") ? "commit" : "rollback";
            throw new SQLException("cannot " + verb + " - no transaction is active", "25P01");
        }
        boolean commits = command.equals("COMMIT") && !aborted;
        open = false;
        aborted = false;
        finished(commits);
    }

    /** After a statement that failed. */
    public final void failed() {
        aborted = open && isGivenUp();
    }

    /** Begins it. */
    protected abstract void started(String sql) throws SQLException;

    /** Ends it, whatever that throws. */
    protected abstract void finished(boolean commits) throws SQLException;

    /** Another BEGIN within it. */
    protected void nested(String sql) {
        failed();
    }

    /** Whether DuckDB has given it up. */
    protected abstract boolean isGivenUp();

    /** Whether a connection takes no statement any more until ROLLBACK. */
    protected static boolean isGivenUp(Connection connection) {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1")) {
            statement.execute();
            return false;
        } catch (SQLException e) {
            return true;
        }
    }
}
