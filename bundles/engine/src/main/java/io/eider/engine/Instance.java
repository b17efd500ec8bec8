package io.eider.engine;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One in-memory DuckDB instance that may reach the data directories and nothing else; opened again after a fatal error.
 * Thread-safe.
 */
final class Instance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

    private final TableFiles.Settings settings;
    private final List<String> allowed;
    private final Path spill;
    private volatile DuckDBConnection root;

    /**
     * Opens an instance.
     *
     * @param name of its own directory to spill to
     */
    Instance(String name, DataLayout layout, TableFiles.Settings settings) {
        this.settings = settings;
        this.allowed = List.of(
                layout.paths().duckdbDir().toString(),
                layout.paths().filesDir().toString(),
                layout.paths().snapshotsDir().toString(),
                layout.run().toString(),
                layout.scratch().toString());
        this.spill = layout.spill(name);
        this.root = open();
    }

    /** A connection of its own; the receiver closes it with {@link #close(DuckDBConnection)}. */
    DuckDBConnection connect() {
        try {
            return root.duplicate();
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e);
        }
    }

    /** After a fatal error DuckDB refuses everything in this instance: a fresh one takes its place. */
    synchronized void reopenAfter(DuckDbFailure failure) {
        if (failure.kind() == DuckDbFailure.Kind.FATAL) {
            LOG.error("A DuckDB instance failed and is opened again", failure);
            DuckDBConnection broken = root;
            root = open();
            close(broken);
        }
    }

    @Override
    public void close() {
        close(root);
    }

    static void close(DuckDBConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("Closing a connection: {}", e.toString());
        }
    }

    private DuckDBConnection open() {
        try {
            Properties properties = new Properties();
            properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
            properties.setProperty("threads", Integer.toString(settings.threads()));
            properties.setProperty("memory_limit", settings.memoryLimit());
            DuckDBConnection connection = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", properties);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET temp_directory = " + Sql.literal(spill.toString()));
                statement.execute("SET max_temp_directory_size = " + Sql.literal(settings.tempLimit()));
                statement.execute("SET autoinstall_known_extensions = false");
                statement.execute("SET autoload_known_extensions = false");
                statement.execute("SET allowed_directories = " + Sql.literals(allowed));
                statement.execute("SET enable_external_access = false");
                statement.execute("SET lock_configuration = true");
            }
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not start: " + e.getMessage(), e);
        }
    }
}
