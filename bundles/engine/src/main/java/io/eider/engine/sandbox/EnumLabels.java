package io.eider.engine.sandbox;

import io.eider.api.workspace.ResultColumn;
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

    private EnumLabels() {}

    /** The same columns, with the labels in the types of those that are enums; nothing is run. */
    static List<ResultColumn> named(DuckDBConnection connection, String query, List<ResultColumn> columns)
            throws SQLException {
        List<Integer> enums = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).type().equals(BARE))
                .boxed()
                .toList();
        if (enums.isEmpty()) {
            return columns;
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
        return List.copyOf(named);
    }
}
