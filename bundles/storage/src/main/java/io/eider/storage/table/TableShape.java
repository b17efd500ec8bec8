package io.eider.storage.table;

import io.eider.api.id.ColumnName;
import io.eider.api.storage.Column;
import io.eider.engine.Sql;
import io.eider.engine.TableSession;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Columns and rows of the table in an attached file, and the statement that makes such a table. */
public final class TableShape {
    private TableShape() {}

    /** The columns as DuckDB has them, types in its own words. */
    public static List<Column> columns(TableSession session) {
        return session.query(
                "DESCRIBE " + session.table(),
                row -> new Column(
                        new ColumnName(row.getString("column_name")),
                        row.getString("column_type"),
                        !"NO".equals(row.getString("null")),
                        Optional.ofNullable(row.getString("default"))));
    }

    public static long rowCount(TableSession session) {
        return session.number("SELECT count(*) FROM " + session.table());
    }

    /**
     * Makes the table. Key columns become NOT NULL; there is no index (ADR-0002).
     *
     * @param columns with types and defaults that DuckDB has accepted as such
     */
    public static void create(TableSession session, List<Column> columns, Collection<String> primaryKey) {
        session.execute("CREATE TABLE " + session.table() + " (" + definitions(columns, primaryKey) + ")");
    }

    /** The columns as they stand in a statement that makes a table of them. */
    public static String definitions(List<Column> columns, Collection<String> primaryKey) {
        return columns.stream().map(column -> definition(column, primaryKey)).collect(Collectors.joining(", "));
    }

    private static String definition(Column column, Collection<String> primaryKey) {
        boolean isKey = primaryKey.contains(column.name().value());
        return Sql.identifier(column.name().value())
                + " "
                + column.type()
                + (isKey || !column.nullable() ? " NOT NULL" : "")
                + column.defaultExpression()
                        .map(expression -> " DEFAULT (" + expression + ")")
                        .orElse("");
    }
}
