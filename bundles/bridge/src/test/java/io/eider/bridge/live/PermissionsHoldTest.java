package io.eider.bridge.live;

import static io.eider.bridge.live.LiveFixture.fails;
import static io.eider.bridge.live.LiveFixture.rows;
import static io.eider.bridge.live.LiveFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.bridge.ForbiddenStatements;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
    @MethodSource("io.eider.bridge.ForbiddenStatements#writes")
    void aTableForReadingIsNotWritten(String permission, String sql) throws SQLException {
        fails(live.app, sql, "42501").hasMessage("'users' does not have '" + permission + "' permission");
        assertThat(rows(live.source, "FROM users")).containsExactly("1|a");
        assertThat(rows(live.app, "SELECT name FROM app.users")).containsExactly("a");
    }

    @ParameterizedTest
    @MethodSource("io.eider.bridge.ForbiddenStatements#definitions")
    void definitionsAreRefused(String sql) throws SQLException {
        fails(live.app, sql, "42501").hasMessageContaining("bridge-managed");
        assertThat(rows(live.app, "SELECT count(*) FROM app.users, app.log u")).containsExactly("0");
        assertThat(rows(live.app, "SELECT id FROM app.users")).containsExactly("1");
    }

    @Test
    void definitionsAreRefusedAfterUse() throws SQLException {
        ForbiddenStatements.requireRefusalAfterUse(live.app);
    }

    @Test
    void tablesAndViewsOfTheTargetLiveBesideIt() throws SQLException {
        ForbiddenStatements.requireLocalTables(live.app, live.target);
    }

    @Test
    void otherConnectionsOfTheTargetReadOnly() throws SQLException {
        ForbiddenStatements.requireReadOnly(live.target);
        assertThat(rows(live.source, "SELECT count(*) FROM log")).containsExactly("0");
    }
}
