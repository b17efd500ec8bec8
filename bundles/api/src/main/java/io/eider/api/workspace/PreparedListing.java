package io.eider.api.workspace;

import java.time.Instant;
import java.util.List;

/**
 * A row of {@code pg_prepared_statements}.
 *
 * @param name that the client has given it
 * @param statement as the client wrote it
 * @param preparedAt when
 * @param parameterTypes OIDs of PostgreSQL's types
 * @param isFromSql whether PREPARE has made it, and not the protocol
 */
public record PreparedListing(
        String name, String statement, Instant preparedAt, List<Integer> parameterTypes, boolean isFromSql) {
    /** Copies the list. */
    public PreparedListing {
        parameterTypes = List.copyOf(parameterTypes);
    }
}
