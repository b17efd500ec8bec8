package io.eider.engine;

import io.eider.api.error.ApiException;
import io.eider.api.storage.Progress;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of the instance that works on table files, with one table file attached as {@link #catalog()}. Belongs to the
 * thread that got it. Every statement ends at the operation timeout or when the thread is interrupted.
 */
public final class TableSession {
    private static final Logger LOG = LoggerFactory.getLogger(TableSession.class);

    private final DuckDBConnection connection;
    private final Watchdog watchdog;
    private final Duration timeout;
    private final String catalog;
    private Progress progress = Progress.NONE;
    private Consumer<String> listener = sql -> {};

    TableSession(DuckDBConnection connection, Watchdog watchdog, Duration timeout, String catalog) {
        this.connection = connection;
        this.watchdog = watchdog;
        this.timeout = timeout;
        this.catalog = catalog;
    }

    /** The alias under which the table file is attached. */
    public String catalog() {
        return catalog;
    }

    /** The quoted name of the table in the attached file. */
    public String table() {
        return Sql.qualified(catalog, "main", "data");
    }

    /** The same connection, with another attached file as its table. */
    TableSession in(String alias) {
        return new TableSession(connection, watchdog, timeout, alias);
    }

    /** Lets a file go, also when the thread was interrupted. */
    void detach(String alias) {
        boolean interrupted = Thread.interrupted();
        try {
            execute("DETACH " + Sql.identifier(alias));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Runs statements as one transaction; what it throws undoes it. */
    public <T> T transaction(Supplier<T> work) {
        execute("BEGIN TRANSACTION");
        boolean done = false;
        try {
            T result = work.get();
            execute("COMMIT");
            done = true;
            return result;
        } finally {
            if (!done) {
                rollback();
            }
        }
    }

    private void rollback() {
        boolean interrupted = Thread.interrupted();
        try {
            execute("ROLLBACK");
        } catch (ApiException | DuckDbFailure e) {
            // a commit that failed has rolled back already; the first error is the one to tell
            LOG.debug("Rollback: {}", e.toString());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** From now on the progress of statements is reported here. */
    public void reportTo(Progress listener) {
        progress = listener;
    }

    /** From now on the text of each statement that {@link #execute} runs is told before. */
    public void tell(Consumer<String> statements) {
        listener = statements;
    }

    /**
     * Runs one statement.
     *
     * @param sql exactly one statement
     * @param parameters for {@code ?} and {@code $n}
     * @return rows changed, 0 for what changes none
     */
    public long execute(String sql, Object... parameters) {
        listener.accept(sql);
        return run(sql, parameters, statement -> {
            if (statement.execute()) {
                return 0L;
            }
            return Math.max(0L, statement.getLargeUpdateCount());
        });
    }

    /** Runs one query and reads all its rows; only for results that are known to be small. */
    public <T> List<T> query(String sql, Rows<T> rows, Object... parameters) {
        List<T> all = new ArrayList<>();
        forEach(sql, row -> all.add(rows.read(row)), parameters);
        return all;
    }

    /** Runs a query that gives one number. */
    public long number(String sql, Object... parameters) {
        return query(sql, row -> row.getLong(1), parameters).get(0);
    }

    /** Runs one query and hands over each row while it is read. */
    public void forEach(String sql, RowConsumer consumer, Object... parameters) {
        run(sql, parameters, statement -> {
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    consumer.accept(result);
                }
            }
            return null;
        });
    }

    private <T> T run(String sql, Object[] parameters, Work<T> work) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            DuckDBPreparedStatement watched = (DuckDBPreparedStatement) statement;
            try (Watchdog.Watch watch = watchdog.watch(watched, timeout, progress)) {
                return runWatched(statement, work, watch);
            }
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e);
        }
    }

    private static <T> T runWatched(PreparedStatement statement, Work<T> work, Watchdog.Watch watch) {
        try {
            return work.on(statement);
        } catch (SQLException e) {
            throw watch.failure(e);
        }
    }

    /** Takes one row of a result. */
    @FunctionalInterface
    public interface RowConsumer {
        /** Reads the current row; does not move the cursor. */
        void accept(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(PreparedStatement statement) throws SQLException;
    }
}
