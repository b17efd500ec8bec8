package io.eider.engine.sandbox;

import io.eider.api.workspace.ValueForm;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of a {@link Sandbox}. Belongs to one thread at a time. */
public final class SandboxConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxConnection.class);

    /**
     * What PostgreSQL does and DuckDB does not of itself. SESSION is needed: without it the order of NULLs is set for all
     * connections (DuckDB 1.5.6).
     */
    private static final String POSTGRES = "SET SESSION integer_division = true;"
            + "SET SESSION default_null_order = 'postgres';"
            + "SET SESSION preserve_identifier_case = false";

    private final DuckDBConnection connection;

    SandboxConnection(DuckDBConnection connection) {
        this.connection = connection;
    }

    /**
     * Runs statements of the server's own that give no rows.
     *
     * @throws SandboxFailure if it failed
     */
    public void command(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw SandboxFailure.of(e);
        }
    }

    /**
     * From now on, in this connection alone: {@code 7 / 2} is 3, NULLs come last ascending and first descending, and names
     * without quotes are folded to lower case.
     */
    public void speakPostgres() {
        command(POSTGRES); // at once: every connection pays for it
    }

    /**
     * Prepares one statement.
     *
     * @param sql exactly one statement
     * @param isQuery whether it is a query, so that it may stand in brackets after FROM
     * @throws SandboxFailure if DuckDB does not understand it
     */
    public SandboxStatement prepare(String sql, boolean isQuery) {
        return prepare(sql, isQuery, ValueForm.TEXT);
    }

    /**
     * Prepares one statement.
     *
     * @param sql exactly one statement
     * @param isQuery whether it is a query, so that it may stand in brackets after FROM
     * @param form how nested values come
     * @throws SandboxFailure if DuckDB does not understand it
     */
    public SandboxStatement prepare(String sql, boolean isQuery, ValueForm form) {
        return SandboxStatement.prepare(connection, sql, isQuery, form);
    }

    /** Rolls back what is open, drops what is temporary. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("Closing a connection: {}", e.toString());
        }
    }
}
