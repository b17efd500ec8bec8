package io.eider.engine.sandbox;

import io.eider.api.bridge.BridgeTarget;
import io.eider.engine.Rows;
import io.eider.engine.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One DuckDB instance that runs SQL of clients (ADR-0003): it has one database file of its own, may open nothing but what lies in
 * one directory, and its configuration is locked. What clients may say is the business of whoever lets them in; this is the second
 * wall. Thread-safe.
 */
public final class Sandbox implements BridgeTarget, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);

    /** A database in memory with functions that stand in for some of DuckDB's; belongs at the end of every search path. */
    public static final String FUNCTIONS = "_eider_functions";

    /** Settings of one session; all others belong to the instance and are locked. */
    private static final List<String> OF_SESSIONS =
            List.of("TimeZone", "integer_division", "default_null_order", "preserve_identifier_case");

    private final SandboxSettings settings;
    private final DuckDBConnection root;
    private final Object rootLock = new Object();

    private Sandbox(SandboxSettings settings, DuckDBConnection root) {
        this.settings = settings;
        this.root = root;
    }

    /**
     * Opens an instance.
     *
     * @throws SandboxFailure if the file cannot be opened
     */
    public static Sandbox open(SandboxSettings settings) {
        DuckDBConnection root = null;
        try {
            Files.createDirectories(settings.file().getParent());
            Files.createDirectories(settings.directory());
            Properties properties = new Properties();
            properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
            properties.setProperty("threads", Integer.toString(settings.threads()));
            properties.setProperty("memory_limit", settings.memoryLimit());
            root = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", properties);
            configure(root, settings);
            return new Sandbox(settings, root);
        } catch (SQLException e) {
            close(root);
            throw SandboxFailure.of(e);
        } catch (IOException e) {
            close(root);
            throw SandboxFailure.of(new SQLException("IO Error: no directory for the workspace", e));
        }
    }

    private static void configure(DuckDBConnection root, SandboxSettings settings) throws SQLException {
        try (Statement statement = root.createStatement()) {
            statement.execute(
                    "SET temp_directory = " + Sql.literal(settings.spill().toString()));
            statement.execute("SET max_temp_directory_size = " + Sql.literal(settings.tempLimit()));
            statement.execute("SET autoinstall_known_extensions = false");
            statement.execute("SET autoload_known_extensions = false");
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute(
                    "ATTACH " + Sql.literal(settings.file().toString()) + " AS " + Sql.identifier(settings.catalog()));
            statement.execute("ATTACH ':memory:' AS " + Sql.identifier(FUNCTIONS));
            for (String function : BoundedFunctions.in(FUNCTIONS)) {
                statement.execute(function);
            }
            statement.execute("SET errors_as_json = true");
            statement.execute("SET allowed_configs = " + Sql.literals(OF_SESSIONS));
            statement.execute("SET allowed_directories = "
                    + Sql.literals(List.of(settings.directory().toString())));
            statement.execute("SET enable_external_access = false");
            statement.execute("SET lock_configuration = true");
        }
    }

    /** A session's connection; unqualified names mean the instance's own database. */
    public SandboxConnection connect() {
        try {
            SandboxConnection connection = new SandboxConnection(root.duplicate());
            connection.command("SET search_path = "
                    + Sql.literal(Sql.qualified(settings.catalog(), "main") + "," + Sql.qualified(FUNCTIONS, "main")));
            return connection;
        } catch (SQLException e) {
            throw SandboxFailure.of(e);
        }
    }

    /** The name of its own database. */
    public String catalog() {
        return settings.catalog();
    }

    /** Bytes of its own database file and the log beside it. */
    public long sizeBytes() {
        Path file = settings.file();
        return file.toFile().length()
                + file.resolveSibling(file.getFileName() + ".wal").toFile().length();
    }

    @Override
    public Path directory() {
        return settings.directory();
    }

    @Override
    public void run(String sql) {
        synchronized (rootLock) {
            try (Statement statement = root.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw SandboxFailure.of(e);
            }
        }
    }

    /** Runs a query of the server's own and reads all its rows; only for results that are known to be small. */
    public <T> List<T> query(String sql, Rows<T> rows, Object... parameters) {
        synchronized (rootLock) {
            try (PreparedStatement statement = root.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                List<T> all = new ArrayList<>();
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        all.add(rows.read(result));
                    }
                }
                return all;
            } catch (SQLException e) {
                throw SandboxFailure.of(e);
            }
        }
    }

    /** Closes the instance when its last connection is closed; what was committed is in the file. */
    @Override
    public void close() {
        synchronized (rootLock) {
            close(root);
        }
    }

    private static void close(DuckDBConnection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("Closing an instance: {}", e.toString());
            }
        }
    }
}
