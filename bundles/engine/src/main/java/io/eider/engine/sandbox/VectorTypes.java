package io.eider.engine.sandbox;

import io.eider.api.workspace.ColumnKind;
import io.eider.api.workspace.DuckType;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.ValueForm;
import io.eider.engine.Sql;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which types DuckDB's reader of vectors knows (driver 1.5.6; a test compares), and what is done with the others. */
final class VectorTypes {
    private VectorTypes() {}

    /** How values of a type are read. */
    static ColumnKind kind(String type, ValueForm form) {
        ColumnKind kind = kind(type);
        boolean isNested = kind == ColumnKind.OTHER && DuckType.of(type).isNested();
        return form == ValueForm.EXACT && isNested ? ColumnKind.NESTED : kind;
    }

    private static ColumnKind kind(String type) {
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
        return switch (column.kind()) {
            case OTHER, NESTED, BLOB -> false;
            default -> true;
        };
    }

    /** A list of expressions over {@code FROM (query)}: the readable columns as they are, the others as text. */
    static String casts(List<ResultColumn> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> cast(columns.get(i), i + 1))
                .collect(Collectors.joining(", "));
    }

    private static String cast(ResultColumn column, int position) {
        return switch (column.kind()) {
            case BLOB -> "hex(#" + position + ")";
            case OTHER -> "CAST(#" + position + " AS VARCHAR)";
            case NESTED -> "to_json(CAST(#" + position + " AS " + textType(DuckType.of(column.type())) + "))";
            default -> "#" + position;
        };
    }

    /** The type of the same structure with a text for each value in it. */
    private static String textType(DuckType type) {
        return switch (type.shape()) {
            case SCALAR, ENUM -> "VARCHAR";
            case LIST -> textType(type.element()) + "[]";
            case ARRAY ->
                textType(type.element()) + type.text().substring(type.text().lastIndexOf('['));
            case MAP -> "MAP(VARCHAR, " + textType(type.fields().get(1).type()) + ")";
            case STRUCT, UNION ->
                type.fields().stream()
                        .map(field -> Sql.identifier(field.name()) + " " + textType(field.type()))
                        .collect(Collectors.joining(", ", type.shape() + "(", ")"));
        };
    }
}
