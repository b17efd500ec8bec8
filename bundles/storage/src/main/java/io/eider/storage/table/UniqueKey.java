package io.eider.storage.table;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.storage.Column;
import io.eider.engine.Sql;
import io.eider.engine.TableSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether columns are a primary key of the rows that a table has. */
public final class UniqueKey {
    private UniqueKey() {}

    /**
     * Looks at all rows.
     *
     * @param columns of the table
     * @param key names of key columns, as the table writes them
     * @throws ApiException DUPLICATE_KEY with {@code null_rows}, or with {@code duplicate_keys} (keys that occur more than once)
     *     and an {@code example}
     */
    public static void require(TableSession session, List<Column> columns, List<String> key) {
        String anyNull =
                key.stream().map(name -> Sql.identifier(name) + " IS NULL").collect(Collectors.joining(" OR "));
        long nulls = session.number("SELECT count(*) FROM " + session.table() + " WHERE " + anyNull);
        if (nulls > 0) {
            throw new ApiException(
                    ErrorCode.DUPLICATE_KEY,
                    "Not a primary key: " + nulls + " rows have NULL in " + String.join(", ", key)
                            + "; nothing was changed",
                    Map.of("null_rows", nulls));
        }
        long rows = TableShape.rowCount(session);
        if (KeyCount.of(session, columns, key, session.table(), rows) < rows) {
            throw duplicate(session, key);
        }
    }

    private static ApiException duplicate(TableSession session, List<String> key) {
        String names = Sql.identifiers(key);
        String repeated =
                "SELECT " + names + " FROM " + session.table() + " GROUP BY " + names + " HAVING count(*) > 1";
        KeyExample example = KeyExample.of(session, key, repeated + " LIMIT 1");
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("duplicate_keys", session.number("SELECT count(*) FROM (" + repeated + ")"));
        details.put("example", example.values());
        return new ApiException(
                ErrorCode.DUPLICATE_KEY,
                "Duplicate key violation: " + example.text() + "; nothing was changed",
                details);
    }
}
