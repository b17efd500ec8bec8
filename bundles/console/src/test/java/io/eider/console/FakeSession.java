package io.eider.console;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.workspace.ColumnKind;
import io.eider.api.workspace.PreparedListing;
import io.eider.api.workspace.PreparedSql;
import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.ResultVector;
import io.eider.api.workspace.RunOptions;
import io.eider.api.workspace.SessionInfo;
import io.eider.api.workspace.SqlResults;
import io.eider.api.workspace.SqlSession;
import io.eider.api.workspace.TransactionState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A session that gives what a test has put in, one statement after another. */
final class FakeSession implements SqlSession {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final CountDownLatch running = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final List<Statement> statements = new ArrayList<>();

    /** A statement with rows, given in chunks of two. */
    FakeSession rows(List<ResultColumn> columns, List<List<Object>> rows) {
        statements.add(new Statement("SELECT", columns, rows, rows.size(), null));
        return this;
    }

    FakeSession change(String command, long rows) {
        statements.add(new Statement(command, List.of(), List.of(), rows, null));
        return this;
    }

    FakeSession error(ApiException error) {
        statements.add(new Statement("", List.of(), List.of(), 0, error));
        return this;
    }

    /** A statement that runs until it is cancelled. */
    FakeSession endless() {
        return change("endless", 0);
    }

    static ResultColumn column(String name, ColumnKind kind) {
        return new ResultColumn(name, kind.name(), kind);
    }

    @Override
    public SqlResults run(String sql, List<?> parameters, RunOptions options) {
        calls.add("run " + sql + " " + options.timeout());
        return new Results();
    }

    @Override
    public void cancel() {
        cancelled.countDown();
    }

    @Override
    public void close() {
        calls.add("close");
        closed.countDown();
    }

    @Override
    public SessionInfo info() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PreparedSql prepare(String sql, RunOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TransactionState transaction() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void endHeld() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void fail(String sql, ApiException reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, String> settings() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void set(String name, String value, boolean isLocal) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void begin(Map<String, String> settings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void listPrepared(Supplier<List<PreparedListing>> statements) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void discard() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void onEnd(Consumer<ApiException> listener) {
        throw new UnsupportedOperationException();
    }

    private record Statement(
            String command, List<ResultColumn> columns, List<List<Object>> rows, long count, ApiException error) {}

    private final class Results implements SqlResults {
        private int statement = -1;
        private int read;
        private int size;

        @Override
        public boolean nextStatement() {
            statement++;
            read = 0;
            size = 0;
            if (statement == statements.size()) {
                return false;
            }
            if (now().error != null) {
                throw now().error;
            }
            if (now().command.equals("endless")) {
                running.countDown();
                await();
                throw new ApiException(ErrorCode.OPERATION_CANCELLED, "cancelled");
            }
            return true;
        }

        private void await() {
            try {
                cancelled.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private Statement now() {
            return statements.get(statement);
        }

        @Override
        public String command() {
            return now().command;
        }

        @Override
        public List<ResultColumn> columns() {
            return now().columns;
        }

        @Override
        public boolean nextChunk() {
            read += size;
            size = Math.min(2, now().rows.size() - read);
            return size > 0;
        }

        @Override
        public ResultChunk chunk() {
            return new Chunk(now().rows.subList(read, read + size));
        }

        @Override
        public long rowCount() {
            return now().count;
        }

        @Override
        public void pause() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            calls.add("end");
        }
    }

    private record Chunk(List<List<Object>> rows) implements ResultChunk {
        @Override
        public int rowCount() {
            return rows.size();
        }

        @Override
        public ResultVector vector(int column) {
            return new Vector(rows, column);
        }
    }

    private record Vector(List<List<Object>> rows, int column) implements ResultVector {
        private Object value(int row) {
            return rows.get(row).get(column);
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
            return (Long) value(row);
        }

        @Override
        public double getDouble(int row) {
            return (Double) value(row);
        }

        @Override
        public BigDecimal getDecimal(int row) {
            return (BigDecimal) value(row);
        }

        @Override
        public String getText(int row) {
            return value(row).toString();
        }

        @Override
        public byte[] getBytes(int row) {
            return (byte[]) value(row);
        }
    }
}
