package io.eider.engine;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on table files: each piece of work gets a connection of its own with one file attached. Files are read in one DuckDB
 * instance and written in another, because a checkpoint fails while any other connection of its instance looks through the
 * catalogs of all attached files, as {@code duckdb_tables()} does. Thread-safe.
 */
@Component(service = TableFiles.class, immediate = true, configurationPid = "io.eider.engine")
public final class TableFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TableFiles.class);

    private static final long SMALL_FILE_BYTES = 4L << 20;

    private final DataLayout layout;
    private final Duration timeout;
    private final Watchdog watchdog = new Watchdog();
    private final AtomicLong aliases = new AtomicLong();
    private final Instance reading;
    private final Instance writing;

    /** Opens the instances with the settings of the engine. */
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

    /** Opens the instances. */
    public TableFiles(DataLayout layout, Settings settings) {
        this.layout = layout;
        this.timeout = settings.timeout;
        this.reading = new Instance("reading", layout, settings);
        this.writing = new Instance("writing", layout, settings);
        watchdog.start();
    }

    /**
     * What each of the two instances may use.
     *
     * @param threads of all its work together
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
        return withFile(reading, "ATTACH " + Sql.literal(file.toString()) + " AS %s (READ_ONLY)", work);
    }

    /**
     * Builds a new file. When the work returns, everything is in the file and on the disk, and nothing has it open; when it
     * throws, the file is not there.
     */
    public <T> T build(Path file, BlockSize blockSize, Function<TableSession, T> work) {
        return write(
                file,
                blockSize == BlockSize.SMALL,
                place -> change(
                        "ATTACH " + Sql.literal(place.toString()) + " AS %s (BLOCK_SIZE " + blockSize.bytes + ")",
                        work));
    }

    /** As {@link #build} for a file that begins as a copy of a published one. */
    public <T> T edit(Path published, Path file, Function<TableSession, T> work) {
        return write(file, published.toFile().length() <= SMALL_FILE_BYTES, place -> {
            Files.copy(published, place);
            makeWritable(place);
            return change("ATTACH " + Sql.literal(place.toString()) + " AS %s", work);
        });
    }

    /**
     * Makes a copy of a published file that somebody else will write.
     *
     * @param work on the copy, before it is handed out
     */
    public void copy(Path published, Path file, Function<TableSession, Void> work) {
        boolean done = false;
        try {
            Files.copy(published, file);
            makeWritable(file);
            change("ATTACH " + Sql.literal(file.toString()) + " AS %s", work);
            done = true;
        } catch (IOException e) {
            throw Disk.failure(e, ErrorCode.INTERNAL_ERROR, "The table's file could not be copied");
        } finally {
            if (!done) {
                discard(file);
            }
        }
    }

    /**
     * Takes over a file that somebody else has written and let go, with the log beside it, and works on it as {@link #edit}. If
     * something still has it open, which reads only, a copy is made.
     */
    public <T> T takeOver(Path written, Path file, Function<TableSession, T> work) {
        return made(file, () -> {
            boolean free = isFree(written);
            for (String end : List.of("", ".wal")) {
                Path from = written.resolveSibling(written.getFileName() + end);
                Path to = file.resolveSibling(file.getFileName() + end);
                if (free && Files.exists(from)) {
                    Files.move(from, to);
                } else if (Files.exists(from)) {
                    Files.copy(from, to);
                }
            }
            return change("ATTACH " + Sql.literal(file.toString()) + " AS %s", work);
        });
    }

    /** DuckDB knows which files of this process are open (docs/duckdb-notes.md). */
    private boolean isFree(Path file) {
        try {
            return withFile(reading, "ATTACH " + Sql.literal(file.toString()) + " AS %s (READ_ONLY)", session -> true);
        } catch (DuckDbFailure e) {
            if (e.getMessage().contains("Unique file handle conflict")) {
                return false;
            }
            throw e;
        }
    }

    /** Works without a table file: for questions to DuckDB itself (types, expressions, uploaded files). */
    public <T> T plain(Function<TableSession, T> work) {
        return in(reading, work);
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
        reading.close();
        writing.close();
    }

    private <T> T in(Instance instance, Function<TableSession, T> work) {
        DuckDBConnection connection = instance.connect();
        try {
            return work.apply(new TableSession(connection, watchdog, timeout, "memory"));
        } catch (DuckDbFailure e) {
            instance.reopenAfter(e);
            throw e;
        } finally {
            Instance.close(connection);
        }
    }

    /**
     * Small files are made in memory and copied: DuckDB forces a new file to the disk five times, one is enough. Larger ones,
     * and all when memory has no room, are made where they are wanted.
     */
    private <T> T write(Path file, boolean isSmall, Step<T> step) {
        Path scratch = layout.scratch().resolve(file.getFileName());
        if (isSmall && !scratch.equals(file)) {
            try {
                return made(file, () -> {
                    T result = made(scratch, () -> step.at(scratch));
                    Files.move(scratch, file);
                    return result;
                });
            } catch (ApiException e) {
                if (e.code() != ErrorCode.STORAGE_FULL) {
                    throw e;
                }
                LOG.warn("No room in {} or on the disk: building on the disk", layout.scratch());
            } finally {
                discard(scratch); // a move to another file system is a copy, which may have found no room
            }
        }
        return made(file, () -> step.at(file));
    }

    private static <T> T made(Path file, Making<T> making) {
        boolean done = false;
        try {
            T result = making.make();
            Disk.sync(file);
            done = true;
            return result;
        } catch (IOException e) {
            throw Disk.failure(e, ErrorCode.INTERNAL_ERROR, "The table's file could not be written");
        } finally {
            if (!done) {
                discard(file);
            }
        }
    }

    private <T> T change(String attach, Function<TableSession, T> work) {
        return withFile(writing, attach, session -> {
            T result = work.apply(session);
            session.execute("CHECKPOINT " + Sql.identifier(session.catalog()));
            return result;
        });
    }

    /** A copy has the permissions of its original, which is read-only once it was linked. */
    private static void makeWritable(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.add(PosixFilePermission.OWNER_WRITE)) {
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    @FunctionalInterface
    private interface Step<T> {
        T at(Path place) throws IOException;
    }

    @FunctionalInterface
    private interface Making<T> {
        T make() throws IOException;
    }

    private <T> T withFile(Instance instance, String attach, Function<TableSession, T> work) {
        String alias = "t" + aliases.incrementAndGet();
        return in(instance, plain -> {
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
}
