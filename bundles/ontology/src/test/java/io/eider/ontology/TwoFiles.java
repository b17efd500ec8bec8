package io.eider.ontology;

import io.eider.api.ontology.Migration;
import io.eider.api.ontology.SchemaChange.Planned;
import io.eider.engine.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two files of a table, copied, under plain DuckDB: {@code old} may be changed, {@code now} is looked at. Belongs to one thread. */
final class TwoFiles implements AutoCloseable {
    private final Path directory;
    private final Connection duck;
    private final Statement statement;

    TwoFiles(Path old, Path now) throws SQLException, IOException {
        directory = Files.createTempDirectory("two");
        duck = DriverManager.getConnection("jdbc:duckdb:");
        statement = duck.createStatement();
        attach(old, "old", "");
        attach(now, "now", " (READ_ONLY)");
        execute("USE old");
    }

    private void attach(Path file, String name, String mode) throws SQLException, IOException {
        Path copy = directory.resolve(name + ".duckdb");
        Files.copy(file, copy);
        execute("ATTACH " + Sql.literal(copy.toString()) + " AS " + name + mode);
    }

    private void execute(String sql) throws SQLException {
        statement.execute(sql);
    }

    /** Runs the statements that a plan shows on the old one. */
    void run(Migration migration) throws SQLException {
        for (Planned planned : migration.changes()) {
            for (String sql : planned.sql()) {
                execute(sql);
            }
        }
    }

    /** Name, type, nullability and default of the columns. */
    List<String> columns(String file) throws SQLException {
        return texts("SELECT concat_ws(' ', column_name, data_type, is_nullable, column_default) FROM duckdb_columns()"
                + " WHERE database_name = " + Sql.literal(file) + " ORDER BY column_index");
    }

    /** The primary key as the file says it, as JSON. */
    String key(String file) throws SQLException {
        return texts("SELECT CAST(CAST(comment AS JSON) -> 'primary_key' AS VARCHAR) FROM duckdb_tables()"
                        + " WHERE database_name = " + Sql.literal(file))
                .get(0);
    }

    /** Rows of one that the other has not, in either direction, in their order. */
    List<String> differences() throws SQLException {
        String each = "SELECT row_number() OVER () AS place, CAST(COLUMNS(*) AS VARCHAR) FROM ";
        return texts("SELECT CAST(t AS VARCHAR) FROM ((" + each + "old.data EXCEPT ALL " + each
                + "now.data) UNION ALL (" + each + "now.data EXCEPT ALL " + each + "old.data)) t");
    }

    /**
     * How many rows of now say something else than old in a column: the new value is brought back to the old type,
     * but text, which has many forms for one value ({@code 37}, {@code 37.0}), is brought forward to the new one.
     *
     * @param type of the old column; empty to compare the values as they are
     */
    long changed(String oldColumn, String newColumn, Optional<String> type) throws SQLException {
        String was = "o." + Sql.identifier(oldColumn);
        String now = "n." + Sql.identifier(newColumn);
        if (type.filter("VARCHAR"::equals).isPresent()) {
            String newType = texts("SELECT typeof(" + now + ") FROM now.data n LIMIT 1").stream()
                    .findFirst()
                    .orElse("VARCHAR");
            was = newType.equals("BLOB") ? "encode(" + was + ")" : "TRY_CAST(" + was + " AS " + newType + ")";
        } else if (type.isPresent()) {
            now = "TRY_CAST(" + now + " AS " + type.get() + ")";
        }
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM old.data o POSITIONAL JOIN now.data n WHERE "
                + now + " IS DISTINCT FROM " + was)) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }

    @Override
    public void close() throws SQLException, IOException {
        statement.close();
        duck.close();
        for (String name : List.of("old", "now")) {
            Files.deleteIfExists(directory.resolve(name + ".duckdb.wal"));
            Files.deleteIfExists(directory.resolve(name + ".duckdb"));
        }
        Files.delete(directory);
    }
}
