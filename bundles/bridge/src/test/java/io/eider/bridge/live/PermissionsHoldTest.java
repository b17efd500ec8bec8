package io.eider.bridge.live;

import static io.eider.bridge.live.LiveFixture.fails;
import static io.eider.bridge.live.LiveFixture.rows;
import static io.eider.bridge.live.LiveFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown for reading cannot be written, and what is shown cannot be defined anew. */
class PermissionsHoldTest {
    private LiveFixture live;

    @BeforeEach
    void open() throws SQLException {
        live = new LiveFixture(
                        "CREATE TABLE users(id INTEGER, name VARCHAR)",
                        "INSERT INTO users VALUES (1, 'a')",
                        "CREATE TABLE log(id INTEGER)")
                .open("users read", "log");
        run(live.target, "CREATE TABLE mine AS SELECT 1 AS id");
    }

    @AfterEach
    void close() throws SQLException {
        live.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
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
                "delete; TRUNCATE app.users"
            })
    void aTableForReadingIsNotWritten(String permission, String sql) throws SQLException {
        fails(live.app, sql, "42501").hasMessage("'users' does not have '" + permission + "' permission");
        assertThat(rows(live.source, "FROM users")).containsExactly("1|a");
        assertThat(rows(live.app, "SELECT name FROM app.users")).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "COPY FROM DATABASE memory TO app"
            })
    void definitionsAreRefused(String sql) throws SQLException {
        fails(live.app, sql, "42501").hasMessageContaining("bridge-managed");
        assertThat(rows(live.app, "SELECT count(*) FROM app.users, app.log u")).containsExactly("0");
        assertThat(rows(live.app, "SELECT id FROM app.users")).containsExactly("1");
    }

    @Test
    void definitionsAreRefusedAfterUse() throws SQLException {
        run(live.app, "USE app");
        fails(live.app, "DROP VIEW users", "42501").hasMessageContaining("bridge-managed");
        fails(live.app, "CREATE TABLE fresh(id INTEGER)", "42501").hasMessageContaining("bridge-managed");
        run(live.app, "CREATE TEMP TABLE fresh(id INTEGER)", "CREATE TABLE memory.main.fresh(id INTEGER)");
    }

    @Test
    void tablesAndViewsOfTheTargetLiveBesideIt() throws SQLException {
        run(
                live.app,
                "CREATE TABLE local(id INTEGER, name VARCHAR)",
                "INSERT INTO local FROM app.users",
                "CREATE VIEW joined AS SELECT l.id, u.name FROM local l JOIN app.users u USING (id)",
                "CREATE INDEX i ON local(id)",
                "UPDATE local SET name = u.name || '!' FROM app.users u WHERE u.id = local.id");
        assertThat(rows(live.app, "FROM joined")).containsExactly("1|a");
        assertThat(rows(live.target, "FROM joined")).containsExactly("1|a");
        assertThat(rows(live.app, "FROM local")).containsExactly("1|a!");
        run(live.app, "DROP VIEW joined", "DROP TABLE local");
    }

    @Test
    void otherConnectionsOfTheTargetReadOnly() throws SQLException {
        assertThat(rows(live.target, "SELECT u.id, name FROM app.users u JOIN mine USING (id)"))
                .containsExactly("1|a");
        for (String sql :
                new String[] {"INSERT INTO app.log VALUES (1)", "UPDATE app.log SET id = 1", "DELETE FROM app.log"}) {
            assertThatThrownBy(() -> run(live.target, sql)).isInstanceOf(SQLException.class);
        }
        assertThat(rows(live.source, "SELECT count(*) FROM log")).containsExactly("0");
    }
}
