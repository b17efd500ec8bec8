package io.eider.engine.link;

import io.eider.api.bridge.BridgeTarget;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Any DuckDB instance of this process as the target of bridges. Thread-safe. */
public final class InstanceTarget implements BridgeTarget, AutoCloseable {
    private final Connection root;
    private final Path directory;

    private InstanceTarget(Connection root, Path directory) {
        this.root = root;
        this.directory = directory;
    }

    /**
     * The instance of a connection, which is not used later. Close the target when its bridges are closed.
     *
     * @param directory where bridges may put files; only those over published tables do
     */
    public static InstanceTarget of(Connection connection, Path directory) throws SQLException {
        return new InstanceTarget(Links.duplicate(connection), directory);
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public synchronized void run(String sql) {
        try (Statement statement = root.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public Connection open() {
        try {
            return Links.duplicate(root);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static ApiException failed(SQLException e) {
        return new ApiException(ErrorCode.SQL_ERROR, String.valueOf(e.getMessage()), Map.of("sqlstate", "XX000"), e);
    }

    @Override
    public void close() throws SQLException {
        root.close();
    }
}
