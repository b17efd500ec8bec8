package io.eider.workspace.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every function and view of the driver is on one of two lists. A new driver version fails here until somebody has decided
 * about each new name: harmless ones go into {@code allowed-functions.txt}, the others into DeniedNames.
 */
class DeniedNamesTest {
    private static final Set<String> ALLOWED_VIEWS = Set.of(
            "main.duckdb_columns",
            "main.duckdb_constraints",
            "main.duckdb_indexes",
            "main.duckdb_schemas",
            "main.duckdb_tables",
            "main.duckdb_types",
            "main.duckdb_views",
            "main.sqlite_master",
            "main.sqlite_schema",
            "main.sqlite_temp_master",
            "main.sqlite_temp_schema",
            "pg_catalog.pg_am",
            "pg_catalog.pg_attrdef",
            "pg_catalog.pg_attribute",
            "pg_catalog.pg_class",
            "pg_catalog.pg_collation",
            "pg_catalog.pg_constraint",
            "pg_catalog.pg_database",
            "pg_catalog.pg_depend",
            "pg_catalog.pg_description",
            "pg_catalog.pg_enum",
            "pg_catalog.pg_index",
            "pg_catalog.pg_indexes",
            "pg_catalog.pg_namespace",
            "pg_catalog.pg_proc",
            "pg_catalog.pg_sequence",
            "pg_catalog.pg_sequences",
            "pg_catalog.pg_tables",
            "pg_catalog.pg_tablespace",
            "pg_catalog.pg_type",
            "pg_catalog.pg_views");

    @Test
    void everyFunctionIsEitherAllowedOrDenied() throws SQLException, IOException {
        Set<String> undecided = new TreeSet<>();
        Set<String> allowed = allowed();
        for (String name : names("SELECT function_name FROM duckdb_functions() WHERE function_type <> 'pragma'")) {
            if (!allowed.contains(name) && !DeniedNames.isDeniedFunction(Words.lower(name))) {
                undecided.add(name);
            }
        }
        assertThat(undecided).isEmpty();
    }

    @Test
    void noAllowedFunctionIsDeniedOrGone() throws SQLException, IOException {
        Set<String> known = names("SELECT function_name FROM duckdb_functions()");
        assertThat(allowed()).isSubsetOf(known).noneMatch(DeniedNames::isDeniedFunction);
        assertThat(DeniedNames.CALLABLE).isSubsetOf(known).noneMatch(DeniedNames::isDeniedFunction);
    }

    @Test
    void everyViewIsEitherAllowedOrDenied() throws SQLException {
        Set<String> undecided = new TreeSet<>();
        for (String name : names("SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE internal")) {
            boolean allowed = ALLOWED_VIEWS.contains(name) || name.startsWith("information_schema.");
            if (allowed == DeniedNames.isDeniedView(name.substring(name.indexOf('.') + 1))) {
                undecided.add(name);
            }
        }
        assertThat(undecided).isEmpty();
    }

    /** Macros and views of DuckDB that are allowed call nothing that is denied. */
    @Test
    void allowedMacrosAndViewsAreMadeOfAllowedFunctions() throws SQLException {
        Set<String> bodies = names("SELECT macro_definition FROM duckdb_functions() WHERE macro_definition IS NOT NULL"
                + " AND function_type = 'table_macro' AND function_name NOT IN ('histogram', 'histogram_values')"
                + " AND NOT starts_with(function_name, 'duckdb_')");
        assertThat(bodies).isEmpty();
        for (String body : names("SELECT macro_definition FROM duckdb_functions() WHERE function_type = 'macro'")) {
            assertThat(body)
                    .as(body)
                    .doesNotContainPattern("(?i)\\b(read_\\w+|query|query_table|glob|getenv|current_setting)\\(");
        }
    }

    private static Set<String> allowed() throws IOException {
        try (InputStream in = DeniedNamesTest.class.getResourceAsStream("/allowed-functions.txt")) {
            return new TreeSet<>(Set.of(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).trim().split("\\s+")));
        }
    }

    private static Set<String> names(String sql) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
