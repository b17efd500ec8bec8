package io.eider.workspace.table;

import io.eider.api.bridge.BridgeTarget;
import io.eider.api.bridge.TableName;
import io.eider.api.error.ApiException;
import io.eider.api.id.TableId;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableWrite;
import io.eider.api.storage.TableWrites;
import io.eider.engine.Sql;
import io.eider.engine.link.StagedFile;
import io.eider.engine.sandbox.SandboxFailure;
import java.nio.file.Path;
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

    private final BridgeTarget target;
    private final TableWrite write;
    private final String catalog;
    private final Map<TableName, String> views = new HashMap<>();
    private final Deque<String> attached = new ArrayDeque<>();
    private StagedFile staged;
    private boolean detached;

    private StagedTable(BridgeTarget target, TableWrite write, String catalog) {
        this.target = target;
        this.write = write;
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
                .map(write -> new StagedTable(target, write, catalog));
        staged.ifPresent(table -> table.attach(file));
        return staged;
    }

    /** What is to be written, and how. */
    public record Wanted(TableId table, TableWrites.Wait turn, TableWrites.Rules rules) {}

    private void attach(Path file) {
        try {
            staged = StagedFile.attach(target, file, catalog);
        } finally {
            if (staged == null) {
                write.close();
            }
        }
    }

    /** The version that it began with. */
    public Table before() {
        return write.before();
    }

    /** Its own name, quoted. */
    public String table() {
        return staged.table();
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
        target.run("ATTACH ':memory:' AS " + Sql.identifier(view));
        attached.push(view);
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
        if (staged.isChanged()) {
            staged.checkpoint();
            detach();
            write.publish();
        }
    }

    private void detach() {
        while (!attached.isEmpty()) {
            target.run("DETACH " + Sql.identifier(attached.pop()));
        }
        if (!detached) {
            staged.detach();
            detached = true;
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
}
