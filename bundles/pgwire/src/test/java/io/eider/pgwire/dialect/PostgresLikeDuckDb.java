package io.eider.pgwire.dialect;

import io.eider.workspace.overlay.PostgresMacros;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** A connection of a DuckDB that is set up as a session of a PostgreSQL client is; shows values as PostgreSQL writes them. */
final class PostgresLikeDuckDb implements AutoCloseable {
    private static final String SCHEMA = "_eider_pg.pg";
    private static final List<String> SESSION = List.of(
            "SET TimeZone = 'UTC'",
            "SET errors_as_json = true",
            "SET SESSION integer_division = true",
            "SET SESSION default_null_order = 'postgres'",
            "SET SESSION preserve_identifier_case = false",
            "SET search_path = 'memory.main," + SCHEMA + "'");

    private final Connection connection;

    PostgresLikeDuckDb() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        command("ATTACH ':memory:' AS _eider_pg");
        command("CREATE SCHEMA " + SCHEMA);
        for (String macro : PostgresMacros.in(SCHEMA, "system.main")) {
            command(macro);
        }
        command("CREATE MACRO " + SCHEMA + ".quote_ident(a) AS CASE WHEN regexp_full_match(a, '[a-z_][a-z0-9_]*') "
                + "THEN a ELSE chr(34) || replace(a, chr(34), chr(34) || chr(34)) || chr(34) END");
        command("CREATE MACRO " + SCHEMA + ".quote_literal(a) AS '''' || replace(a, '''', '''''') || ''''");
        for (String setting : SESSION) {
            command(setting);
        }
    }

    private void command(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /** Rewrites and runs; rows in brackets, a count of rows is nothing. */
    String run(String client) throws SQLException {
        Rewritten rewritten = Dialect.rewrite(client, List.<Optional<String>>of());
        for (Rewritten first : rewritten.first()) {
            rows(first.sql());
        }
        return rows(rewritten.sql());
    }

    String rows(String sql) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            if (!statement.execute()) {
                return "";
            }
            StringBuilder rows = new StringBuilder();
            try (ResultSet result = statement.getResultSet()) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    StringJoiner row = new StringJoiner(", ", "(", ")");
                    for (int i = 1; i <= columns; i++) {
                        row.add(shown(result.getObject(i), result.getMetaData().getColumnTypeName(i)));
                    }
                    rows.append(row);
                }
            }
            return rows.toString();
        }
    }

    private static String shown(Object value, String type) throws SQLException {
        if (value instanceof Boolean truth) {
            return truth ? "t" : "f";
        }
        if (value instanceof Double || value instanceof Float) {
            String text = value.toString();
            return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        }
        if (value instanceof BigDecimal decimal) { // DECIMAL(38,9) stands for NUMERIC without scale
            return type.startsWith("DECIMAL(38,") ? stripped(decimal) : decimal.toPlainString();
        }
        if (value instanceof Timestamp timestamp) {
            String text = timestamp.toString();
            return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        }
        if (value instanceof Blob blob) {
            StringBuilder hex = new StringBuilder("\\x");
            for (byte b : blob.getBytes(1, (int) blob.length())) {
                hex.append("%02x".formatted(b));
            }
            return hex.toString();
        }
        if (value instanceof Array array) {
            StringJoiner elements = new StringJoiner(",", "{", "}");
            for (Object element : (Object[]) array.getArray()) {
                elements.add(element == null ? "NULL" : shown(element, ""));
            }
            return elements.toString();
        }
        if (type.equals("INTERVAL")) {
            return String.valueOf(value).replace("months", "mons").replace("month", "mon");
        }
        return String.valueOf(value);
    }

    private static String stripped(BigDecimal decimal) {
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
