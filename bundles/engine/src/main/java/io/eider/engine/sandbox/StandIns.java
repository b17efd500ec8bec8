package io.eider.engine.sandbox;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;

/**
 * Objects that stand before DuckDB's own in an instance.
 *
 * @param statements make or attach them, before the configuration is locked
 * @param path where they lie, as entries of a search path
 * @param functions from a number to a truth, by name; called by statements of all sessions
 */
public record StandIns(List<String> statements, List<String> path, Map<String, Function<Long, Boolean>> functions) {
    /** Nothing but DuckDB. */
    public static final StandIns NONE = new StandIns(List.of(), List.of(), Map.of());

    /** Copies the lists. */
    public StandIns {
        statements = List.copyOf(statements);
        path = List.copyOf(path);
        functions = Map.copyOf(functions);
    }

    void register(DuckDBConnection connection) throws SQLException {
        for (Map.Entry<String, Function<Long, Boolean>> function : functions.entrySet()) {
            DuckDBFunctions.scalarFunction()
                    .withName(function.getKey())
                    .withParameter(Long.class)
                    .withReturnType(Boolean.class)
                    .withFunction(function.getValue())
                    .withVolatile()
                    .withNullInNullOut()
                    .register(connection);
        }
    }
}
