package io.eider.bridge.published;

import static io.eider.bridge.live.LiveFixture.fails;
import static io.eider.bridge.live.LiveFixture.rows;
import static io.eider.bridge.live.LiveFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.bridge.Bridge;
import io.eider.bridge.UnlistedSpellings;
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

/** A table of the same bucket that the bridge does not list cannot be reached by any spelling, from any connection of the target. */
class UnlistedTablesDoNotExistTest {
    @TempDir
    Path directory;

    private PublishedFixture published;

    @BeforeEach
    void open() throws Exception {
        published = new PublishedFixture(directory);
        published.table("users", List.of(), "id INTEGER");
        published.table("secret", List.of(), "word VARCHAR");
        try (Bridge all = published.openAs("app", "users", "secret");
                Connection writer = all.connect()) {
            run(writer, "INSERT INTO app.users VALUES (1)", "INSERT INTO app.secret VALUES ('hidden word')");
        }
        published.open("users");
        run(published.target, "CREATE TABLE mine AS SELECT 7 AS seven");
    }

    @AfterEach
    void close() throws Exception {
        published.close();
    }

    @ParameterizedTest
    @MethodSource("io.eider.bridge.UnlistedSpellings#statements")
    void itDoesNotExist(String sql) throws SQLException {
        UnlistedSpellings.requireFailure(sql, published.app, published.target);
        assertThat(rows(published.app, "SELECT * FROM app.users")).containsExactly("1");
        assertThat(published.now("users").version()).isEqualTo(2);
        assertThat(published.now("secret").version()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("io.eider.bridge.UnlistedSpellings#listings")
    void noListingShowsIt(String sql) throws SQLException {
        for (Connection connection : List.of(published.app, published.target)) {
            assertThat(rows(connection, sql)).noneMatch(row -> row.contains("secret") || row.contains("hidden"));
        }
    }

    @Test
    void itDoesNotExistForPreparedStatements() {
        UnlistedSpellings.requirePreparedFailure(published.app);
    }

    @Test
    void itDoesNotExistAfterUseNorWhenItIsCreatedLater() throws SQLException {
        run(published.app, "USE app");
        assertThat(rows(published.app, "SELECT users.id, main.users.id FROM users"))
                .containsExactly("1|1");
        fails(published.app, "FROM secret", "42P01");
        fails(published.app, "DELETE FROM main.secret", "42P01");
        published.table("later", List.of(), "id INTEGER");
        published.bridge.refresh();
        fails(published.app, "FROM app.later", "42P01");
        fails(published.app, "INSERT INTO app.later VALUES (1)", "42P01");
        assertThat(published.bridge.describe().tables()).hasSize(1);
    }
}
