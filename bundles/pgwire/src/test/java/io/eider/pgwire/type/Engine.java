package io.eider.pgwire.type;

import io.eider.api.workspace.ResultChunk;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.ValueForm;
import io.eider.engine.sandbox.Sandbox;
import io.eider.engine.sandbox.SandboxConnection;
import io.eider.engine.sandbox.SandboxSettings;
import io.eider.engine.sandbox.SandboxStatement;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** A real DuckDB whose rows are written for a client. */
final class Engine implements AutoCloseable {
    private final Sandbox sandbox;
    private final SandboxConnection connection;

    Engine(Path directory) {
        sandbox = Sandbox.open(new SandboxSettings(
                directory.resolve("w.duckdb"),
                "w",
                directory.resolve("run"),
                directory.resolve("spill"),
                1,
                "512MB",
                "1GB"));
        connection = sandbox.connect();
    }

    SandboxConnection connection() {
        return connection;
    }

    /** The values of a query of any number of rows, in one format for all columns. */
    List<List<byte[]>> rows(String query, int format, List<?> parameters) {
        return rows(query, format, ZoneOffset.UTC, parameters);
    }

    List<List<byte[]>> rows(String query, int format, ZoneId zone, List<?> parameters) {
        List<List<byte[]>> rows = new ArrayList<>();
        run(query, parameters, (columns, chunk) -> {
            int[] formats = new int[columns.size()];
            Arrays.fill(formats, format);
            RowBuffer out = new RowBuffer(64);
            int next = new RowWriter(columns, formats, zone).write(chunk, 0, chunk.rowCount(), Integer.MAX_VALUE, out);
            if (next != chunk.rowCount()) {
                throw new IllegalStateException("not all rows were written");
            }
            rows.addAll(messages(out));
        });
        return rows;
    }

    /** The one value of a query, in text; null for NULL. */
    String text(String query, Object... parameters) {
        return string(
                rows(query, ValueWriter.TEXT, Arrays.asList(parameters)).get(0).get(0));
    }

    static String string(byte[] value) {
        return value == null ? null : new String(value, java.nio.charset.StandardCharsets.UTF_8);
    }

    List<ResultColumn> columns(String query) {
        try (SandboxStatement statement = connection.prepare(query, true, ValueForm.EXACT)) {
            return statement.shape();
        }
    }

    void run(String sql, List<?> parameters, BiConsumer<List<ResultColumn>, ResultChunk> reader) {
        boolean isQuery = sql.startsWith("SELECT");
        try (SandboxStatement statement = connection.prepare(sql, isQuery, ValueForm.EXACT)) {
            statement.bind(parameters);
            statement.execute();
            for (ResultChunk chunk = statement.nextChunk(); chunk != null; chunk = statement.nextChunk()) {
                reader.accept(statement.columns(), chunk);
            }
        }
    }

    /** Takes DataRow messages apart. */
    static List<List<byte[]>> messages(RowBuffer out) {
        ByteBuffer in = ByteBuffer.wrap(out.bytes(), 0, out.size());
        List<List<byte[]>> rows = new ArrayList<>();
        while (in.hasRemaining()) {
            if (in.get() != 'D') {
                throw new IllegalStateException("no DataRow");
            }
            int end = in.position() + in.getInt(in.position());
            in.getInt();
            List<byte[]> row = new ArrayList<>();
            for (int columns = in.getShort(); columns > 0; columns--) {
                int length = in.getInt();
                byte[] value = length < 0 ? null : new byte[length];
                if (value != null) {
                    in.get(value);
                }
                row.add(value);
            }
            if (in.position() != end) {
                throw new IllegalStateException("a DataRow of the wrong length");
            }
            rows.add(row);
        }
        return rows;
    }

    @Override
    public void close() {
        connection.close();
        sandbox.close();
    }
}
