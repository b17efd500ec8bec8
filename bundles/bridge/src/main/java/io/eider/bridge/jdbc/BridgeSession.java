package io.eider.bridge.jdbc;

import io.eider.bridge.sql.Names;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** What a connection of a bridge does with statements. One at a time; others wait. */
public interface BridgeSession extends AutoCloseable {
    /** Of the bridge. */
    String catalog();

    /** The connection of the target. */
    Connection target();

    /** What names mean now. */
    Names names() throws SQLException;

    /**
     * Runs one statement.
     *
     * @param whenStarted gets what can be cancelled
     */
    Ran run(String sql, Parameters parameters, Consumer<PreparedStatement> whenStarted) throws SQLException;

    boolean isAutoCommit();

    /** Ends what is open when it is turned on. */
    void setAutoCommit(boolean on) throws SQLException;

    /** Ends the transaction. @param command {@code COMMIT} or {@code ROLLBACK} */
    void end(String command) throws SQLException;

    /** Held while one of the others runs. */
    ReentrantLock lock();

    boolean isClosed();

    /** Whether a statement can still run. */
    boolean isValid();

    @Override
    void close();
}
