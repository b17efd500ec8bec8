package io.eider.engine.sandbox;

import io.eider.api.workspace.ColumnKind;
import io.eider.api.workspace.ResultColumn;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which types DuckDB's reader of vectors knows (driver 1.5.6; a test compares), and what is done with the others. */
final class VectorTypes {
    private VectorTypes() {}

    static ColumnKind kind(String type) {
        return switch (type) {
            case "BOOLEAN" -> ColumnKind.BOOLEAN;
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" -> ColumnKind.INTEGER;
            case "UBIGINT", "HUGEINT", "UHUGEINT" -> ColumnKind.HUGE;
            case "FLOAT" -> ColumnKind.FLOAT;
            case "DOUBLE" -> ColumnKind.DOUBLE;
            case "VARCHAR", "JSON" -> ColumnKind.TEXT;
            case "DATE" -> ColumnKind.DATE;
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS" -> ColumnKind.TIMESTAMP;
            case "TIMESTAMP WITH TIME ZONE" -> ColumnKind.TIMESTAMP_TZ;
            case "BLOB" -> ColumnKind.BLOB;
            default -> type.startsWith("DECIMAL(") && !type.endsWith("]") ? ColumnKind.DECIMAL : ColumnKind.OTHER;
        };
    }

    static boolean isReadable(ResultColumn column) {
        return column.kind() != ColumnKind.OTHER && column.kind() != ColumnKind.BLOB;
    }

    /** A list of expressions over {@code FROM (query)}: the readable columns as they are, the others as text. */
    static String casts(List<ResultColumn> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> cast(columns.get(i), i + 1))
                .collect(Collectors.joining(", "));
    }

    private static String cast(ResultColumn column, int position) {
        if (isReadable(column)) {
            return "#" + position;
        }
        return column.kind() == ColumnKind.BLOB ? "hex(#" + position + ")" : "CAST(#" + position + " AS VARCHAR)";
    }
}
