package io.eider.bridge.live;

import io.eider.bridge.jdbc.BridgeTransaction;
import io.eider.bridge.jdbc.Failures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A transaction of a session: one of the target and one of the source that begin and end together; only one of them writes. */
final class Transaction extends BridgeTransaction {
    private final Connection target;
    private final Connection source;
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

    @Override
    protected void nested(String sql) {
        try {
            execute(source, sql);
        } catch (SQLException e) {
            failed();
        }
    }

    @Override
    protected void started(String sql) throws SQLException {
        execute(source, sql);
        try {
            execute(target, sql);
        } catch (SQLException e) {
            execute(source, "ROLLBACK");
            throw e;
        }
        written = Side.NONE;
    }

    /** Says who writes now. */
    void write(Side side) throws SQLException {
        if (!isOpen()) {
            return;
        }
        if (written != Side.NONE && written != side) {
            throw Failures.otherCatalog();
        }
        written = side;
    }

    /** What DuckDB has given up on one side is given up on both. */
    @Override
    protected boolean isGivenUp() {
        return isGivenUp(source) || isGivenUp(target);
    }

    @Override
    protected void finished(boolean commits) throws SQLException {
        Connection first = written == Side.TARGET ? target : source;
        Connection second = first == source ? target : source;
        String command = commits ? "COMMIT" : "ROLLBACK";
        try {
            execute(first, command);
        } catch (SQLException e) {
            rollback(first);
            rollback(second);
            throw e;
        }
        execute(second, command);
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
}
