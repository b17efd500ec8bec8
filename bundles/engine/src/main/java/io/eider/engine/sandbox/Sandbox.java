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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
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
    private final List<String> behind;
    private final DuckDBConnection root;
    private final Object rootLock = new Object();
    private final AtomicLong commands = new AtomicLong();

    private Sandbox(SandboxSettings settings, StandIns standIns, DuckDBConnection root) {
        this.settings = settings;
        this.behind = Stream.concat(standIns.path().stream(), Stream.of(Sql.qualified(FUNCTIONS, "main")))
                .toList();
        this.root = root;
    }

    /**
     * Opens an instance.
     *
     * @throws SandboxFailure if the file cannot be opened
     */
    public static Sandbox open(SandboxSettings settings) {
        return open(settings, StandIns.NONE);
    }

    /**
     * Opens an instance in which other objects stand before DuckDB's own.
     *
     * @throws SandboxFailure if the file cannot be opened
     */
    public static Sandbox open(SandboxSettings settings, StandIns standIns) {
        DuckDBConnection root = null;
        try {
            Files.createDirectories(settings.file().getParent());
            Files.createDirectories(settings.directory());
            Properties properties = new Properties();
            properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
            properties.setProperty("threads", Integer.toString(settings.threads()));
            properties.setProperty("memory_limit", settings.memoryLimit());
            root = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", properties);
            configure(root, settings, standIns);
            return new Sandbox(settings, standIns, root);
        } catch (SQLException e) {
            close(root);
            throw SandboxFailure.of(e);
        } catch (IOException e) {
            close(root);
            throw SandboxFailure.of(new SQLException("IO Error: no directory for the workspace", e));
        }
    }

    private static void configure(DuckDBConnection root, SandboxSettings settings, StandIns standIns)
            throws SQLException {
        try (Statement statement = root.createStatement()) {
            statement.execute(
                    "SET temp_directory = " + Sql.literal(settings.spill().toString()));
            statement.execute("SET max_temp_directory_size = " + Sql.literal(settings.tempLimit()));
            statement.execute("SET autoinstall_known_extensions = false");
            statement.execute("SET autoload_known_extensions = false");
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute(
                    "ATTACH " + Sql.literal(settings.file().toString()) + " AS " + Sql.identifier(settings.catalog()));
            for (String prepared : standIns.statements()) {
                statement.execute(prepared);
            }
            standIns.register(root);
            for (String function : functions()) {
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

    /** Statements that make {@link #FUNCTIONS}. */
    static List<String> functions() {
        List<String> statements = new ArrayList<>();
        statements.add("ATTACH ':memory:' AS " + Sql.identifier(FUNCTIONS));
        statements.addAll(BoundedFunctions.in(FUNCTIONS));
        return statements;
    }

    /** A session's connection; unqualified names mean the instance's own database. */
    public SandboxConnection connect() {
        try {
            SandboxConnection connection = new SandboxConnection(root.duplicate());
            connection.command("SET search_path = "
                    + Sql.literal(Sql.qualified(settings.catalog(), "main") + "," + String.join(",", behind)));
            return connection;
        } catch (SQLException e) {
            throw SandboxFailure.of(e);
        }
    }

    /** What belongs behind everything else in the search path of a session, in this order. */
    public List<String> behind() {
        return behind;
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
            commands.incrementAndGet();
            try (Statement statement = root.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw SandboxFailure.of(e);
            }
        }
    }

    /** How often {@link #run} was called. */
    public long commands() {
        return commands.get();
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

    /**
     * Fills a table of the server's own, in one transaction with statements before and after.
     *
     * @param first make the table
     * @param table database, schema and name; of columns of type VARCHAR and BIGINT only
     * @param rows one value a column: a String, a Long, or null
     */
    public void load(List<String> first, List<String> table, List<Object[]> rows, List<String> then) {
        synchronized (rootLock) {
            try (Statement statement = root.createStatement()) {
                statement.execute("BEGIN TRANSACTION");
                try {
                    for (String sql : first) {
                        statement.execute(sql);
                    }
                    append(table, rows);
                    for (String sql : then) {
                        statement.execute(sql);
                    }
                    statement.execute("COMMIT");
                } catch (SQLException e) {
                    rollBack();
                    throw e;
                }
            } catch (SQLException e) {
                throw SandboxFailure.of(e);
            }
        }
    }

    private void append(List<String> table, List<Object[]> rows) throws SQLException {
        try (DuckDBAppender appender = root.createAppender(table.get(0), table.get(1), table.get(2))) {
            for (Object[] row : rows) {
                appender.beginRow();
                for (Object value : row) {
                    if (value == null) {
                        appender.appendNull();
                    } else if (value instanceof Long number) {
                        appender.append(number.longValue());
                    } else {
                        appender.append((String) value);
                    }
                }
                appender.endRow();
            }
        }
    }

    private void rollBack() {
        try (Statement statement = root.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("Rollback: {}", e.toString()); // DuckDB has rolled back already
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
