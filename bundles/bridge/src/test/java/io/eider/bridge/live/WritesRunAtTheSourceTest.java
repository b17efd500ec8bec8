package io.eider.bridge.live;

import static io.eider.bridge.live.LiveFixture.fails;
import static io.eider.bridge.live.LiveFixture.rows;
import static io.eider.bridge.live.LiveFixture.run;
import static io.eider.bridge.live.LiveFixture.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of a write does at the source what it would do there. The same statements run against a twin of the source directly. */
class WritesRunAtTheSourceTest {
    private static final String[] TABLES = {
        "CREATE TABLE users(id INTEGER, name VARCHAR DEFAULT 'nobody', age INTEGER DEFAULT 7)",
        "INSERT INTO users VALUES (1, 'a', 10), (1, 'a', 10), (2, 'b', 20), (NULL, NULL, NULL)",
        "CREATE TABLE keyed(id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, age INTEGER CHECK (age > 0), mail VARCHAR UNIQUE)",
        "INSERT INTO keyed VALUES (1, 'a', 1, 'm1'), (2, 'b', 2, 'm2')",
        "CREATE TABLE log(id INTEGER, t VARCHAR)",
        "INSERT INTO log VALUES (1, 'x'), (5, 'y')"
    };
    private static final String MINE =
            "CREATE TABLE mine AS SELECT * FROM (VALUES (1, 'one'), (2, 'two'), (3, 'three')) AS v(i, n)";

    private LiveFixture live;
    private LiveFixture twin;

    @BeforeEach
    void open() throws SQLException {
        live = new LiveFixture(TABLES).open("users", "keyed", "log");
        twin = new LiveFixture(TABLES);
        run(twin.source, MINE);
        run(live.target, MINE);
    }

    @AfterEach
    void close() throws SQLException {
        live.close();
        twin.close();
    }

    private void same(String sql) throws SQLException {
        String direct = sql.replace("app.", "");
        if (sql.contains("RETURNING")) {
            assertThat(rows(live.app, sql)).containsExactlyInAnyOrderElementsOf(rows(twin.source, direct));
        } else {
            assertThat(update(live.app, sql)).isEqualTo(update(twin.source, direct));
        }
        for (String table : List.of("users", "keyed", "log")) {
            String all = "SELECT * FROM " + table + " ORDER BY ALL";
            List<String> expected = rows(twin.source, all);
            assertThat(rows(live.source, all)).isEqualTo(expected);
            assertThat(rows(live.app, "SELECT * FROM app." + table + " ORDER BY ALL"))
                    .isEqualTo(expected);
            assertThat(rows(live.target, "SELECT * FROM app." + table + " ORDER BY ALL"))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("io.eider.bridge.WriteStatements#all")
    void itDoesWhatTheSourceWouldDo(String sql) throws SQLException {
        same(sql);
        same("INSERT INTO app.users VALUES (77, 'after', 1)");
    }

    @Test
    void severalThousandRowsOfValues() throws SQLException {
        same("INSERT INTO app.log VALUES "
                + IntStream.range(0, 5_000)
                        .mapToObj(i -> "(" + i + ", 't" + i + "')")
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void aScanOfAnotherTableNeverDecidesWhatIsWritten() throws SQLException {
        run(live.target, "CREATE VIEW decoy AS SELECT * FROM app.log");
        run(twin.source, "CREATE VIEW decoy AS SELECT * FROM log");
        same("DELETE FROM app.users WHERE id IN (SELECT id FROM decoy)");
        same("UPDATE app.users SET age = d.id FROM decoy d, app.log l WHERE d.id = l.id AND l.id = 5 AND users.id = 2");
        same("DELETE FROM app.users USING decoy d, app.log l WHERE d.id = l.id AND users.id = 2");
    }

    @Test
    void functionsOfTheTargetComputeThere() throws SQLException {
        run(live.target, "CREATE MACRO twice(x) AS x * 2", "CREATE TYPE mood AS ENUM ('fine', 'bad')");
        assertThat(rows(live.app, "SELECT twice(id) FROM app.users WHERE id = 2"))
                .containsExactly("4");
        assertThat(rows(live.app, "SELECT 'fine'::mood FROM app.users WHERE id = 2"))
                .containsExactly("fine");
        assertThat(update(live.app, "UPDATE app.users SET age = twice(age) WHERE twice(id) = 2"))
                .isEqualTo(2);
        assertThat(update(live.app, "INSERT INTO app.users (id) SELECT twice(id) FROM app.users WHERE id = 2"))
                .isEqualTo(1);
        assertThat(rows(live.source, "SELECT id, age FROM users ORDER BY ALL"))
                .containsExactly("1|20", "1|20", "2|20", "4|7", "NULL|NULL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "23505; INSERT INTO app.keyed VALUES (5, 'x', 1, 'm5'), (1, 'x', 1, 'm9')",
                "23505; INSERT INTO app.keyed VALUES (5, 'x', 1, 'm5'), (6, 'x', 1, 'm2')",
                "23502; INSERT INTO app.keyed VALUES (5, 'x', 1, 'm5'), (6, NULL, 1, 'm6')",
                "23514; INSERT INTO app.keyed VALUES (5, 'x', 1, 'm5'), (6, 'y', -1, 'm6')",
                "23505; INSERT INTO app.keyed SELECT i, n, i, 'x' || i FROM mine",
                "23514; UPDATE app.keyed SET age = -1 WHERE id = 1",
                "23502; UPDATE app.keyed SET name = NULL",
                "23514; UPDATE app.keyed SET age = -i FROM mine WHERE i = id",
                "22P02; INSERT INTO app.users VALUES ('x', 'y', 1)",
                "42703; UPDATE app.users SET nope = 1",
                "42703; SELECT nope FROM app.users",
                "42601; UPDATE app.users SET",
                "42601; SELECT * FROM app.users WHERE"
            })
    void whatTheSourceRefusesFailsWhole(String state, String sql) throws SQLException {
        List<String> before = rows(live.source, "FROM keyed");
        fails(live.app, sql, state);
        assertThat(rows(live.source, "FROM keyed")).isEqualTo(before);
        same("INSERT INTO app.users VALUES (77, 'after', 1)");
    }

    @Test
    void parametersArePassedOn() throws SQLException {
        run(live.target, "CREATE MACRO same(x) AS x");
        for (String sql : List.of(
                "INSERT INTO app.log VALUES (?, ?)",
                "INSERT INTO app.log SELECT ?, same(?)",
                "INSERT INTO app.log SELECT $1, n FROM mine WHERE n = $2")) {
            try (PreparedStatement statement = live.app.prepareStatement(sql)) {
                statement.setInt(1, 42);
                statement.setString(2, "two");
                assertThat(statement.executeUpdate()).isEqualTo(1);
                statement.setInt(1, 43);
                statement.addBatch();
                statement.setInt(1, 44);
                statement.addBatch();
                assertThat(statement.executeBatch()).containsExactly(1, 1);
            }
        }
        assertThat(rows(live.source, "SELECT id, t, count(*) FROM log WHERE id > 40 GROUP BY ALL ORDER BY id"))
                .containsExactly("42|two|3", "43|two|3", "44|two|3");
        try (PreparedStatement statement =
                live.app.prepareStatement("UPDATE app.users SET name = ? FROM mine WHERE i = id AND n = ?")) {
            statement.setString(1, "new");
            statement.setString(2, "two");
            assertThat(statement.executeLargeUpdate()).isEqualTo(1);
        }
        try (PreparedStatement statement = live.app.prepareStatement("SELECT name FROM app.users WHERE id = ?")) {
            statement.setInt(1, 2);
            assertThat(LiveFixture.texts(statement.executeQuery())).containsExactly("new");
        }
    }

    @Test
    void aPreparedStatementSeesWhatChangedInBetween() throws SQLException {
        try (PreparedStatement statement =
                live.app.prepareStatement("SELECT count(*) FROM app.users WHERE age > 100")) {
            assertThat(LiveFixture.texts(statement.executeQuery())).containsExactly("0");
            run(live.source, "INSERT INTO users SELECT range, 'x', 1000 FROM range(3000)");
            assertThat(LiveFixture.texts(statement.executeQuery())).containsExactly("3000");
        }
    }

    @Test
    void whatCannotBeSplitIsRefused() throws SQLException {
        fails(live.app, "UPDATE app.users SET (name, age) = (SELECT n, i FROM mine LIMIT 1)", "0A000");
        fails(
                live.app,
                "INSERT INTO app.keyed SELECT i, n, i, n FROM mine ON CONFLICT (id) DO UPDATE SET name = (SELECT max(n) FROM mine)",
                "0A000");
        assertThatThrownBy(() -> run(live.app, "INSERT INTO app.users VALUES (1, 'x', 1); SELECT 0x1F"))
                .isInstanceOf(SQLException.class);
        assertThat(rows(live.source, "SELECT count(*) FROM users")).containsExactly("4");
    }
}
