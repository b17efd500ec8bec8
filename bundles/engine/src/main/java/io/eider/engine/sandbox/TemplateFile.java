package io.eider.engine.sandbox;

import io.eider.engine.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** A database file that is built once and attached read-only by many instances. */
public final class TemplateFile {
    private TemplateFile() {}

    /**
     * Builds one. Its macros may name those of {@link Sandbox#FUNCTIONS}.
     *
     * @param file does not exist yet
     * @param catalog the name under which it is attached, here and later
     * @param before make what the statements name and is not part of the file
     * @param statements fill it; they are the server's own and may read files
     * @throws SandboxFailure if one fails
     */
    public static void build(Path file, String catalog, List<String> before, List<String> statements) {
        Properties properties = new Properties();
        properties.setProperty("threads", "1");
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", properties);
                Statement statement = connection.createStatement()) {
            for (String sql : Sandbox.functions()) {
                statement.execute(sql);
            }
            for (String sql : before) {
                statement.execute(sql);
            }
            statement.execute("ATTACH " + Sql.literal(file.toString()) + " AS " + Sql.identifier(catalog)
                    + " (BLOCK_SIZE 16384, STORAGE_VERSION 'v1.4.0')"); // which macros with types of parameters need
            statement.execute("BEGIN TRANSACTION");
            for (String sql : statements) {
                execute(connection, sql);
            }
            statement.execute("COMMIT");
            statement.execute("DETACH " + Sql.identifier(catalog));
        } catch (SQLException e) {
            throw SandboxFailure.of(e);
        }
    }

    /** Prepared, because a plain statement hides the cause of a failure (DuckDB 1.5). */
    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }
}
