package io.eider.workspace.session;

import io.eider.api.bridge.TableName;
import io.eider.api.error.ApiException;
import io.eider.api.id.TableId;
import io.eider.api.storage.TableWrites;
import io.eider.engine.Sql;
import io.eider.engine.sandbox.SandboxConnection;
import io.eider.engine.sandbox.SandboxFailure;
import io.eider.workspace.instance.WorkspaceInstance;
import io.eider.workspace.statement.SqlFailures;
import io.eider.workspace.statement.TransactionModes;
import io.eider.workspace.table.AttachedTable;
import io.eider.workspace.table.StagedTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    private final SessionSettings settings;
    private final Map<TableName, AttachedTable> pinned = new LinkedHashMap<>();
    private StagedTable staged;
    private final Savepoints savepoints = new Savepoints();
    private State state = State.NONE;
    private boolean isExplicit;
    private String path = "";
    private String zone;
    private boolean defines;
    private long writes;
    private boolean changes;
    private long number;

    Transaction(WorkspaceInstance instance, SandboxConnection connection, SessionSettings settings) {
        this.instance = instance;
        this.connection = connection;
        this.settings = settings;
        this.zone = settings.get("timezone");
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
        number += explicit ? 1 : 0;
    }

    /** The client begins one; what was held until now becomes a part of it. */
    void begin(TransactionModes modes) {
        if (!isOpen()) {
            begin(true);
        }
        number++;
        isExplicit = true;
        settings.begin(modes);
    }

    /** Whether it was committed; one that has failed is rolled back. */
    boolean commit() {
        boolean failed = isFailed();
        boolean done = false;
        number += failed || isExplicit() ? 1 : 0;
        try {
            if (isOpen()) {
                connection.command(failed ? "ROLLBACK" : "COMMIT");
            }
            if (!failed && staged != null) {
                staged.publish();
            }
            done = !failed;
            return done;
        } finally {
            end(done);
        }
    }

    void rollback() {
        number++;
        try {
            if (isOpen()) {
                connection.command("ROLLBACK");
            }
        } catch (SandboxFailure e) {
            LOG.debug("Rollback: {}", e.toString()); // DuckDB has rolled back already
        } finally {
            end(false);
        }
    }

    /** A statement of it has changed something. */
    void noteWrite() {
        writes++;
    }

    void savepoint(String name) {
        requireBlock("SAVEPOINT");
        savepoints.add(name, writes);
    }

    void release(String name) {
        requireBlock("RELEASE SAVEPOINT");
        savepoints.release(name);
    }

    /**
     * Back to a savepoint: DuckDB has none, so that it works only if nothing was written since.
     *
     * @throws ApiException SQL_ERROR 0A000, 25P01, 3B001
     */
    void rollbackTo(String name) {
        requireBlock("ROLLBACK TO SAVEPOINT");
        boolean unchanged = savepoints.rollbackTo(name) == writes;
        if (unchanged && isFailed() && isEndedByDuckDb() && writes == 0) {
            connection.command("ROLLBACK"); // it has written nothing at all: a new one is as good
            connection.command("BEGIN TRANSACTION");
            number++;
            path = "";
        } else if (!unchanged || isFailed() && isEndedByDuckDb()) {
            throw SqlFailures.of(
                    "0A000",
                    "ROLLBACK TO SAVEPOINT cannot undo what the transaction has written",
                    "ROLLBACK, and repeat the transaction; DuckDB has no savepoints.");
        }
        state = State.OPEN;
    }

    private boolean isEndedByDuckDb() {
        try {
            connection.command("SELECT 1");
            return false;
        } catch (SandboxFailure e) {
            LOG.debug("The transaction has ended: {}", e.toString());
            return true;
        }
    }

    private void requireBlock(String command) {
        if (!isExplicit()) {
            throw SqlFailures.of("25P01", command + " can only be used in transaction blocks");
        }
    }

    /** Tells DuckDB the time zone if it has changed. */
    void applyTimeZone() {
        String wanted = settings.get("timezone");
        if (!wanted.equals(zone)) {
            connection.command("SET TimeZone = " + Sql.literal(wanted));
            zone = wanted;
        }
    }

    /** A statement of it has changed a view, a macro or a schema: others have to look again when it is committed. */
    void noteDefinition() {
        defines = true;
    }

    /** A statement has made, altered or dropped an object. */
    void noteChange() {
        changes = true;
        instance.noteChange();
    }

    /** Differs when what the session has seen before may not be what it sees now, though nobody has changed it. */
    long number() {
        return number;
    }

    /** A statement of it has failed. */
    void fail() {
        if (isExplicit) {
            state = State.FAILED;
        } else {
            rollback();
        }
    }

    /**
     * Begins to write a table of the project, or goes on.
     *
     * @throws ApiException SQL_ERROR 40001 if somebody else writes it, or has written it since the transaction has seen it; 0A000 if
     *     the transaction writes another one
     */
    StagedTable write(TableId table, TableWrites.Rules rules) {
        if (staged == null) {
            TableWrites.Wait wait = isExplicit() ? TableWrites.Wait.NEVER : TableWrites.Wait.IN_TURN;
            staged = instance.attachments()
                    .stage(instance.tables(), new StagedTable.Wanted(table, wait, rules))
                    .orElseThrow(() -> conflict(table));
        }
        if (!staged.before().id().equals(table)) {
            throw SqlFailures.twoDatabases();
        }
        boolean moved = pinned.values().stream()
                .filter(seen -> seen.table().id().equals(table))
                .anyMatch(seen -> !seen.isVersion(staged.before()));
        if (moved) {
            throw conflict(table);
        }
        return staged;
    }

    private static ApiException conflict(TableId table) {
        return SqlFailures.of(
                "40001",
                "could not serialize access due to concurrent update of '" + table.name() + "'",
                "Repeat the transaction.");
    }

    /** The table of the project that it writes. */
    Optional<StagedTable> staged() {
        return Optional.ofNullable(staged);
    }

    /** The version of a table that this transaction sees. */
    void pin(TableName name, TableId table) {
        if (staged != null && staged.before().id().equals(table)) {
            staged.pathEntry(name);
        } else if (!pinned.containsKey(name)) {
            pinned.put(name, instance.attachments().acquire(name, table, () -> instance.tables()
                    .get(table)));
        }
    }

    /** Counts a statement over tables that it sees, if it is one, and the rows that it has given or changed. */
    void count(Collection<TableName> named, long rows) {
        if (!named.isEmpty()) {
            instance.attachments()
                    .count(
                            named.stream()
                                    .map(pinned::get)
                                    .filter(Objects::nonNull)
                                    .toList(),
                            rows);
        }
    }

    /** Makes DuckDB look for names in schemas of the workspace, then in these tables, then behind. */
    void look(List<String> schemas, Collection<TableName> tables, List<String> behind) {
        List<String> entries = new ArrayList<>();
        for (String schema : schemas) {
            entries.add(Sql.qualified(instance.sandbox().catalog(), schema));
        }
        tables.forEach(name -> entries.add(entry(name)));
        entries.addAll(behind);
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

    private String entry(TableName name) {
        return staged != null && staged.shows(name)
                ? staged.pathEntry(name)
                : pinned.get(name).pathEntry();
    }

    private void end(boolean committed) {
        state = State.NONE;
        isExplicit = false;
        writes = 0;
        savepoints.clear();
        if (committed) {
            settings.commit();
        } else {
            settings.rollback();
        }
        if (staged != null) {
            staged.close();
            staged = null;
        }
        applyTimeZone();
        pinned.values().forEach(instance.attachments()::release);
        pinned.clear();
        if (changes) {
            changes = false;
            instance.noteChange();
        }
        if (defines) {
            defines = false;
            instance.definitions().forget();
        }
    }
}
