package io.eider.workspace.statement;

import io.eider.api.error.ApiException;
import io.eider.api.sql.Lexer;
import io.eider.engine.sandbox.Sandbox;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the views and macros of a workspace name, so that a statement that uses them finds the project's tables in them too.
 * Thread-safe.
 */
public final class Definitions {
    private static final String TEXTS =
            "SELECT view_name, sql FROM duckdb_views() WHERE database_name = ? AND NOT internal"
                    + " UNION ALL SELECT function_name, macro_definition FROM duckdb_functions()"
                    + " WHERE database_name = ? AND NOT internal AND macro_definition IS NOT NULL"
                    + " UNION ALL SELECT schema_name, NULL FROM duckdb_schemas() WHERE database_name = ? AND NOT internal";

    private final Sandbox sandbox;
    private final AtomicLong changes = new AtomicLong(1);
    private long read; // guarded by this
    private Known known = new Known(Map.of(), Set.of()); // guarded by this

    /** Of an instance. */
    public Definitions(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** A statement may have changed a definition. */
    public void forget() {
        changes.incrementAndGet();
    }

    /**
     * The chains of a statement and of every view and macro that it uses.
     *
     * @param own definitions of the session alone, by name
     */
    public Set<Chain> expand(List<Chain> chains, Map<String, List<Chain>> own) {
        Map<String, List<Chain>> shared = current().byName;
        Set<Chain> found = new HashSet<>(chains);
        if (shared.isEmpty() && own.isEmpty()) {
            return found;
        }
        Set<String> seen = new HashSet<>();
        Deque<Chain> open = new ArrayDeque<>(chains);
        while (!open.isEmpty()) {
            for (String part : open.pop().parts()) {
                if (seen.add(part)) {
                    List<Chain> inside = new ArrayList<>(shared.getOrDefault(part, List.of()));
                    inside.addAll(own.getOrDefault(part, List.of()));
                    inside.stream().filter(found::add).forEach(open::push);
                }
            }
        }
        return found;
    }

    /** Whether the workspace has a schema of this name (in lower case) of its own. */
    public boolean isOwnSchema(String name) {
        return current().schemas.contains(name);
    }

    private synchronized Known current() {
        long now = changes.get();
        if (read != now) {
            Map<String, List<Chain>> byName = new HashMap<>();
            Set<String> schemas = new HashSet<>();
            record Text(String name, String sql) {}
            String database = sandbox.catalog();
            for (Text text : sandbox.query(
                    TEXTS, row -> new Text(row.getString(1), row.getString(2)), database, database, database)) {
                String name = text.name.toLowerCase(Locale.ROOT);
                if (text.sql == null) {
                    schemas.add(name);
                } else {
                    byName.computeIfAbsent(name, key -> new ArrayList<>()).addAll(chains(text.sql));
                }
            }
            known = new Known(byName, schemas);
            read = now;
        }
        return known;
    }

    private record Known(Map<String, List<Chain>> byName, Set<String> schemas) {}

    /** The chains of a text that DuckDB has accepted before. */
    public static List<Chain> chains(String sql) {
        try {
            return Chain.of(sql, Lexer.tokens(sql));
        } catch (ApiException e) {
            return List
                    .of(); // written by DuckDB in its own notation: the statement that uses it fails with a clear error
        }
    }
}
