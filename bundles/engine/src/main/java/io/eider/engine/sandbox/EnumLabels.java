package io.eider.engine.sandbox;

import io.eider.api.workspace.CharType;
import io.eider.api.workspace.DuckType;
import io.eider.api.workspace.ResultColumn;
import io.eider.engine.Sql;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;

/** The driver (1.5.6) calls the type of a column {@code ENUM}, whatever its labels, but names them in the type of a list of it. */
final class EnumLabels {
    private static final String BARE = "ENUM";
    private static final String FIND = "SELECT schema_name, type_name FROM duckdb_types() WHERE logical_type = 'ENUM'"
            + " AND NOT internal AND database_name = current_database() AND labels = ";
    private static final String FIRST = " ORDER BY schema_name <> 'main', type_oid LIMIT 1";

    private EnumLabels() {}

    /** The same columns, with the schemas and names of enums that the connection's database has. */
    private static List<ResultColumn> found(DuckDBConnection connection, List<ResultColumn> columns)
            throws SQLException {
        List<ResultColumn> found = new ArrayList<>(columns);
        for (int i = 0; i < found.size(); i++) {
            ResultColumn column = found.get(i);
            List<String> labels = column.type().startsWith(BARE + "(")
                    ? innermost(DuckType.of(column.type())).labels()
                    : List.of();
            if (!labels.isEmpty() && !labels.equals(CharType.LABELS)) {
                found.set(i, new ResultColumn(column.name(), column.type(), column.kind(), name(connection, labels)));
            }
        }
        return List.copyOf(found);
    }

    private static DuckType innermost(DuckType type) {
        DuckType inner = type;
        while (inner.shape() == DuckType.Shape.LIST || inner.shape() == DuckType.Shape.ARRAY) {
            inner = inner.element();
        }
        return inner;
    }

    private static List<String> name(DuckDBConnection connection, List<String> labels) throws SQLException {
        String list = labels.stream().map(Sql::literal).collect(Collectors.joining(", ", "[", "]"));
        try (DuckDBPreparedStatement statement = connection.prepare(FIND + list + FIRST);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? List.of(rows.getString(1), rows.getString(2)) : List.of();
        }
    }

    /** The same columns, with the labels in the types of those that are enums; nothing is run. */
    static List<ResultColumn> named(DuckDBConnection connection, String query, List<ResultColumn> columns)
            throws SQLException {
        List<Integer> enums = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).type().equals(BARE))
                .boxed()
                .toList();
        if (enums.isEmpty()) {
            return found(connection, columns);
        }
        String lists = enums.stream().map(i -> "[#" + (i + 1) + "]").collect(Collectors.joining(", "));
        List<ResultColumn> named = new ArrayList<>(columns);
        try (DuckDBPreparedStatement statement = connection.prepare("SELECT " + lists + " FROM (" + query + ")")) {
            ResultSetMetaData meta = statement.getMetaData();
            for (int i = 0; i < enums.size(); i++) {
                ResultColumn column = columns.get(enums.get(i));
                String type = meta.getColumnTypeName(i + 1);
                named.set(
                        enums.get(i),
                        new ResultColumn(column.name(), type.substring(0, type.length() - 2), column.kind()));
            }
        }
        return found(connection, named);
    }
}
