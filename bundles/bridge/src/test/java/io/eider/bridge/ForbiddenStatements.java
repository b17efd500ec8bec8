package io.eider.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.bridge.live.LiveFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Over {@code app.users(id INTEGER, name VARCHAR)} for reading and {@code app.log(id INTEGER)} for writing of a bridge, and {@code mine(id)} of the target. */
public final class ForbiddenStatements {
    private ForbiddenStatements() {}

    /** The permission that is missing for {@code app.users}, and a statement. */
    public static Stream<Arguments> writes() {
        return Stream.of(
                        "insert; INSERT INTO app.users VALUES (2, 'b')",
                        "insert; INSERT INTO \"app\".main.\"users\" VALUES (2, 'b')",
                        "insert; WITH x AS (SELECT 2 AS a) INSERT INTO app.users SELECT a, 'b' FROM x",
                        "insert; INSERT INTO app.users FROM app.users",
                        "insert; INSERT INTO app.users SELECT id, 'b' FROM mine",
                        "insert; INSERT INTO app.users VALUES (1, 'b') ON CONFLICT DO NOTHING",
                        "insert; MERGE INTO app.users u USING mine ON u.id = mine.id WHEN MATCHED THEN DELETE",
                        "update; UPDATE app.users SET name = 'b'",
                        "update; UPDATE app.users u SET name = 'b' FROM mine WHERE u.id = mine.id",
                        "delete; DELETE FROM app.users",
                        "delete; /* x */ DELETE FROM app . users USING mine WHERE true",
                        "delete; TRUNCATE app.users")
                .map(line -> Arguments.of((Object[]) line.split("; ")));
    }

    /** That would change what is shown, or where. */
    public static Stream<String> definitions() {
        return Stream.of(
                "DROP TABLE app.users",
                "DROP VIEW IF EXISTS app.main.users",
                "ALTER TABLE app.log ADD COLUMN x INTEGER",
                "ALTER VIEW app.log RENAME TO blog",
                "CREATE OR REPLACE TABLE app.users(id INTEGER)",
                "CREATE OR REPLACE VIEW app.users AS SELECT 1",
                "CREATE TABLE app.other(id INTEGER)",
                "CREATE INDEX i ON app.log(id)",
                "CREATE SCHEMA app.s",
                "COMMENT ON VIEW app.users IS 'x'",
                "COMMENT ON COLUMN app.users.id IS 'x'",
                "DROP SCHEMA app.main CASCADE",
                "DETACH app",
                "DETACH DATABASE IF EXISTS app",
                "ATTACH OR REPLACE ':memory:' AS app",
                "COPY FROM DATABASE memory TO app");
    }

    /** Requires that tables and views of the target live beside what is shown. */
    public static void requireLocalTables(Connection app, Connection target) throws SQLException {
        LiveFixture.run(
                app,
                "CREATE TABLE local(id INTEGER, name VARCHAR)",
                "INSERT INTO local FROM app.users",
                "CREATE VIEW joined AS SELECT l.id, u.name FROM local l JOIN app.users u USING (id)",
                "CREATE INDEX i ON local(id)",
                "UPDATE local SET name = u.name || '!' FROM app.users u WHERE u.id = local.id");
        assertThat(LiveFixture.rows(app, "FROM joined")).containsExactly("1|a");
        assertThat(LiveFixture.rows(target, "FROM joined")).containsExactly("1|a");
        assertThat(LiveFixture.rows(app, "FROM local")).containsExactly("1|a!");
        LiveFixture.run(app, "DROP VIEW joined", "DROP TABLE local");
    }

    /** Requires that an ordinary connection of the target reads and cannot write. */
    public static void requireReadOnly(Connection target) throws SQLException {
        assertThat(LiveFixture.rows(target, "SELECT u.id, name FROM app.users u JOIN mine USING (id)"))
                .containsExactly("1|a");
        for (String sql :
                new String[] {"INSERT INTO app.log VALUES (1)", "UPDATE app.log SET id = 1", "DELETE FROM app.log"}) {
            assertThatThrownBy(() -> LiveFixture.run(target, sql)).isInstanceOf(SQLException.class);
        }
    }

    /** Requires that nothing is made where the bridge's tables are, also if names mean that place. */
    public static void requireRefusalAfterUse(Connection app) throws SQLException {
        LiveFixture.run(app, "USE app");
        LiveFixture.fails(app, "DROP VIEW users", "42501").hasMessageContaining("bridge-managed");
        LiveFixture.fails(app, "CREATE TABLE fresh(id INTEGER)", "42501").hasMessageContaining("bridge-managed");
        LiveFixture.run(app, "CREATE TEMP TABLE fresh(id INTEGER)", "CREATE TABLE memory.main.fresh(id INTEGER)");
    }
}
