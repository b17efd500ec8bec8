package io.eider.workspace.session;

import io.eider.api.error.ApiException;
import io.eider.api.id.TableId;
import io.eider.api.storage.Table;
import io.eider.api.storage.TableWrites;
import io.eider.api.workspace.TablePermission;
import io.eider.engine.sandbox.SandboxStatement;
import io.eider.workspace.instance.WorkspaceInstance;
import io.eider.workspace.statement.SqlFailures;
import io.eider.workspace.statement.WriteTarget;
import io.eider.workspace.table.StagedTable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statements that write tables of the project (ADR-0022). */
final class Written {
    private static final Pattern NOT_NULL = Pattern.compile("NOT NULL constraint failed: data\\.(.+)");

    private Written() {}

    /**
     * The table of the project that a statement writes; empty if it is another one.
     *
     * @throws ApiException SQL_ERROR 42501 if the workspace may only read it
     */
    static Optional<TableId> table(LiveSession session, WriteTarget target) {
        Optional<TableId> found = find(session, target.chain().parts());
        found.ifPresent(id -> {
            WorkspaceInstance instance = session.instance();
            if (instance.tables().permission(instance.tables().get(id)) != TablePermission.READWRITE) {
                throw SqlFailures.of(
                        "42501",
                        "'" + id.name() + "' does not have '" + target.action() + "' permission",
                        "The workspace reads this table; what it may write is said when it is made.");
            }
        });
        return found;
    }

    /** As the search path finds it: objects of the workspace stand before those of buckets. */
    private static Optional<TableId> find(LiveSession session, List<String> parts) {
        WorkspaceInstance instance = session.instance();
        if (parts.size() == 2 && !parts.get(0).equals("main")) {
            return instance.tables().find(parts.get(0), parts.get(1));
        }
        if (parts.size() > 1) {
            return Optional.empty();
        }
        Optional<TableId> found = session.ownSettings().searchPath().stream()
                .filter(name -> !name.equals("main"))
                .flatMap(bucket -> instance.tables().find(bucket, parts.get(0)).stream())
                .findFirst();
        return found.filter(id -> !isOwn(session, parts.get(0)));
    }

    private static boolean isOwn(LiveSession session, String name) {
        List<String> schemas =
                Visible.schemas(session.instance(), session.ownSettings().searchPath());
        String sql =
                "SELECT 1 FROM (SELECT schema_name, table_name, database_name, temporary FROM duckdb_tables() UNION ALL"
                        + " SELECT schema_name, view_name, database_name, temporary FROM duckdb_views() WHERE NOT internal)"
                        + " WHERE lower(table_name) = $1 AND (temporary OR database_name = $2 AND list_contains(string_split($3, chr(1)),"
                        + " lower(schema_name))) LIMIT 1";
        try (SandboxStatement look = session.connection().prepare(sql, true)) {
            look.bind(List.of(name, session.instance().sandbox().catalog(), String.join("\u0001", schemas)));
            look.execute();
            return look.nextChunk() != null;
        }
    }

    /**
     * Begins to write a table; while it waits for its turn, it can be ended like a statement.
     *
     * @throws ApiException as {@link Transaction#write}
     */
    static StagedTable begin(LiveSession session, TableId table, TableWrites.Rules rules) {
        if (session.current().staged().isPresent()) {
            return session.current().write(table, rules);
        }
        Turn turn = new Turn();
        Duration own = session.ownSettings().duration("statement_timeout");
        Duration most = session.sessions().limits().statement();
        Running waiting = new Running(turn, own.isZero() || own.compareTo(most) > 0 ? most : own);
        session.setRunning(waiting);
        try {
            return session.current().write(table, rules);
        } catch (ApiException e) {
            throw waiting.ended() == null ? e : waiting.ended();
        } finally {
            turn.over();
            session.setRunning(null);
        }
    }

    /** What DuckDB said of the copy, said of the table: its name, and the key that is an index there. */
    static ApiException explained(ApiException told, Table table) {
        String state = SqlFailures.sqlState(told);
        String message = told.getMessage()
                .replace("Table \"data\"", "Table \"" + table.id().name() + "\"")
                .replace("violates unique constraint", "violates primary key constraint");
        Map<String, Object> details = new LinkedHashMap<>(told.details());
        Matcher notNull = NOT_NULL.matcher(message);
        if (notNull.find()) {
            details.put("column", notNull.group(1));
            message = message.replace("failed: data.", "failed: " + table.id().name() + ".");
        }
        if (state.equals("23505")) {
            details.put("constraint", table.id().name() + "_pkey");
        }
        if (state.startsWith("23")) {
            details.put("schema", table.id().bucket().name());
            details.put("table", table.id().name());
        }
        return new ApiException(told.code(), message, details, told.getCause());
    }
}
