package io.eider.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.bridge.live.LiveFixture;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** Statements that would reach a table {@code secret} which a bridge {@code app} with {@code users(id INTEGER)} does not list. */
public final class UnlistedSpellings {
    private UnlistedSpellings() {}

    /** That must fail. */
    public static Stream<String> statements() {
        return Stream.of(
                "FROM app.secret",
                "FROM app.main.secret",
                "FROM \"app\".\"secret\"",
                "FROM APP.SECRET",
                "FROM secret",
                "FROM memory.main.secret",
                "FROM main.secret",
                "FROM app.app.secret",
                "FROM app.seen",
                "FROM \"app.secret\"",
                "TABLE app.secret",
                "DESCRIBE app.secret",
                "SUMMARIZE app.secret",
                "SELECT * FROM app.users, app.secret",
                "SELECT * FROM app.users u JOIN memory.main.secret s ON true",
                "SELECT (SELECT max(word) FROM app.secret) FROM app.users",
                "SELECT * FROM app.users WHERE EXISTS (FROM main.secret)",
                "WITH x AS (FROM app.secret) SELECT * FROM app.users, x",
                "WITH secret AS (FROM secret) SELECT * FROM app.users, secret",
                "SELECT * FROM app.users UNION ALL SELECT word FROM app.secret",
                "SELECT * FROM app.users, LATERAL (SELECT word FROM main.secret)",
                "SELECT * FROM query_table('app.secret')",
                "SELECT * FROM query_table('secret'), app.users",
                "SELECT * FROM query('FROM secret'), app.users",
                "SELECT * FROM app.users, query_table(['secret'])",
                "SELECT * FROM leak(), app.users",
                "SELECT word() FROM app.users",
                "SELECT nextval('counter') FROM app.users",
                "SELECT currval('counter') FROM app.users",
                "PREPARE p AS FROM app.secret",
                "EXPLAIN FROM app.secret",
                "PIVOT app.secret ON word",
                "FROM (PIVOT app.secret ON word), app.users",
                "INSERT INTO app.secret VALUES ('x')",
                "UPDATE app.secret SET word = 'x'",
                "DELETE FROM app.secret",
                "TRUNCATE app.secret",
                "MERGE INTO app.secret USING app.users ON true WHEN MATCHED THEN DELETE",
                "INSERT INTO app.users SELECT length(word) FROM app.secret",
                "INSERT INTO app.users SELECT length(word) FROM main.secret",
                "UPDATE app.users SET id = 2 FROM app.secret",
                "UPDATE app.users SET id = (SELECT count(*) FROM memory.main.secret)",
                "DELETE FROM app.users USING main.secret",
                "INSERT INTO app.users VALUES (5) RETURNING (SELECT word FROM main.secret)",
                "INSERT INTO app.users VALUES ((SELECT length(word) FROM secret))",
                "COPY app.secret TO '/dev/null'",
                "CREATE TABLE copy AS FROM app.secret",
                "CREATE VIEW copy AS FROM app.secret",
                "DESCRIBE leak",
                "SELECT * FROM app.users AT (VERSION => 1), app.secret");
    }

    /** That must not show it. */
    public static Stream<String> listings() {
        return Stream.of(
                "SELECT table_name FROM information_schema.tables",
                "SELECT column_name FROM information_schema.columns",
                "FROM duckdb_tables()",
                "FROM duckdb_columns()",
                "FROM duckdb_views()",
                "SELECT function_name FROM duckdb_functions() WHERE NOT internal",
                "FROM pg_catalog.pg_class",
                "SHOW ALL TABLES",
                "SELECT t.table_name, u.id FROM app.users u, information_schema.tables t",
                "SELECT * FROM app.users, duckdb_tables()",
                "SELECT getvariable('word') FROM app.users",
                "SELECT current_query() FROM app.users");
    }

    /** Requires that a statement fails for each of some connections, and tells nothing of the table. */
    public static void requireFailure(String sql, Connection... connections) {
        for (Connection connection : connections) {
            assertThatThrownBy(() -> {
                        LiveFixture.run(connection, sql);
                        List<String> rows = LiveFixture.rows(connection, sql);
                        throw new AssertionError(rows.toString());
                    })
                    .isInstanceOf(SQLException.class)
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hidden word"));
        }
    }

    /** Requires that a prepared statement cannot reach it. */
    public static void requirePreparedFailure(Connection connection) {
        assertThatThrownBy(() -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement("SELECT * FROM app.secret WHERE word = ?")) {
                        statement.setString(1, "x");
                        statement.executeQuery();
                    }
                })
                .isInstanceOf(SQLException.class);
    }
}
