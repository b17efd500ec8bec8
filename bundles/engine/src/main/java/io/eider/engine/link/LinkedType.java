package io.eider.engine.link;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBLogicalType;

/** Types whose values lie in DuckDB's vectors alike on both sides and that a table function may declare. */
final class LinkedType {
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\(([0-9]{1,2}),([0-9]{1,2})\\)");
    private static final Map<String, DuckDBColumnType> PLAIN = Map.ofEntries(
            Map.entry("BOOLEAN", DuckDBColumnType.BOOLEAN),
            Map.entry("TINYINT", DuckDBColumnType.TINYINT),
            Map.entry("SMALLINT", DuckDBColumnType.SMALLINT),
            Map.entry("INTEGER", DuckDBColumnType.INTEGER),
            Map.entry("BIGINT", DuckDBColumnType.BIGINT),
            Map.entry("UTINYINT", DuckDBColumnType.UTINYINT),
            Map.entry("USMALLINT", DuckDBColumnType.USMALLINT),
            Map.entry("UINTEGER", DuckDBColumnType.UINTEGER),
            Map.entry("UBIGINT", DuckDBColumnType.UBIGINT),
            Map.entry("HUGEINT", DuckDBColumnType.HUGEINT),
            Map.entry("UHUGEINT", DuckDBColumnType.UHUGEINT),
            Map.entry("FLOAT", DuckDBColumnType.FLOAT),
            Map.entry("DOUBLE", DuckDBColumnType.DOUBLE),
            Map.entry("VARCHAR", DuckDBColumnType.VARCHAR),
            Map.entry("DATE", DuckDBColumnType.DATE),
            Map.entry("TIMESTAMP", DuckDBColumnType.TIMESTAMP),
            Map.entry("TIMESTAMP_S", DuckDBColumnType.TIMESTAMP_S),
            Map.entry("TIMESTAMP_MS", DuckDBColumnType.TIMESTAMP_MS),
            Map.entry("TIMESTAMP_NS", DuckDBColumnType.TIMESTAMP_NS),
            Map.entry("TIMESTAMP WITH TIME ZONE", DuckDBColumnType.TIMESTAMP_WITH_TIME_ZONE));

    private final DuckDBColumnType plain;
    private final int width;
    private final int scale;

    private LinkedType(DuckDBColumnType plain, int width, int scale) {
        this.plain = plain;
        this.width = width;
        this.scale = scale;
    }

    static Optional<LinkedType> of(String type) {
        if (!VectorCopy.isUsable()) {
            return Optional.empty();
        }
        DuckDBColumnType plain = PLAIN.get(type);
        if (plain != null) {
            return Optional.of(new LinkedType(plain, 0, 0));
        }
        Matcher decimal = DECIMAL.matcher(type);
        return decimal.matches()
                ? Optional.of(new LinkedType(
                        DuckDBColumnType.DECIMAL,
                        Integer.parseInt(decimal.group(1)),
                        Integer.parseInt(decimal.group(2))))
                : Optional.empty();
    }

    /** The receiver closes it. */
    DuckDBLogicalType logical() throws SQLException {
        return width == 0 ? DuckDBLogicalType.of(plain) : DuckDBLogicalType.decimal(width, scale);
    }
}
