package io.eider.pgwire.session;

import io.eider.api.error.ApiException;
import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.SqlResults;
import io.eider.pgwire.type.PgTypes;
import io.eider.pgwire.type.RowBuffer;
import io.eider.pgwire.type.RowWriter;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** A statement with the values of its parameters, and how far its rows were read. Belongs to the worker. */
final class Portal implements AutoCloseable {
    private static final int ENOUGH_BYTES = 64 * 1024;
    private static final long SPOOL_BYTES = 4L << 30;

    private final Parsed parsed;
    private final List<Object> parameters;
    private final int[] formats;
    private final RowBuffer buffer;
    private SqlResults results;
    private RowWriter writer;
    private ResultChunk chunk;
    private int row;
    private Spool spool;
    private ApiException failure;
    private boolean done;

    /** @param formats of result columns: none for text, one for all, or one for each */
    Portal(Parsed parsed, List<Object> parameters, int[] formats, RowBuffer buffer) {
        this.parsed = parsed;
        this.parameters = parameters;
        this.formats = formats;
        this.buffer = buffer;
    }

    Parsed parsed() {
        return parsed;
    }

    /** The format of each of so many columns. @throws ApiException 08P01 */
    int[] formats(int columns) {
        if (formats.length > 1 && formats.length != columns) {
            throw ProtocolErrors.of(
                    "08P01",
                    "bind message has " + formats.length + " result formats but query has " + columns + " columns");
        }
        int[] all = new int[columns];
        for (int i = 0; i < columns; i++) {
            all[i] = formats.length == 0 ? 0 : formats[formats.length == 1 ? 0 : i];
        }
        return all;
    }

    /** The results, null before they are asked for. */
    SqlResults results() {
        return results;
    }

    boolean isDone() {
        return done;
    }

    /** Whether rows are still to be read from the session. */
    boolean isLive() {
        return results != null && spool == null && !done;
    }

    /** Runs the statement. */
    SqlResults start(ZoneId zone) {
        results = parsed.told(() -> {
            SqlResults started = parsed.run(parameters);
            boolean begun = false;
            try {
                started.nextStatement();
                begun = true;
                return started;
            } finally {
                if (!begun) {
                    started.close();
                }
            }
        });
        List<ResultColumn> columns = parsed.typed(results.columns());
        requireAsDescribed(columns);
        writer = columns.isEmpty() ? null : new RowWriter(columns, formats(columns.size()), zone);
        return results;
    }

    /** What was described may have changed before it was run. */
    private void requireAsDescribed(List<ResultColumn> columns) {
        List<ResultColumn> described = parsed.columns();
        boolean same = described.isEmpty() || described.size() == columns.size();
        for (int i = 0; same && i < described.size(); i++) {
            same = PgTypes.of(described.get(i)).oid()
                    == PgTypes.of(columns.get(i)).oid();
        }
        if (!same) {
            results.close();
            throw ProtocolErrors.stale();
        }
    }

    /**
     * Sends rows.
     *
     * @param most how many, 0 for all
     * @return whether there may be more
     */
    boolean send(long most, Outbox outbox) {
        if (failure != null) {
            throw failure;
        }
        if (spool != null) {
            return sendSpooled(most, outbox);
        }
        long left = most == 0 ? Long.MAX_VALUE : most;
        while (left > 0) {
            if (!hasRow()) {
                return false;
            }
            int to = (int) Math.min(chunk.rowCount(), row + left);
            int next = parsed.told(() -> writer.write(chunk, row, to, ENOUGH_BYTES, buffer));
            left -= next - row;
            row = next;
            outbox.rows(buffer);
        }
        results.pause();
        return true;
    }

    private boolean hasRow() {
        while (chunk == null || row == chunk.rowCount()) {
            if (!parsed.told(results::nextChunk)) {
                return false;
            }
            chunk = results.chunk();
            row = 0;
        }
        return true;
    }

    /** The next row, as the message that it is sent by. */
    byte[] row() {
        buffer.clear();
        if (hasRow()) {
            row = parsed.told(() -> writer.write(chunk, row, row + 1, ENOUGH_BYTES, buffer));
        }
        byte[] message = Arrays.copyOf(buffer.bytes(), buffer.size());
        buffer.clear();
        return message;
    }

    private boolean sendSpooled(long most, Outbox outbox) {
        long left = most == 0 ? Long.MAX_VALUE : most;
        boolean more = true;
        while (left > 0 && more) {
            more = spool.next(buffer);
            left -= 1;
            if (buffer.size() >= ENOUGH_BYTES || !more || left == 0) {
                outbox.rows(buffer);
            }
        }
        return more;
    }

    /** Puts the rest of the rows aside: the session is needed for something else. */
    void putAside() {
        Spool rest = new Spool(SPOOL_BYTES);
        try {
            while (hasRow()) {
                int next = writer.write(chunk, row, chunk.rowCount(), ENOUGH_BYTES, buffer);
                rest.add(buffer, next - row);
                buffer.clear();
                row = next;
            }
            rest.full();
            results.close();
        } catch (ApiException e) {
            buffer.clear();
            failure = e; // told when the portal is read on
        }
        spool = rest;
    }

    /** All was read. */
    void finish() {
        done = true;
        parsed.told(() -> {
            results.close();
            return null;
        });
        closeSpool();
    }

    private void closeSpool() {
        if (spool != null) {
            spool.close();
            spool = null;
        }
    }

    @Override
    public void close() {
        done = true;
        if (results != null) {
            results.close();
        }
        closeSpool();
    }
}
