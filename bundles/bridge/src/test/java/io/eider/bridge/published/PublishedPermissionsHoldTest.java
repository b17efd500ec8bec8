package io.eider.bridge.published;

import static io.eider.bridge.live.LiveFixture.fails;
import static io.eider.bridge.live.LiveFixture.rows;
import static io.eider.bridge.live.LiveFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.bridge.Bridge;
import io.eider.bridge.ForbiddenStatements;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is shown of published tables for reading cannot be written, and what is shown cannot be defined anew. */
class PublishedPermissionsHoldTest {
    @TempDir
    Path directory;

    private PublishedFixture published;

    @BeforeEach
    void open() throws Exception {
        published = new PublishedFixture(directory);
        published.table("users", List.of(), "id INTEGER", "name VARCHAR");
        published.table("log", List.of(), "id INTEGER");
        try (Bridge all = published.openAs("app", "users");
                Connection writer = all.connect()) {
            run(writer, "INSERT INTO app.users VALUES (1, 'a')");
        }
        published.open("users read", "log");
        run(published.target, "CREATE TABLE mine AS SELECT 1 AS id");
    }

    @AfterEach
    void close() throws Exception {
        published.close();
    }

    @ParameterizedTest
    @MethodSource("io.eider.bridge.ForbiddenStatements#writes")
    void aTableForReadingIsNotWritten(String permission, String sql) throws SQLException {
        long before = published.now("users").version();
        fails(published.app, sql, "42501").hasMessage("'users' does not have '" + permission + "' permission");
        assertThat(published.now("users").version()).isEqualTo(before);
        assertThat(rows(published.app, "FROM app.users")).containsExactly("1|a");
    }

    @ParameterizedTest
    @MethodSource("io.eider.bridge.ForbiddenStatements#definitions")
    void definitionsAreRefused(String sql) throws SQLException {
        fails(published.app, sql, "42501").hasMessageContaining("bridge-managed");
        assertThat(rows(published.app, "SELECT count(*) FROM app.users, app.log u"))
                .containsExactly("0");
        assertThat(rows(published.app, "SELECT id FROM app.users")).containsExactly("1");
    }

    @Test
    void definitionsAreRefusedAfterUse() throws SQLException {
        ForbiddenStatements.requireRefusalAfterUse(published.app);
    }

    @Test
    void tablesAndViewsOfTheTargetLiveBesideIt() throws SQLException {
        ForbiddenStatements.requireLocalTables(published.app, published.target);
    }

    @Test
    void otherConnectionsOfTheTargetReadOnly() throws SQLException {
        ForbiddenStatements.requireReadOnly(published.target);
        assertThat(rows(published.app, "SELECT count(*) FROM app.log")).containsExactly("0");
    }
}
