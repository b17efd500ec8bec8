package io.eider.storage.transfer;

import io.eider.api.storage.Column;
import io.eider.engine.Sql;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A client's file as DuckDB is to read it.
 *
 * @param from the FROM clause
 * @param columns the table's columns that it fills
 * @param fields for each of them its name in the FROM clause
 */
record LoadSource(String from, List<Column> columns, List<String> fields) {
    LoadSource {
        columns = List.copyOf(columns);
        fields = List.copyOf(fields);
    }

    /** SQL that inserts its rows. */
    String insertInto(String table) {
        return "INSERT INTO " + table + " (" + columnList() + ") SELECT " + Sql.identifiers(fields) + " FROM " + from;
    }

    /** The columns it fills, as SQL. */
    String columnList() {
        return columns.stream()
                .map(column -> Sql.identifier(column.name().value()))
                .collect(Collectors.joining(", "));
    }

    /** SQL for the number of the first row, from 1, that has NULL for a column; empty if it does not fill that column. */
    Optional<String> firstNull(String column) {
        for (int i = 0; i < fields.size(); i++) {
            if (columns.get(i).name().value().equals(column)) {
                return Optional.of("SELECT n FROM (SELECT row_number() OVER () AS n, " + Sql.identifier(fields.get(i))
                        + " AS v FROM " + from + ") WHERE v IS NULL LIMIT 1");
            }
        }
        return Optional.empty();
    }
}
