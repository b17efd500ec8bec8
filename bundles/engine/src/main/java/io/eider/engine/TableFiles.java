package io.eider.engine;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one DuckDB instance that works on table files: each piece of work gets a connection of its own with one file attached.
 * It may reach nothing outside the data directories. Thread-safe.
 */
@Component(service = TableFiles.class, configurationPid = "io.eider.engine")
public final class TableFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TableFiles.class);

    private final Settings settings;
    private final List<String> allowed;
    private final Path spill;
    private final Watchdog watchdog = new Watchdog();
    private final AtomicLong aliases = new AtomicLong();
    private final Object opening = new Object();
    private volatile DuckDBConnection root;

    /** Opens the instance with the settings of the engine. */
    @Activate
    public TableFiles(EngineConfig config, @Reference DataLayout layout) {
        this(
                layout,
                new Settings(
                        config.duckdb_threads(),
                        config.duckdb_memory_limit(),
                        config.duckdb_temp_limit(),
                        Duration.ofSeconds(config.operation_timeout_seconds())));
    }

    /** Opens the instance. */
    public TableFiles(DataLayout layout, Settings settings) {
        this.settings = settings;
        this.allowed = List.of(
                layout.paths().duckdbDir().toString(),
                layout.paths().filesDir().toString(),
                layout.paths().snapshotsDir().toString());
        this.spill = layout.spill();
        this.root = open();
        watchdog.start();
    }

    /**
     * What the instance may use.
     *
     * @param threads of all work together
     * @param memoryLimit as DuckDB writes sizes
     * @param tempLimit as DuckDB writes sizes
     * @param timeout longest run of one statement
     */
    public record Settings(int threads, String memoryLimit, String tempLimit, Duration timeout) {}

    /** How large the blocks of a new file are (measured: 45 KB a file against half the size for large tables). */
    public enum BlockSize {
        /** For tables under about 4 MB. */
        SMALL(16 * 1024),
        /** DuckDB's own. */
        LARGE(256 * 1024);

        private final int bytes;

        BlockSize(int bytes) {
            this.bytes = bytes;
        }
    }

    /**
     * Works on a published file, read-only. The file may be replaced or removed meanwhile without harm.
     *
     * @throws DuckDbFailure IO if the file is not there or not a table file
     */
    public <T> T read(Path file, Function<TableSession, T> work) {
        return withFile("ATTACH " + Sql.literal(file.toString()) + " AS %s (READ_ONLY)", work);
    }

    /**
     * Builds a new file. When the work returns, everything is in the file and on the disk, and nothing has it open; when it
     * throws, the file is removed.
     */
    public <T> T build(Path file, BlockSize blockSize, Function<TableSession, T> work) {
        return change(
                file, "ATTACH " + Sql.literal(file.toString()) + " AS %s (BLOCK_SIZE " + blockSize.bytes + ")", work);
    }

    /** As {@link #build} for a file that is there and that nobody else has open: a copy of a published one. */
    public <T> T edit(Path file, Function<TableSession, T> work) {
        return change(file, "ATTACH " + Sql.literal(file.toString()) + " AS %s", work);
    }

    /** Works without a table file: for questions to DuckDB itself (types, expressions, uploaded files). */
    public <T> T plain(Function<TableSession, T> work) {
        DuckDBConnection connection = connect();
        try {
            return work.apply(new TableSession(connection, watchdog, settings.timeout, "memory"));
        } catch (DuckDbFailure e) {
            reopenAfter(e);
            throw e;
        } finally {
            closeQuietly(connection);
        }
    }

    /** The version of DuckDB, {@code v1.5.6}. */
    public String version() {
        return plain(session ->
                session.query("SELECT version()", row -> row.getString(1)).get(0));
    }

    @Override
    @Deactivate
    public void close() {
        watchdog.close();
        closeQuietly(root);
    }

    private <T> T change(Path file, String attach, Function<TableSession, T> work) {
        try {
            T result = withFile(attach, session -> {
                T made = work.apply(session);
                session.execute("CHECKPOINT " + Sql.identifier(session.catalog()));
                return made;
            });
            Disk.sync(file);
            return result;
        } catch (IOException e) {
            discard(file);
            throw Disk.failure(e, ErrorCode.INTERNAL_ERROR, "The table's file could not be written");
        } catch (ApiException | DuckDbFailure e) {
            discard(file);
            throw e;
        }
    }

    private <T> T withFile(String attach, Function<TableSession, T> work) {
        String alias = "t" + aliases.incrementAndGet();
        return plain(plain -> {
            plain.execute(String.format(attach, Sql.identifier(alias)));
            try {
                return work.apply(plain.in(alias));
            } finally {
                plain.detach(alias);
            }
        });
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".wal"));
        } catch (IOException e) {
            // the staging directory is emptied at the next start
            LOG.warn("Left behind in staging: {}", file, e);
        }
    }

    private DuckDBConnection connect() {
        try {
            return root.duplicate();
        } catch (SQLException e) {
            throw DuckDbErrors.translate(e);
        }
    }

    /** After a fatal error DuckDB refuses everything in this instance: a fresh one takes its place. */
    private void reopenAfter(DuckDbFailure failure) {
        if (failure.kind() != DuckDbFailure.Kind.FATAL) {
            return;
        }
        synchronized (opening) {
            DuckDBConnection broken = root;
            root = open();
            closeQuietly(broken);
        }
    }

    private DuckDBConnection open() {
        try {
            Properties properties = new Properties();
            properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
            properties.setProperty("threads", Integer.toString(settings.threads));
            properties.setProperty("memory_limit", settings.memoryLimit);
            DuckDBConnection connection = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", properties);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET temp_directory = " + Sql.literal(spill.toString()));
                statement.execute("SET max_temp_directory_size = " + Sql.literal(settings.tempLimit));
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

    private static void closeQuietly(DuckDBConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("Closing a connection: {}", e.toString());
        }
    }
}
