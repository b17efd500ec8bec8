package io.eider.pgwire.dialect;

import java.util.List;

/**
 * A statement of a client as DuckDB gets it.
 *
 * @param sql one statement for the gate and DuckDB
 * @param offsets from places in {@code sql} to places in the client's statement
 * @param parameterCount the highest number of a parameter
 * @param outputNames what PostgreSQL calls the columns of the result, by position; empty if it gives none or nothing is known
 * @param first statements that run before this one in the same transaction; they have no parameters and no result, and the
 *     command tag is this statement's. If one fails, its own offsets say where.
 */
public record Rewritten(
        String sql, Offsets offsets, int parameterCount, List<OutputName> outputNames, List<Rewritten> first) {
    public Rewritten {
        outputNames = List.copyOf(outputNames);
        first = List.copyOf(first);
    }
}
