package io.eider.bridge.live;

import static io.eider.bridge.live.LiveFixture.fails;
import static io.eider.bridge.live.LiveFixture.rows;
import static io.eider.bridge.live.LiveFixture.run;
import static io.eider.bridge.live.LiveFixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens between BEGIN and the end happens at the source, or not at all. */
class TransactionsHoldTest {
    private LiveFixture live;

    @BeforeEach
    void open() throws SQLException {
        live = new LiveFixture(
                        "CREATE TABLE users(id INTEGER, name VARCHAR)",
                        "INSERT INTO users VALUES (1, 'a'), (2, 'b')",
                        "CREATE TABLE keyed(id INTEGER PRIMARY KEY)",
                        "INSERT INTO keyed VALUES (1)")
                .open("users", "keyed");
        run(live.target, "CREATE TABLE mine AS SELECT 2 AS i", "CREATE VIEW seen AS FROM app.users");
    }

    @AfterEach
    void close() throws SQLException {
        live.close();
    }

    private String count(Connection connection, String table) throws SQLException {
        return rows(connection, "SELECT count(*) FROM " + table).get(0);
    }

    @Test
    void writesAreUndoneByRollback() throws SQLException {
        run(
                live.app,
                "BEGIN",
                "INSERT INTO app.users VALUES (3, 'c')",
                "INSERT INTO app.users SELECT i, 'm' FROM mine",
                "UPDATE app.users SET name = 'x' FROM mine WHERE i = id",
                "DELETE FROM app.keyed",
                "TRUNCATE app.users",
                "ROLLBACK");
        assertThat(rows(live.app, "FROM app.users ORDER BY id")).containsExactly("1|a", "2|b");
        assertThat(count(live.source, "keyed")).isEqualTo("1");
    }

    @Test
    void severalWritesAreOneUnitAndSeenInsideOnly() throws SQLException {
        run(live.app, "BEGIN", "INSERT INTO app.users VALUES (3, 'c')", "DELETE FROM app.users WHERE id = 1");
        for (String own : new String[] {"app.users", "seen", "app.users, mine", "query_table('app.users')"}) {
            assertThat(count(live.app, own)).as(own).isEqualTo("2");
        }
        assertThat(rows(live.app, "SELECT name FROM app.users JOIN mine ON i + 1 = id"))
                .containsExactly("c");
        try (Connection other = live.bridge.connect()) {
            assertThat(rows(other, "SELECT id FROM app.users ORDER BY id")).containsExactly("1", "2");
            assertThat(rows(other, "SELECT id FROM app.users, mine ORDER BY id"))
                    .containsExactly("1", "2");
        }
        assertThat(rows(live.target, "SELECT id FROM app.users ORDER BY id")).containsExactly("1", "2");
        assertThat(rows(live.source, "SELECT id FROM users ORDER BY id")).containsExactly("1", "2");
        run(live.app, "COMMIT");
        assertThat(rows(live.source, "SELECT id FROM users ORDER BY id")).containsExactly("2", "3");
        assertThat(rows(live.target, "SELECT id FROM app.users ORDER BY id")).containsExactly("2", "3");
    }

    @Test
    void readsInsideSeeOneSnapshot() throws SQLException {
        run(live.app, "BEGIN");
        assertThat(count(live.app, "app.users")).isEqualTo("2");
        run(live.source, "INSERT INTO users VALUES (9, 'z')", "INSERT INTO keyed VALUES (9)");
        assertThat(count(live.app, "app.users")).isEqualTo("2");
        assertThat(count(live.app, "app.users, mine")).isEqualTo("2");
        assertThat(count(live.app, "app.keyed, mine")).isEqualTo("1");
        run(live.app, "COMMIT");
        assertThat(count(live.app, "app.users")).isEqualTo("3");
    }

    @Test
    void oneStatementSeesOneSnapshotOfSeveralTables() throws Exception {
        run(
                live.source,
                "CREATE OR REPLACE TABLE users AS SELECT range AS id, 'n' AS name FROM range(2000)",
                "DELETE FROM keyed");
        run(live.source, "INSERT INTO keyed SELECT range FROM range(2000)");
        Thread writer = new Thread(() -> {
            try {
                for (int i = 2_000; i < 2_200; i++) {
                    run(
                            live.source,
                            "BEGIN",
                            "INSERT INTO users VALUES (" + i + ", 'n')",
                            "INSERT INTO keyed VALUES (" + i + ")",
                            "COMMIT");
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        writer.start();
        do {
            assertThat(
                            rows(
                                    live.app,
                                    "SELECT (SELECT count(*) FROM app.users u, mine) - (SELECT count(*) FROM app.keyed k, mine)"))
                    .containsExactly("0");
        } while (writer.isAlive());
        writer.join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE fresh(i INTEGER)",
                "INSERT INTO mine VALUES (1)",
                "DELETE FROM mine",
                "DROP TABLE mine"
            })
    void aSecondCatalogIsNotWritten(String sql) throws SQLException {
        run(live.app, "BEGIN", "INSERT INTO app.users VALUES (3, 'c')");
        fails(live.app, sql, "0A000").hasMessageContaining("a single transaction writes to one catalog only");
        run(live.app, "CREATE TEMP TABLE fine(i INTEGER)", "INSERT INTO fine VALUES (1)", "COMMIT");
        assertThat(count(live.source, "users")).isEqualTo("3");
        run(live.app, "BEGIN", "INSERT INTO mine VALUES (7)");
        fails(live.app, "INSERT INTO app.users VALUES (4, 'd')", "0A000");
        run(live.app, "COMMIT");
        assertThat(count(live.target, "mine")).isEqualTo("2");
        assertThat(count(live.source, "users")).isEqualTo("3");
    }

    @Test
    void aConstraintErrorEndsTheTransaction() throws SQLException {
        run(live.app, "BEGIN", "INSERT INTO app.users VALUES (3, 'c')");
        fails(live.app, "INSERT INTO app.keyed VALUES (1)", "23505");
        for (String next :
                new String[] {"SELECT 1", "FROM app.users", "INSERT INTO app.users VALUES (4, 'd')", "FROM mine"}) {
            fails(live.app, next, "25P02");
        }
        run(live.app, "ROLLBACK");
        assertThat(count(live.app, "app.users")).isEqualTo("2");
    }

    @Test
    void anErrorOfTheBinderDoesNot() throws SQLException {
        run(live.app, "BEGIN", "INSERT INTO app.users VALUES (3, 'c')");
        fails(live.app, "SELECT nope FROM app.users", "42703");
        fails(live.app, "SELECT nope FROM mine", "42703");
        fails(live.app, "SELECT nope FROM app.users, mine", "42703");
        fails(live.app, "INSERT INTO app.nope VALUES (1)", "42P01");
        fails(live.app, "DROP VIEW app.users", "42501");
        run(live.app, "COMMIT");
        assertThat(count(live.source, "users")).isEqualTo("3");
    }

    @Test
    void theSecondWriterIsToldAtOnce() throws SQLException {
        try (Connection other = live.bridge.connect()) {
            run(other, "BEGIN", "UPDATE app.users SET name = 'first' WHERE id = 1");
            run(live.app, "BEGIN");
            Instant start = Instant.now();
            fails(live.app, "UPDATE app.users SET name = 'second' WHERE id = 1", "40001");
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
            run(live.app, "ROLLBACK");
            fails(live.app, "UPDATE app.users SET name = 'x' FROM mine WHERE id = 1", "40001");
            run(other, "COMMIT");
        }
        assertThat(rows(live.source, "SELECT name FROM users WHERE id = 1")).containsExactly("first");
        assertThat(update(live.app, "UPDATE app.users SET name = 'second' WHERE id = 1"))
                .isEqualTo(1);
    }

    @Test
    void jdbcTransactionsAreTheSame() throws SQLException {
        live.app.setAutoCommit(false);
        run(live.app, "INSERT INTO app.users VALUES (3, 'c')");
        assertThat(live.app.getAutoCommit()).isFalse();
        assertThat(count(live.source, "users")).isEqualTo("2");
        live.app.rollback();
        run(live.app, "INSERT INTO app.users VALUES (4, 'd')");
        live.app.commit();
        run(live.app, "INSERT INTO app.users VALUES (5, 'e')");
        live.app.setAutoCommit(true);
        assertThat(rows(live.source, "SELECT id FROM users ORDER BY id")).containsExactly("1", "2", "4", "5");
    }

    @Test
    void whatIsOpenIsRolledBackByClose() throws SQLException {
        run(live.app, "BEGIN", "INSERT INTO app.users VALUES (3, 'c')");
        live.app.close();
        assertThat(count(live.source, "users")).isEqualTo("2");
        fails(live.source, "COMMIT", null);
    }

    @Test
    void commandsOutOfPlaceAreRefused() throws SQLException {
        fails(live.app, "COMMIT", "25P01");
        fails(live.app, "ROLLBACK", "25P01");
        run(live.app, "START TRANSACTION");
        fails(live.app, "BEGIN", "25001");
        run(live.app, "END");
    }
}
