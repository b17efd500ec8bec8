package io.eider.workspace.session;

import io.eider.api.bridge.TableName;
import io.eider.api.id.TableId;
import io.eider.engine.Sql;
import io.eider.engine.sandbox.Sandbox;
import io.eider.engine.sandbox.SandboxConnection;
import io.eider.engine.sandbox.SandboxFailure;
import io.eider.workspace.instance.WorkspaceInstance;
import io.eider.workspace.statement.SqlFailures;
import io.eider.workspace.table.AttachedTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transaction of a session, and the versions of the project's tables that it sees: each the newest when it was first used in it. Every
 * statement runs in one, so that it is planned and run on the same snapshot (ADR-0011). Belongs to the session's thread.
 */
final class Transaction {
    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    private final WorkspaceInstance instance;
    private final SandboxConnection connection;
    private final Map<TableName, AttachedTable> pinned = new LinkedHashMap<>();
    private State state = State.NONE;
    private boolean isExplicit;
    private String path = "";
    private boolean defines;

    Transaction(WorkspaceInstance instance, SandboxConnection connection) {
        this.instance = instance;
        this.connection = connection;
    }

    private enum State {
        NONE,
        OPEN,
        FAILED
    }

    boolean isOpen() {
        return state != State.NONE;
    }

    boolean isFailed() {
        return state == State.FAILED;
    }

    /** Whether the client has opened it. */
    boolean isExplicit() {
        return isOpen() && isExplicit;
    }

    void begin(boolean explicit) {
        connection.command("BEGIN TRANSACTION");
        state = State.OPEN;
        isExplicit = explicit;
    }

    /** Whether it was committed; one that has failed is rolled back. */
    boolean commit() {
        boolean failed = isFailed();
        try {
            if (isOpen()) {
                connection.command(failed ? "ROLLBACK" : "COMMIT");
            }
            return !failed;
        } finally {
            end();
        }
    }

    void rollback() {
        try {
            if (isOpen()) {
                connection.command("ROLLBACK");
            }
        } catch (SandboxFailure e) {
            LOG.debug("Rollback: {}", e.toString()); // DuckDB has rolled back already
        } finally {
            end();
        }
    }

    /** A statement has changed a view, a macro or a schema: others have to look again when it is committed. */
    void noteDefinition() {
        defines = true;
    }

    /** A statement of it has failed. */
    void fail() {
        if (isExplicit) {
            state = State.FAILED;
        } else {
            rollback();
        }
    }

    /** The version of a table that this transaction sees. */
    void pin(TableName name, TableId table) {
        if (!pinned.containsKey(name)) {
            pinned.put(name, instance.attachments().acquire(name, table, () -> instance.tables()
                    .get(table)));
        }
    }

    /** Makes DuckDB look for names in schemas of the workspace, then in these tables. */
    void look(List<String> schemas, Collection<TableName> tables) {
        List<String> entries = new ArrayList<>();
        for (String schema : schemas) {
            entries.add(Sql.qualified(instance.sandbox().catalog(), schema));
        }
        tables.forEach(name -> entries.add(pinned.get(name).pathEntry()));
        entries.add(Sql.qualified(Sandbox.FUNCTIONS, "main"));
        String wanted = String.join(",", entries);
        if (!wanted.equals(path)) {
            path = ""; // unknown until it is set
            try {
                connection.command("SET search_path = " + Sql.literal(wanted));
            } catch (SandboxFailure e) {
                LOG.debug("Search path {}: {}", wanted, e.toString());
                throw SqlFailures.of(
                        "3F000", "A schema of the search path does not exist any more; repeat the statement");
            }
            path = wanted;
        }
    }

    private void end() {
        state = State.NONE;
        isExplicit = false;
        pinned.values().forEach(instance.attachments()::release);
        pinned.clear();
        if (defines) {
            defines = false;
            instance.definitions().forget();
        }
    }
}
