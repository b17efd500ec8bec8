package io.eider.bridge.live;

import static io.eider.bridge.live.LiveFixture.fails;
import static io.eider.bridge.live.LiveFixture.rows;
import static io.eider.bridge.live.LiveFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.bridge.UnlistedSpellings;
import io.eider.bridge.sql.Fragment;
import io.eider.bridge.sql.Routing;
import io.eider.bridge.sql.Tokens;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table that is not listed cannot be reached by any spelling, from a connection of the bridge and from others. */
class OnlyListedTablesExistTest {
    private LiveFixture live;

    @BeforeEach
    void open() throws SQLException {
        live = new LiveFixture(
                        "CREATE TABLE users(id INTEGER)",
                        "INSERT INTO users VALUES (1)",
                        "CREATE TABLE secret(word VARCHAR)",
                        "INSERT INTO secret VALUES ('hidden word')",
                        "CREATE VIEW seen AS FROM secret",
                        "CREATE SCHEMA app",
                        "CREATE TABLE app.secret AS FROM main.secret",
                        "CREATE MACRO leak() AS TABLE FROM secret",
                        "CREATE MACRO word() AS (SELECT max(word) FROM secret)",
                        "CREATE SEQUENCE counter",
                        "SET VARIABLE word = 'hidden word'")
                .open("users");
        run(live.target, "CREATE TABLE mine AS SELECT 7 AS seven");
    }

    @AfterEach
    void close() throws SQLException {
        live.close();
    }

    @ParameterizedTest
    @MethodSource("io.eider.bridge.UnlistedSpellings#statements")
    void itDoesNotExist(String sql) throws SQLException {
        UnlistedSpellings.requireFailure(sql, live.app, live.target);
        assertThat(rows(live.source, "SELECT * FROM users")).containsExactly("1");
        assertThat(rows(live.source, "SELECT nextval('counter')")).containsExactly("1");
    }

    @ParameterizedTest
    @MethodSource("io.eider.bridge.UnlistedSpellings#listings")
    void noListingShowsIt(String sql) throws SQLException {
        for (Connection connection : List.of(live.app, live.target)) {
            assertThat(rows(connection, sql))
                    .noneMatch(row -> row.contains("secret") || row.contains("word('") || row.contains("hidden"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM app.users, read_text('pom.xml')",
                "SELECT * FROM app.users, 'pom.xml'",
                "SELECT * FROM app.users, glob('*')",
                "SELECT * FROM app.users, histogram('pom.xml', id)",
                "SELECT getenv('PATH') FROM app.users",
                "SELECT current_setting('temp_directory') FROM app.users",
                "SELECT current_database() FROM app.users",
                "SELECT current_schema FROM app.users",
                "SELECT 1::secret_type FROM app.users"
            })
    void whatReachesMoreThanTablesNeverRunsAtTheSource(String sql) throws SQLException {
        LiveBridge bridge = (LiveBridge) live.bridge;
        Tokens tokens = new Tokens(sql);
        Routing routing = new Routing(bridge.parser(), bridge.names("memory", "main"), tokens);
        routing.add(new Fragment(Fragment.Kind.QUERY, 0, sql.length()), Set.of());
        assertThat(routing.tables()).hasSize(1);
        assertThat(routing.isWhole()).isFalse();
    }

    @Test
    void itDoesNotExistForPreparedStatements() {
        UnlistedSpellings.requirePreparedFailure(live.app);
    }

    @Test
    void itDoesNotExistAfterUse() throws SQLException {
        run(live.app, "USE app");
        assertThat(rows(live.app, "SELECT users.id, main.users.id FROM users")).containsExactly("1|1");
        fails(live.app, "FROM secret", "42P01");
        fails(live.app, "FROM main.secret", "42P01");
        fails(live.app, "DELETE FROM secret", "42P01");
    }

    @Test
    void aTableThatIsCreatedLaterStaysInvisible() throws SQLException {
        run(live.source, "CREATE TABLE later(id INTEGER)");
        fails(live.app, "FROM app.later", "42P01");
        fails(live.app, "INSERT INTO app.later VALUES (1)", "42P01");
        assertThat(live.bridge.describe().tables()).hasSize(1);
    }

    @Test
    void namesOfOtherTablesAreNotHinted() throws SQLException {
        run(live.source, "DROP TABLE users", "CREATE TABLE users_of_the_secret_service(id INTEGER)");
        fails(live.app, "FROM app.users", "42P01").hasMessageNotContaining("service");
        fails(live.app, "INSERT INTO app.users VALUES (1)", "42P01").hasMessageNotContaining("service");
    }

    @Test
    void nothingLeadsFromRowsToTheSource() throws SQLException {
        try (var statement = live.app.createStatement();
                var rows = statement.executeQuery("FROM app.users")) {
            assertThat(rows.getStatement()).isSameAs(statement);
            assertThat(statement.getConnection()).isSameAs(live.app);
            assertThatThrownBy(() -> rows.unwrap(Object.class)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> live.app.unwrap(Connection.class)).isInstanceOf(SQLException.class);
        }
        assertThat(rows(live.app.getMetaData().getConnection(), "SELECT table_name FROM duckdb_tables()"))
                .containsExactly("mine");
    }
}
