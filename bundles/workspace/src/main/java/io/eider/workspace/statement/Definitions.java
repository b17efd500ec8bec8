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
 * What the views and macros of a workspace name, so that a statement that uses them finds the project's tables in them too. Views and schemas
 * are read when they may have changed; macros only when a statement calls what is no function of DuckDB, because listing functions takes
 * DuckDB 30 to 70 ms. Thread-safe.
 */
public final class Definitions {
    private static final String VIEWS =
            "SELECT view_name, sql FROM duckdb_views() WHERE database_name = ? AND NOT internal"
                    + " UNION ALL SELECT schema_name, NULL FROM duckdb_schemas() WHERE database_name = ? AND NOT internal";
    private static final String MACROS = "SELECT function_name, macro_definition FROM duckdb_functions()"
            + " WHERE database_name = ? AND NOT internal AND macro_definition IS NOT NULL";
    private static final String BUILT_IN =
            "SELECT DISTINCT lower(function_name) FROM duckdb_functions() WHERE database_name IN ('system', '_eider_pg')"
                    + " UNION ALL SELECT lower(keyword_name) FROM duckdb_keywords()";
    private static volatile Set<String> builtIn = Set.of();

    private final Sandbox sandbox;
    private final AtomicLong changes = new AtomicLong(1);
    private Known known = new Known(0, Map.of(), Set.of()); // guarded by this
    private Known macros = new Known(0, Map.of(), Set.of()); // guarded by this

    /** Of an instance. */
    public Definitions(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** A definition may have changed. */
    public void forget() {
        changes.incrementAndGet();
    }

    /** Whether the workspace has a schema of this name (in lower case) of its own. */
    public boolean isOwnSchema(String name) {
        return views().schemas.contains(name);
    }

    /**
     * The chains of a statement and of every view and macro that it uses.
     *
     * @param own definitions of the session alone, by name
     */
    public Set<Chain> expand(List<Chain> chains, Map<String, List<Chain>> own) {
        Map<String, List<Chain>> shared = views().byName;
        Set<Chain> found = new HashSet<>(chains);
        Set<String> seen = new HashSet<>();
        Deque<Chain> open = new ArrayDeque<>(chains);
        while (!open.isEmpty()) {
            Chain chain = open.pop();
            List<Chain> inside = new ArrayList<>();
            for (String part : chain.parts()) {
                if (seen.add(part)) {
                    inside.addAll(shared.getOrDefault(part, List.of()));
                    inside.addAll(own.getOrDefault(part, List.of()));
                }
            }
            if (chain.isCall() && !isBuiltIn(chain.last()) && seen.add(chain.last() + "(")) {
                inside.addAll(macros().byName.getOrDefault(chain.last(), List.of()));
            }
            inside.stream().filter(found::add).forEach(open::push);
        }
        return found;
    }

    private boolean isBuiltIn(String name) {
        if (builtIn.isEmpty()) {
            builtIn = Set.copyOf(new HashSet<>(sandbox.query(BUILT_IN, row -> row.getString(1))));
        }
        return builtIn.contains(name);
    }

    private synchronized Known views() {
        long now = changes.get();
        if (known.version != now) {
            known = read(now, VIEWS, sandbox.catalog(), sandbox.catalog());
        }
        return known;
    }

    private synchronized Known macros() {
        long now = changes.get();
        if (macros.version != now) {
            macros = read(now, MACROS, sandbox.catalog());
        }
        return macros;
    }

    private Known read(long version, String query, Object... parameters) {
        Map<String, List<Chain>> byName = new HashMap<>();
        Set<String> schemas = new HashSet<>();
        record Text(String name, String sql) {}
        for (Text text : sandbox.query(query, row -> new Text(row.getString(1), row.getString(2)), parameters)) {
            String name = text.name.toLowerCase(Locale.ROOT);
            if (text.sql == null) {
                schemas.add(name);
            } else {
                byName.computeIfAbsent(name, key -> new ArrayList<>()).addAll(chains(text.sql));
            }
        }
        return new Known(version, byName, schemas);
    }

    private record Known(long version, Map<String, List<Chain>> byName, Set<String> schemas) {}

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
