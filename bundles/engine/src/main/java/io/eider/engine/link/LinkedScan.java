package io.eider.engine.link;

import io.eider.engine.sandbox.ResultError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBPreparedStatement;

/** A query of one instance whose chunks go into another. Thread-safe: several threads of DuckDB take chunks in turn, others may close. */
public final class LinkedScan implements AutoCloseable {
    /** Of the heap that a scan may keep. */
    private static final long MOST_KEPT = Runtime.getRuntime().maxMemory() / 2;

    private final DuckDBPreparedStatement statement;
    private final DuckDBChunkedResult result;
    private final Runnable whenClosed;
    private final AtomicLong rows = new AtomicLong();
    private final Queue<Kept> kept = new ArrayDeque<>();
    private boolean drained;
    private boolean ended;
    private volatile boolean closed;

    private LinkedScan(DuckDBPreparedStatement statement, DuckDBChunkedResult result, Runnable whenClosed) {
        this.statement = statement;
        this.result = result;
        this.whenClosed = whenClosed;
    }

    private record Kept(int rows, List<KeptVector> vectors) {}

    /**
     * Starts a query.
     *
     * @param sql see {@link #sql}
     * @param whenClosed runs once, whatever happens
     */
    public static LinkedScan open(Connection connection, String sql, Keeping keeping, Runnable whenClosed)
            throws SQLException {
        DuckDBPreparedStatement statement = null;
        LinkedScan scan = null;
        try {
            if (!ResultError.isKnown()) {
                throw new SQLException("This driver does not tell a failure from an end of rows", "0A000");
            }
            statement = connection.unwrap(DuckDBConnection.class).prepare(sql);
            scan = new LinkedScan(statement, statement.query(), whenClosed);
            if (keeping == Keeping.ALL) {
                scan.drain();
            }
            return scan;
        } catch (SQLException | RuntimeException e) {
            if (scan != null) {
                scan.close();
            } else {
                if (statement != null) {
                    statement.close();
                }
                whenClosed.run();
            }
            throw e;
        }
    }

    /**
     * The query for some columns.
     *
     * @param columns none means that only the number of rows matters
     * @param from what stands after FROM
     */
    public static String sql(List<LinkedColumn> columns, String from) {
        String selected = columns.isEmpty()
                ? "NULL::BOOLEAN"
                : columns.stream().map(LinkedColumn::selected).collect(Collectors.joining(", "));
        return "SELECT " + selected + " FROM " + from;
    }

    private synchronized void drain() throws SQLException {
        long bytes = 0;
        while (nextChunk()) {
            DuckDBDataChunkReader chunk = result.chunk();
            int count = (int) chunk.rowCount();
            KeptVector[] vectors = new KeptVector[(int) chunk.columnCount()];
            for (int column = 0; column < vectors.length; column++) {
                vectors[column] = VectorCopy.keep(chunk.vector(column), count);
                bytes += vectors[column].bytes();
            }
            if (bytes > MOST_KEPT) {
                throw new SQLException(
                        "[53200] The statement reads too many rows of several bridged tables at once", "53200");
            }
            kept.add(new Kept(count, List.of(vectors)));
        }
        drained = true;
        result.close();
    }

    synchronized long next(DuckDBDataChunkWriter writer) throws SQLException {
        if (ended) {
            return 0;
        }
        if (closed) {
            throw new SQLException("[57P01] The bridge that these rows come from was closed", "57P01");
        }
        return drained ? nextKept(writer) : nextRead(writer);
    }

    private long nextKept(DuckDBDataChunkWriter writer) {
        Kept chunk = kept.poll();
        if (chunk == null) {
            return end();
        }
        for (int column = 0;
                column < writer.columnCount() && column < chunk.vectors().size();
                column++) {
            chunk.vectors().get(column).copyTo(writer.vector(column));
        }
        rows.addAndGet(chunk.rows());
        return chunk.rows();
    }

    private long nextRead(DuckDBDataChunkWriter writer) throws SQLException {
        if (!nextChunk()) {
            return end();
        }
        DuckDBDataChunkReader chunk = result.chunk();
        int count = (int) chunk.rowCount();
        for (int column = 0; column < writer.columnCount() && column < chunk.columnCount(); column++) {
            VectorCopy.copy(chunk.vector(column), writer.vector(column), count);
        }
        rows.addAndGet(count);
        return count;
    }

    private long end() {
        ended = true;
        close();
        return 0;
    }

    private boolean nextChunk() throws SQLException {
        if (result.nextChunk()) {
            return true;
        }
        ResultError.check(result);
        return false;
    }

    /** How many rows have been read. */
    public long rows() {
        return rows.get();
    }

    /** Whether the connection is busy with it. */
    public boolean isStreaming() {
        return !closed && !drained;
    }

    /** Ends the query. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        kept.clear();
        try {
            result.close();
            statement.close();
        } catch (SQLException e) {
            // the connection is gone, and the query with it
        } finally {
            whenClosed.run();
        }
    }
}
