package io.eider.bridge.live;

import io.eider.bridge.jdbc.Failures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A transaction of a session: one of the target and one of the source that begin and end together; only one of them writes. */
final class Transaction {
    private static final String ABORTED = "Current transaction is aborted (please ROLLBACK)";

    private final Connection target;
    private final Connection source;
    private boolean autoCommit = true;
    private boolean open;
    private boolean aborted;
    private Side written = Side.NONE;

    /** Who has written. */
    enum Side {
        NONE,
        TARGET,
        SOURCE
    }

    Transaction(Connection target, Connection source) {
        this.target = target;
        this.source = source;
    }

    boolean isOpen() {
        return open;
    }

    boolean isAutoCommit() {
        return autoCommit;
    }

    void setAutoCommit(boolean on) throws SQLException {
        if (on && open) {
            end("COMMIT");
        }
        autoCommit = on;
    }

    /** Before a statement. */
    void enter() throws SQLException {
        if (aborted) {
            throw new SQLException(ABORTED, "25P02");
        }
        if (!autoCommit && !open) {
            begin("BEGIN TRANSACTION");
        }
    }

    void begin(String sql) throws SQLException {
        if (open) {
            try {
                execute(source, sql);
            } catch (SQLException e) {
                failed();
            }
            throw new SQLException("cannot start a transaction within a transaction", "25001");
        }
        execute(source, sql);
        try {
            execute(target, sql);
        } catch (SQLException e) {
            execute(source, "ROLLBACK");
            throw e;
        }
        open = true;
        written = Side.NONE;
    }

    /** Says who writes now. */
    void write(Side side) throws SQLException {
        if (!open) {
            return;
        }
        if (written != Side.NONE && written != side) {
            throw new SQLException(
                    "This transaction has written to another catalog - a single transaction writes to one catalog only",
                    "0A000");
        }
        written = side;
    }

    /** After a statement that failed: a transaction that DuckDB has given up on one side is given up on both. */
    void failed() {
        aborted = open && (isAborted(source) || isAborted(target));
    }

    void end(String command) throws SQLException {
        if (!open) {
            String verb = command.equals("COMMIT") ? "commit" : "rollback";
            throw new SQLException("cannot " + verb + " - no transaction is active", "25P01");
        }
        Connection first = written == Side.TARGET ? target : source;
        Connection second = first == source ? target : source;
        String effective = aborted ? "ROLLBACK" : command;
        open = false;
        aborted = false;
        try {
            execute(first, effective);
        } catch (SQLException e) {
            rollback(first);
            rollback(second);
            throw e;
        }
        execute(second, effective);
    }

    /** Ends what is open, if it is. */
    void rollback(Connection connection) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            // it is over already
        }
    }

    void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw connection == source ? Failures.atSource(e, "") : Failures.atTarget(e);
        }
    }

    private boolean isAborted(Connection connection) {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1")) {
            statement.execute();
            return false;
        } catch (SQLException e) {
            return true;
        }
    }
}
