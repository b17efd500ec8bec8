package io.eider.workspace.gate;

import java.util.List;
import java.util.Set;

/**
 * Functions and views of DuckDB that reach files, settings, secrets, logs, other connections, or run text as SQL. A test
 * compares the lists with {@code duckdb_functions()} and {@code duckdb_views()} of the driver.
 */
final class DeniedNames {
    /** Whole families, so that a new member is denied before somebody notices it. */
    private static final List<String> FAMILIES = List.of("read_", "parquet_", "pragma_", "duckdb_", "__internal_");

    /** Listings of one's own workspace, members of a denied family. */
    private static final Set<String> HARMLESS = Set.of(
            "duckdb_columns",
            "duckdb_constraints",
            "duckdb_dependencies",
            "duckdb_functions",
            "duckdb_indexes",
            "duckdb_keywords",
            "duckdb_schemas",
            "duckdb_sequences",
            "duckdb_tables",
            "duckdb_types",
            "duckdb_views");

    /** Functions that CALL may call. */
    static final Set<String> CALLABLE = Set.of(
            "duckdb_columns",
            "duckdb_constraints",
            "duckdb_functions",
            "duckdb_indexes",
            "duckdb_keywords",
            "duckdb_schemas",
            "duckdb_sequences",
            "duckdb_tables",
            "duckdb_types",
            "duckdb_views",
            "generate_series",
            "range");

    private static final Set<String> FUNCTIONS = Set.of(
            // pointers of the process
            "arrow_scan",
            "arrow_scan_dumb",
            "seq_scan",
            // text that becomes SQL or the name of a table
            "histogram_values",
            "json_execute_serialized_sql",
            "json_serialize_plan",
            "query",
            "query_table",
            // files and the environment
            "getenv",
            "glob",
            "sniff_csv",
            "which_secret",
            // the engine's settings, logs, upkeep
            "checkpoint",
            "copy_database",
            "current_setting",
            "disable_logging",
            "disable_profiling",
            "enable_logging",
            "enable_profiling",
            "force_checkpoint",
            "import_database",
            "truncate_duckdb_logs",
            "write_log",
            // made to test the engine
            "test_vector_types");

    private static final Set<String> VIEWS =
            Set.of("duckdb_databases", "duckdb_logs", "pg_prepared_statements", "pg_settings", "pragma_database_list");

    private static final Set<String> OWN_SCHEMAS = Set.of("main", "pg_catalog", "information_schema", "system");

    private final Set<String> replaced;

    DeniedNames(Set<String> replaced) {
        this.replaced = Set.copyOf(replaced);
    }

    void check(Words words) {
        for (int i = 0; i < words.size(); i++) {
            String name = words.name(i);
            if (name.isEmpty() || isReplaced(words, i, name)) {
                continue;
            }
            if (VIEWS.contains(name)) {
                throw words.refused(
                        i, "View " + name + " is not allowed in a workspace", "It shows the server's own state.");
            }
            if (words.word(i + 1).equals("(") && isDeniedFunction(name)) {
                throw words.refused(
                        i,
                        "Function " + name + " is not allowed in a workspace",
                        "Load files through the storage API; a table or macro of this name cannot be used either.");
            }
        }
    }

    private boolean isReplaced(Words words, int index, String name) {
        boolean qualified = words.word(index - 1).equals(".");
        return replaced.contains(name) && !(qualified && OWN_SCHEMAS.contains(words.name(index - 2)));
    }

    static boolean isDeniedFunction(String name) {
        return FUNCTIONS.contains(name) || FAMILIES.stream().anyMatch(name::startsWith) && !HARMLESS.contains(name);
    }

    static boolean isDeniedView(String name) {
        return VIEWS.contains(name);
    }
}
