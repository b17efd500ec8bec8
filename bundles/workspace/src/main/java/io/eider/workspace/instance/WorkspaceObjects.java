package io.eider.workspace.instance;

import io.eider.api.workspace.WorkspaceDetail.WorkspaceObject;
import io.eider.engine.Sql;
import io.eider.engine.sandbox.Sandbox;
import io.eider.engine.sandbox.SandboxFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The objects of a workspace's own database. */
public final class WorkspaceObjects {
    private static final String LIST =
            "SELECT schema_name, table_name, 'table', estimated_size FROM duckdb_tables() WHERE database_name = $1 AND NOT internal"
                    + " AND NOT temporary UNION ALL SELECT schema_name, view_name, 'view', 0 FROM duckdb_views() WHERE database_name = $1"
                    + " AND NOT internal AND NOT temporary ORDER BY 1, 2";

    /** Views before tables and types last, because of what depends on what. */
    private static final String DROPS =
            "SELECT 1, 'VIEW', schema_name, view_name FROM duckdb_views() WHERE database_name = $1 AND NOT internal AND NOT temporary"
                    + " UNION ALL SELECT 2, 'TABLE', schema_name, table_name FROM duckdb_tables() WHERE database_name = $1 AND NOT temporary"
                    + " UNION ALL SELECT 3, CASE function_type WHEN 'macro' THEN 'MACRO' ELSE 'MACRO TABLE' END, schema_name, function_name"
                    + " FROM duckdb_functions() WHERE database_name = $1 AND NOT internal AND macro_definition IS NOT NULL"
                    + " UNION ALL SELECT 4, 'SEQUENCE', schema_name, sequence_name FROM duckdb_sequences() WHERE database_name = $1 AND NOT temporary"
                    + " UNION ALL SELECT 5, 'TYPE', schema_name, type_name FROM duckdb_types() WHERE database_name = $1 AND NOT internal"
                    + " UNION ALL SELECT 6, 'SCHEMA', NULL, schema_name FROM duckdb_schemas() WHERE database_name = $1 AND NOT internal"
                    + " AND schema_name <> 'main' ORDER BY 1, 3, 4";

    private WorkspaceObjects() {}

    /** Tables and views. */
    public static List<WorkspaceObject> list(Sandbox sandbox) {
        return sandbox.query(
                LIST,
                row -> new WorkspaceObject(name(row.getString(1), row.getString(2)), row.getString(3), row.getLong(4)),
                sandbox.catalog());
    }

    private static String name(String schema, String name) {
        return schema.equals("main") ? name : schema + "." + name;
    }

    /** Drops all objects, in one transaction. */
    public static void dropAll(Sandbox sandbox) {
        List<Drop> open = drops(sandbox);
        while (!open.isEmpty()) {
            List<Drop> left = new ArrayList<>();
            SandboxFailure last = null;
            for (Drop drop : open) {
                try {
                    sandbox.run(drop.sql(sandbox.catalog()));
                } catch (SandboxFailure e) {
                    last = e; // something that is dropped later depends on it: once more
                    left.add(drop);
                }
            }
            if (left.size() == open.size() && last != null) {
                throw last;
            }
            open = left;
        }
    }

    private static List<Drop> drops(Sandbox sandbox) {
        return sandbox
                .query(DROPS, row -> new Drop(row.getString(2), row.getString(3), row.getString(4)), sandbox.catalog())
                .stream()
                .distinct()
                .collect(Collectors.toList());
    }

    /**
     * Drops a table or view.
     *
     * @return whether there was one
     */
    public static boolean drop(Sandbox sandbox, String name) {
        for (Drop drop : drops(sandbox)) {
            boolean named = drop.kind.equals("TABLE") || drop.kind.equals("VIEW");
            if (named && name(drop.schema, drop.name).equalsIgnoreCase(name)) {
                sandbox.run(drop.sql(sandbox.catalog()));
                return true;
            }
        }
        return false;
    }

    private record Drop(String kind, String schema, String name) {
        private String sql(String catalog) {
            return "DROP " + kind + " IF EXISTS "
                    + (schema == null ? Sql.qualified(catalog, name) : Sql.qualified(catalog, schema, name))
                    + (kind.equals("SCHEMA") ? " CASCADE" : "");
        }
    }
}
