package io.eider.engine;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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
 * {@code metadata.duckdb}, opened once: one connection that writes, a few that read. Each domain bundle keeps its own tables
 * in it. A piece of work on the writer is one transaction: it is committed, and on the disk, when {@link #write} returns, or
 * it did not happen. Thread-safe.
 */
@Component(service = Catalog.class, immediate = true, configurationPid = "io.eider.engine")
public final class Catalog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);
    private static final int WAIT_SECONDS = 30;

    /**
     * They build the statistics of the moment of preparing into a plan. A prepared ORDER BY that runs again after the table has
     * changed reads wrong memory and may crash the process (DuckDB 1.5.6, ADR-0011).
     */
    private static final String UNSAFE_OPTIMIZERS = "compressed_materialization,statistics_propagation";

    private final Path file;
    private final int readerCount;
    private final Measures measures;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final Object page = new Object();
    private volatile long generation; // written under page
    private volatile Opened opened;

    /** Opens the catalog of a data directory. */
    @Activate
    public Catalog(EngineConfig config, @Reference DataLayout layout, @Reference Measures measures) {
        this(layout, config.catalog_readers(), measures);
    }

    /** Opens the catalog of a data directory with so many connections that read. */
    public Catalog(DataLayout layout, int readers) {
        this(layout, readers, new Measures());
    }

    /** As {@link #Catalog(DataLayout, int)}, counted. */
    public Catalog(DataLayout layout, int readers, Measures measures) {
        this.measures = measures;
        this.file = layout.metadata();
        this.readerCount = readers;
        this.opened = open();
    }

    /** Runs queries; they see what was committed when each of them begins. */
    public <T> T read(Function<CatalogSession, T> work) {
        return measures.query("read", () -> reading(work));
    }

    private <T> T reading(Function<CatalogSession, T> work) {
        Opened here = opened;
        CatalogSession session = here.borrow();
        try {
            return work.apply(session);
        } catch (CatalogFailure e) {
            throw failed(e, here);
        } finally {
            here.readers.add(session);
        }
    }

    /**
     * Runs a transaction; anything that {@code work} throws undoes it.
     *
     * @throws ApiException TOO_BUSY if the writer was not free in time; STORAGE_FULL
     */
    public <T> T write(Function<CatalogSession, T> work) {
        return measures.query("write", () -> writing(work));
    }

    private <T> T writing(Function<CatalogSession, T> work) {
        lockWriter();
        Opened here = opened;
        try {
            return transaction(here.writer, work);
        } catch (CatalogFailure e) {
            throw failed(e, here);
        } finally {
            turnPage();
            writing.unlock();
        }
    }

    /** Where those who work on the catalog count. */
    public Measures measures() {
        return measures;
    }

    /**
     * A number that is another one after every transaction. What was read after asking for it is current as long as it is
     * still the same.
     */
    public long generation() {
        return generation;
    }

    /** Waits until a transaction has ended since the generation was {@code seen}, or the time is over. */
    public void awaitChange(long seen, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (page) {
            try {
                long left = atMost.toMillis();
                while (generation == seen && left > 0) {
                    page.wait(left);
                    left = (deadline - System.nanoTime()) / 1_000_000;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ApiException(ErrorCode.OPERATION_CANCELLED, "Cancelled while waiting for the catalog");
            }
        }
    }

    private void turnPage() {
        synchronized (page) {
            generation++;
            page.notifyAll();
        }
    }

    /** As {@link #write} for work without a result. */
    public void change(Consumer<CatalogSession> work) {
        write(session -> {
            work.accept(session);
            return null;
        });
    }

    /**
     * Brings the tables of a domain up to date: runs the steps that this catalog has not seen, each with its number in one
     * transaction. Steps are never changed once released, only added.
     *
     * @param domain whose tables
     * @param steps each one or more statements, separated by {@code ;} at line ends; the first has number 1
     * @throws IllegalStateException if the catalog was written by a newer version
     */
    public void migrate(String domain, List<String> steps) {
        change(
                session -> session.update(
                        "CREATE TABLE IF NOT EXISTS schema_versions ("
                                + "domain VARCHAR PRIMARY KEY, version INTEGER NOT NULL, migrated_at TIMESTAMPTZ NOT NULL DEFAULT now())"));
        int have = read(session -> version(session, domain));
        if (have > steps.size()) {
            throw new IllegalStateException("The catalog was written by a newer Eider: " + domain + " is at version "
                    + have + ", this one knows " + steps.size());
        }
        for (int version = have + 1; version <= steps.size(); version++) {
            apply(domain, version, steps.get(version - 1));
        }
    }

    @Override
    @Deactivate
    public void close() {
        writing.lock();
        try {
            opened.close(readerCount);
        } finally {
            writing.unlock();
        }
    }

    private void apply(String domain, int version, String step) {
        change(session -> {
            if (version(session, domain) >= version) {
                return; // another component of the domain was faster
            }
            LOG.info("Catalog: {} to version {}", domain, version);
            for (String statement : step.split(";\\s*\\n")) {
                if (!statement.isBlank()) {
                    session.update(statement);
                }
            }
            session.update(
                    "INSERT INTO schema_versions (domain, version) VALUES (?, ?) "
                            + "ON CONFLICT (domain) DO UPDATE SET version = excluded.version, migrated_at = now()",
                    domain,
                    version);
        });
    }

    private static int version(CatalogSession session, String domain) {
        return session.first("SELECT version FROM schema_versions WHERE domain = ?", row -> row.getInt(1), domain)
                .orElse(0);
    }

    /**
     * BEGIN and COMMIT as SQL: after a commit that failed the driver's {@code setAutoCommit} believes in a transaction that
     * is gone, hides the cause and reports later commits as failed.
     */
    private static <T> T transaction(CatalogSession session, Function<CatalogSession, T> work) {
        session.command("BEGIN TRANSACTION");
        boolean done = false;
        try {
            T result = work.apply(session);
            session.command("COMMIT");
            done = true;
            return result;
        } finally {
            if (!done) {
                rollback(session);
            }
        }
    }

    private static void rollback(CatalogSession session) {
        try {
            session.command("ROLLBACK");
        } catch (CatalogFailure e) {
            // a commit that failed has rolled back already; the first error is the one to tell
            LOG.debug("Rollback: {}", e.toString());
        }
    }

    private void lockWriter() {
        try {
            if (!writing.tryLock(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new ApiException(ErrorCode.TOO_BUSY, "The catalog is busy; repeat later");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(ErrorCode.OPERATION_CANCELLED, "Cancelled while waiting for the catalog");
        }
    }

    /** A full disk at commit makes DuckDB invalidate the instance; the log is intact, so it is opened again. */
    private RuntimeException failed(CatalogFailure failure, Opened where) {
        SQLException cause = failure.sqlException();
        RuntimeException translated = DuckDbErrors.translate(cause);
        if (DuckDbErrors.isFatal(cause)) {
            reopen(where);
        }
        return translated;
    }

    private void reopen(Opened broken) {
        writing.lock();
        try {
            if (opened == broken) {
                LOG.error("The catalog failed and is opened again");
                broken.close(readerCount);
                opened = open();
            }
        } finally {
            writing.unlock();
        }
    }

    private Opened open() {
        try {
            Properties properties = new Properties();
            // who asks works: handing pieces of such small queries to a second thread takes a third more time
            properties.setProperty("threads", "1");
            properties.setProperty("memory_limit", "512MB");
            DuckDBConnection writer = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:" + file, properties);
            try (Statement statement = writer.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
                statement.execute("SET disabled_optimizers = " + Sql.literal(UNSAFE_OPTIMIZERS));
                statement.execute("SET enable_external_access = false");
                statement.execute("SET lock_configuration = true");
            }
            BlockingQueue<CatalogSession> readers = new ArrayBlockingQueue<>(readerCount);
            for (int i = 0; i < readerCount; i++) {
                readers.add(new CatalogSession(writer.duplicate()));
            }
            return new Opened(new CatalogSession(writer), readers);
        } catch (SQLException e) {
            throw new IllegalStateException("The catalog " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private record Opened(CatalogSession writer, BlockingQueue<CatalogSession> readers) {
        CatalogSession borrow() {
            try {
                CatalogSession session = readers.poll(WAIT_SECONDS, TimeUnit.SECONDS);
                if (session == null) {
                    throw new ApiException(ErrorCode.TOO_BUSY, "The catalog is busy; repeat later");
                }
                return session;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ApiException(ErrorCode.OPERATION_CANCELLED, "Cancelled while waiting for the catalog");
            }
        }

        /** Waits for the readers that are out, bounded, so that none loses its connection in the middle. */
        void close(int count) {
            for (int i = 0; i < count; i++) {
                try {
                    CatalogSession reader = readers.poll(1, TimeUnit.SECONDS);
                    if (reader != null) {
                        reader.close();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                } catch (SQLException e) {
                    LOG.debug("Closing a reader: {}", e.toString());
                }
            }
            try {
                writer.close();
            } catch (SQLException e) {
                LOG.warn("Closing the catalog: {}", e.toString());
            }
        }
    }
}
