package io.eider.rest;

import io.eider.api.workspace.ColumnKind;
import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.ResultVector;
import io.eider.api.workspace.SqlResults;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Results that a test has written down. */
public final class FakeResults implements SqlResults {
    private final List<Statement> statements;
    final AtomicInteger read = new AtomicInteger();
    volatile boolean isClosed;
    private int statement = -1;
    private int chunk;

    public FakeResults(Statement... statements) {
        this.statements = List.of(statements);
    }

    /**
     * What a statement gives.
     *
     * @param columns none if it gives no rows
     * @param chunks rows by chunk; a chunk that is a RuntimeException is thrown
     * @param changed rows that it has changed
     */
    public record Statement(String command, List<ResultColumn> columns, List<Object> chunks, long changed) {
        /** A statement without rows. */
        public static Statement of(String command, long changed) {
            return new Statement(command, List.of(), List.of(), changed);
        }

        /** A SELECT. */
        public static Statement of(List<ResultColumn> columns, Object... chunks) {
            return new Statement("SELECT", columns, List.of(chunks), 0);
        }
    }

    /** A column. */
    public static ResultColumn column(String name, String type, ColumnKind kind) {
        return new ResultColumn(name, type, kind);
    }

    /** Rows of one chunk. */
    public static List<Object[]> chunk(Object[]... rows) {
        return List.of(rows);
    }

    /** A row. */
    public static Object[] row(Object... values) {
        return values;
    }

    @Override
    public boolean nextStatement() {
        chunk = 0;
        return ++statement < statements.size();
    }

    private Statement now() {
        return statements.get(statement);
    }

    @Override
    public String command() {
        return now().command();
    }

    @Override
    public List<ResultColumn> columns() {
        return now().columns();
    }

    @Override
    public boolean nextChunk() {
        if (chunk == now().chunks().size()) {
            return false;
        }
        if (now().chunks().get(chunk++) instanceof RuntimeException error) {
            throw error;
        }
        read.incrementAndGet();
        return true;
    }

    @Override
    public ResultChunk chunk() {
        List<Object[]> rows = new ArrayList<>();
        for (Object row : (List<?>) now().chunks().get(chunk - 1)) {
            rows.add((Object[]) row);
        }
        return new ResultChunk() {
            @Override
            public int rowCount() {
                return rows.size();
            }

            @Override
            public ResultVector vector(int column) {
                return new Column(rows, column);
            }
        };
    }

    @Override
    public long rowCount() {
        return now().changed();
    }

    @Override
    public void pause() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        isClosed = true;
    }

    private record Column(List<Object[]> rows, int column) implements ResultVector {
        private Object value(int row) {
            return rows.get(row)[column];
        }

        @Override
        public boolean isNull(int row) {
            return value(row) == null;
        }

        @Override
        public boolean getBoolean(int row) {
            return (Boolean) value(row);
        }

        @Override
        public long getLong(int row) {
            return ((Number) value(row)).longValue();
        }

        @Override
        public double getDouble(int row) {
            return ((Number) value(row)).doubleValue();
        }

        @Override
        public BigDecimal getDecimal(int row) {
            return (BigDecimal) value(row);
        }

        @Override
        public String getText(int row) {
            return (String) value(row);
        }

        @Override
        public byte[] getBytes(int row) {
            return (byte[]) value(row);
        }
    }
}
