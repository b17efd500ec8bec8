package io.eider.workspace.table;

import io.eider.api.bridge.BridgeTarget;
import io.eider.api.bridge.TableName;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.id.TableId;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableWrite;
import io.eider.api.storage.TableWrites;
import io.eider.engine.Sql;
import io.eider.engine.sandbox.SandboxFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The next version of a table of the project while a transaction writes it: a copy that the instance has attached, under a hidden name,
 * and views of it for statements that read it (ADR-0022). Belongs to the thread of the session whose transaction it is.
 */
public final class StagedTable implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StagedTable.class);

    /** Others may look through all catalogs for a moment, and a checkpoint waits for nobody. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private static final long PAUSE_MILLIS = 10;

    private final BridgeTarget target;
    private final TableWrite write;
    private final Path file;
    private final String catalog;
    private final Map<TableName, String> views = new HashMap<>();
    private final Deque<String> attached = new ArrayDeque<>();
    private Mark mark;

    private StagedTable(BridgeTarget target, TableWrite write, Path file, String catalog) {
        this.target = target;
        this.write = write;
        this.file = file;
        this.catalog = catalog;
    }

    /**
     * Begins to write a table.
     *
     * @param catalog a hidden name that the instance does not have yet; others are made of it
     * @return empty if somebody else writes it and {@code wanted} says not to wait
     */
    static Optional<StagedTable> open(BridgeTarget target, String catalog, ProjectTables tables, Wanted wanted) {
        Path file = target.directory().resolve(UUID.randomUUID() + ".duckdb");
        Optional<StagedTable> staged = tables.write(wanted.table, file, wanted.turn, wanted.rules)
                .map(write -> new StagedTable(target, write, file, catalog));
        staged.ifPresent(StagedTable::attach);
        return staged;
    }

    /** What is to be written, and how. */
    public record Wanted(TableId table, TableWrites.Wait turn, TableWrites.Rules rules) {}

    private void attach() {
        boolean done = false;
        try {
            attach(Sql.literal(file.toString()), catalog);
            target.run("DELETE FROM " + table() + " WHERE false"); // loads the index (docs/duckdb-notes.md)
            mark = Mark.of(file);
            done = true;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private void attach(String what, String name) {
        target.run("ATTACH " + what + " AS " + Sql.identifier(name));
        attached.push(name);
    }

    /** The version that it began with. */
    public Table before() {
        return write.before();
    }

    /** Its own name, quoted. */
    public String table() {
        return Sql.qualified(catalog, "main", "data");
    }

    /** Shows it to statements that call it so; what they then have in the search path. */
    public String pathEntry(TableName name) {
        String view = views.computeIfAbsent(name, this::show);
        return Sql.qualified(view, name.schema());
    }

    /** Whether it is shown under this name. */
    public boolean shows(TableName name) {
        return views.containsKey(name);
    }

    private String show(TableName name) {
        String view = catalog + "_" + (views.size() + 1);
        attach("':memory:'", view);
        if (!name.schema().equals("main")) {
            target.run("CREATE SCHEMA " + Sql.qualified(view, name.schema()));
        }
        target.run("CREATE VIEW " + Sql.qualified(view, name.schema(), name.name()) + " AS FROM " + table());
        return view;
    }

    /**
     * Publishes what the transaction, which is committed, has made of it; nothing if it has changed nothing.
     *
     * @throws ApiException as {@link TableWrite#publish}
     */
    public void publish() {
        if (Mark.of(file).equals(mark)) {
            return;
        }
        checkpoint();
        detach();
        write.publish();
    }

    /** So that nothing is written any more when the last who looks at it lets it go. */
    private void checkpoint() {
        long deadline = System.nanoTime() + LONGEST_LOOK.toNanos();
        while (true) {
            try {
                target.run("CHECKPOINT " + Sql.identifier(catalog));
                return;
            } catch (SandboxFailure e) {
                if (e.isFatal() || System.nanoTime() > deadline) {
                    throw e;
                }
                LOG.debug("Checkpoint of {}: {}", catalog, e.toString());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(ErrorCode.OPERATION_CANCELLED, "Cancelled while a table was being published");
        }
    }

    private void detach() {
        while (!attached.isEmpty()) {
            target.run("DETACH " + Sql.identifier(attached.pop()));
        }
    }

    /** Lets the table go; if it was not published, nothing has happened to it. */
    @Override
    public void close() {
        try {
            detach();
        } catch (SandboxFailure e) {
            LOG.debug("Detaching {}: {}", catalog, e.toString()); // the instance may be closed already
        } finally {
            write.close();
        }
    }

    /** What a commit that has changed something changes. */
    private record Mark(long size, long logSize, long modified) {
        static Mark of(Path file) {
            try {
                Path log = file.resolveSibling(file.getFileName() + ".wal");
                return new Mark(
                        Files.size(file),
                        Files.exists(log) ? Files.size(log) : 0,
                        Files.getLastModifiedTime(file).toMillis());
            } catch (IOException e) {
                throw new ApiException(ErrorCode.INTERNAL_ERROR, "The table's copy cannot be read", Map.of(), e);
            }
        }
    }
}
