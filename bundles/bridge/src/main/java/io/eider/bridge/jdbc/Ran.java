package io.eider.bridge.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.LongConsumer;

/**
 * A statement that was executed.
 *
 * @param statement that holds the rows; null if there is none
 * @param hasRows whether it gives rows
 * @param count rows that were changed; -1 if it changes none
 * @param rows is told how many rows were fetched
 */
public record Ran(PreparedStatement statement, boolean hasRows, long count, LongConsumer rows)
        implements AutoCloseable {
    /** A command without a result. */
    public static final Ran COMMAND = new Ran(null, false, -1, rows -> {});

    public static Ran of(PreparedStatement statement, LongConsumer rows) throws SQLException {
        boolean hasRows = statement.execute();
        return new Ran(statement, hasRows, hasRows ? -1 : statement.getLargeUpdateCount(), rows);
    }

    @Override
    public void close() {
        Quiet.close(statement);
    }
}
