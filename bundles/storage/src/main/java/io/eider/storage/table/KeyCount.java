package io.eider.storage.table;

import io.eider.api.storage.Column;
import io.eider.engine.Sql;
import io.eider.engine.TableSession;
import java.util.List;
import java.util.Set;

/**
 * Counts the different keys among rows whose keys are not NULL. Two million keys: 77 ms by DISTINCT, 10 ms with a bit for each
 * number between the least and the greatest, where there are not too many of them (docs/duckdb-notes.md).
 */
public final class KeyCount {
    private static final Set<String> WHOLE_NUMBERS =
            Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER");

    /** Most bits for each row; each thread has a bitmap of its own. */
    private static final long BITS_PER_ROW = 16;

    private static final long MAX_BITS = 1L << 28;

    private KeyCount() {}

    /**
     * How many different keys there are.
     *
     * @param columns of the table, the key's among them
     * @param primaryKey names of key columns
     * @param target the quoted name of the table
     * @param rows how many it has
     */
    public static long of(
            TableSession session, List<Column> columns, List<String> primaryKey, String target, long rows) {
        String key = Sql.identifiers(primaryKey);
        if (isWholeNumber(columns, primaryKey)) {
            Range range = range(session, key, target);
            if (range.isDense(rows)) {
                return session.number("SELECT bit_count(bitstring_agg(" + key + "::BIGINT, " + range.least
                        + "::BIGINT, " + range.greatest + "::BIGINT)) FROM " + target);
            }
        }
        return session.number("SELECT count(*) FROM (SELECT DISTINCT " + key + " FROM " + target + ")");
    }

    private static boolean isWholeNumber(List<Column> columns, List<String> key) {
        return key.size() == 1
                && columns.stream()
                        .filter(column -> column.name().value().equals(key.get(0)))
                        .map(Column::type)
                        .anyMatch(WHOLE_NUMBERS::contains);
    }

    private static Range range(TableSession session, String key, String target) {
        return session.query(
                        "SELECT min(" + key + ")::BIGINT, max(" + key + ")::BIGINT FROM " + target,
                        row -> new Range(row.getLong(1), row.getLong(2)))
                .get(0);
    }

    private record Range(long least, long greatest) {
        /** The difference of a BIGINT's ends overflows into the negative. */
        boolean isDense(long rows) {
            long bits = greatest - least;
            return rows > 0 && bits >= 0 && bits < MAX_BITS && bits / BITS_PER_ROW <= rows;
        }
    }
}
