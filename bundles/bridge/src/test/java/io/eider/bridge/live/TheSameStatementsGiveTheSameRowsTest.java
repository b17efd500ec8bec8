package io.eider.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.bridge.jdbc.Failures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The same random statements run over a bridge and directly, by several sessions with transactions that conflict. After each step both sides hold the same
 * rows and said the same. {@code -Deider.bridge.statements=100000 -Deider.bridge.seed=7} sets how many and which.
 */
class TheSameStatementsGiveTheSameRowsTest {
    private static final int STATEMENTS = Integer.getInteger("eider.bridge.statements", 1_500);
    private static final long SEED = Long.getLong("eider.bridge.seed", System.nanoTime());
    private static final int SESSIONS = 3;
    private static final String MINE = "CREATE TABLE mine(i INTEGER, n VARCHAR)";
    private static final String FILL = "INSERT INTO mine SELECT range, 'm' || range FROM range(8)";
    private static final String[] TABLES = {
        "CREATE TABLE users(id INTEGER, name VARCHAR DEFAULT 'nobody', age INTEGER DEFAULT 7, tags VARCHAR[])",
        "CREATE TABLE keyed(id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, age INTEGER CHECK (age > 0))",
        "CREATE TABLE log(id INTEGER, t VARCHAR)",
        "INSERT INTO users SELECT range % 10, 'n' || range % 4, range, [range::VARCHAR] FROM range(20)",
        "INSERT INTO keyed SELECT range, 'k' || range, 1 FROM range(5)"
    };

    private final Random random = new Random(SEED);

    /** What a statement said: a count, its rows, or the class of its error. */
    private record Said(String what) {
        static Said of(Connection connection, String sql) {
            try (Statement statement = connection.createStatement()) {
                if (!statement.execute(sql)) {
                    return new Said("count " + Math.max(0, statement.getUpdateCount()));
                }
                try (ResultSet rows = statement.getResultSet()) {
                    List<String> texts = new ArrayList<>(LiveFixture.texts(rows));
                    texts.sort(null);
                    return new Said(texts.toString());
                }
            } catch (SQLException e) {
                return new Said("error " + kind(e));
            }
        }

        private static String kind(SQLException e) {
            SQLException translated = Failures.atTarget(new SQLException(e.getMessage()));
            String state = e.getSQLState() == null ? translated.getSQLState() : e.getSQLState();
            return state.startsWith("25") ? "25" : state;
        }
    }

    @Test
    void bothSidesHoldTheSameRowsAfterEachStep() throws SQLException {
        String seed = "seed " + SEED + ", " + STATEMENTS + " statements";
        System.getLogger("io.eider.bridge").log(System.Logger.Level.INFO, seed);
        try (LiveFixture live = new LiveFixture(TABLES).open("users", "keyed", "log");
                LiveFixture twin = new LiveFixture(TABLES)) {
            LiveFixture.run(live.target, MINE, FILL);
            LiveFixture.run(twin.source, MINE, FILL);
            List<Connection> bridged = new ArrayList<>();
            List<Connection> direct = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                bridged.add(live.bridge.connect());
                direct.add(io.eider.engine.link.Links.duplicate(twin.source));
            }
            for (int step = 0; step < STATEMENTS; step++) {
                int session = random.nextInt(SESSIONS);
                String sql = statement();
                Said expected = Said.of(direct.get(session), sql.replace("app.", ""));
                Said actual = Said.of(bridged.get(session), sql);
                String where = seed + ", step " + step + ", session " + session + ": " + sql;
                if (!isAborted(expected, actual, direct.get(session))) {
                    assertThat(actual).as(where).isEqualTo(expected);
                }
                for (String table : List.of("users", "keyed", "log")) {
                    String all = "SELECT * FROM " + table + " ORDER BY ALL";
                    assertThat(LiveFixture.rows(live.source, all))
                            .as(where)
                            .isEqualTo(LiveFixture.rows(twin.source, all));
                }
                String inside =
                        "SELECT 'u', * EXCLUDE (tags) FROM app.users UNION ALL SELECT 'k', * FROM app.keyed UNION ALL SELECT 'l', id, t, 0 FROM app.log";
                assertThat(Said.of(bridged.get(session), inside))
                        .as(where)
                        .isEqualTo(Said.of(direct.get(session), inside.replace("app.", "")));
            }
            for (Connection connection : bridged) {
                connection.close();
            }
            for (Connection connection : direct) {
                connection.close();
            }
        }
    }

    /** In a transaction that has failed DuckDB still looks for names first; the bridge does not look at all. */
    private static boolean isAborted(Said expected, Said actual, Connection direct) {
        Said aborted = new Said("error 25");
        return actual.equals(aborted)
                && expected.what().startsWith("error")
                && Said.of(direct, "SELECT 1").equals(aborted);
    }

    private String statement() {
        int kind = random.nextInt(100);
        if (kind < 8) {
            return "BEGIN";
        }
        if (kind < 14) {
            return random.nextInt(3) == 0 ? "ROLLBACK" : "COMMIT";
        }
        if (kind < 40) {
            return query();
        }
        if (kind < 62) {
            return insert();
        }
        if (kind < 80) {
            return update();
        }
        return kind < 94 ? delete() : merge();
    }

    private String query() {
        return pick(
                "SELECT * FROM app.users WHERE " + condition(),
                "SELECT name, count(*), sum(age) FROM app.users GROUP BY ALL",
                "SELECT u.id, k.name FROM app.users u JOIN app.keyed k USING (id) WHERE " + condition("u."),
                "SELECT * FROM app.keyed, mine WHERE i = id",
                "SELECT u.name, n FROM app.users u LEFT JOIN mine ON i = u.id WHERE " + condition("u."),
                "SELECT count(*) FROM app.users a, app.log b, mine WHERE a.id = b.id AND i = a.id",
                "WITH x AS (SELECT * FROM app.users WHERE " + condition()
                        + ") SELECT id FROM x UNION SELECT i FROM mine",
                "SELECT nope FROM app.users",
                "SELECT id, row_number() OVER (ORDER BY id) FROM app.keyed",
                "SELECT (SELECT max(n) FROM mine WHERE i < app.keyed.id) FROM app.keyed");
    }

    private String insert() {
        return pick(
                "INSERT INTO app.users VALUES (" + id() + ", 'new', " + random.nextInt(50) + ", ['t', NULL])",
                "INSERT INTO app.users (id) VALUES (" + id() + "), (" + id() + ") RETURNING id, name",
                "INSERT INTO app.users (name, id) SELECT n, i FROM mine WHERE i < " + random.nextInt(4),
                "INSERT INTO app.users BY NAME SELECT id, name FROM app.keyed WHERE " + condition(),
                "INSERT INTO app.log SELECT id, name FROM app.users WHERE " + condition(),
                "INSERT INTO app.log SELECT i, k.name FROM mine JOIN app.keyed k ON k.id = i",
                "INSERT INTO app.keyed VALUES (" + id() + ", 'k', " + (random.nextInt(8) - 1) + ")",
                "INSERT INTO app.keyed VALUES (" + id() + ", 'k', 2) ON CONFLICT DO NOTHING",
                "INSERT INTO app.keyed VALUES (" + id()
                        + ", 'k', 3) ON CONFLICT (id) DO UPDATE SET name = excluded.name || keyed.name",
                "INSERT INTO app.keyed SELECT i, n, 4 FROM mine WHERE i > 4 ON CONFLICT (id) DO UPDATE SET age = keyed.age + 1 RETURNING id, age",
                "INSERT INTO app.keyed SELECT " + id() + ", NULL, 1");
    }

    private String update() {
        return pick(
                "UPDATE app.users SET name = 'u" + random.nextInt(9) + "' WHERE " + condition(),
                "UPDATE app.users SET age = age + 1, tags = [name] WHERE " + condition() + " RETURNING id, age",
                "UPDATE app.users AS u SET name = k.name FROM app.keyed k WHERE k.id = u.id",
                "UPDATE app.users SET name = n FROM mine WHERE i = id AND " + condition(),
                "UPDATE app.users SET age = (SELECT count(*) FROM mine), name = DEFAULT WHERE " + condition(),
                "UPDATE app.keyed SET age = age - " + random.nextInt(2) + " WHERE id = " + id(),
                "UPDATE app.keyed SET age = i FROM mine WHERE i = id AND i > " + random.nextInt(3),
                "UPDATE app.log SET t = upper(t) WHERE " + condition());
    }

    private String delete() {
        return pick(
                "DELETE FROM app.users WHERE id = " + id(),
                "DELETE FROM app.users WHERE age > " + random.nextInt(60) + " AND " + condition() + " RETURNING *",
                "DELETE FROM app.users USING app.log l WHERE l.id = app.users.id AND l.id = " + id(),
                "DELETE FROM app.users USING mine WHERE i = app.users.id AND i = " + random.nextInt(8),
                "DELETE FROM app.keyed WHERE id = " + id(),
                "DELETE FROM app.log WHERE id IN (SELECT i FROM mine)",
                "TRUNCATE app.log");
    }

    private String merge() {
        return pick(
                "MERGE INTO app.keyed k USING mine ON k.id = i WHEN MATCHED AND i > 3 THEN UPDATE SET name = n WHEN NOT MATCHED AND i < 2 THEN INSERT VALUES (i, n, 1)",
                "MERGE INTO app.log l USING (SELECT DISTINCT id FROM app.keyed) k ON k.id = l.id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (k.id, 'm')");
    }

    private String condition() {
        return condition("");
    }

    private String condition(String prefix) {
        return pick(
                prefix + "id = " + id(),
                prefix + "id % 3 = " + random.nextInt(3),
                prefix + "id > " + id(),
                prefix + "id IN (SELECT id FROM app.log)",
                prefix + "id IS NOT NULL",
                "EXISTS (SELECT 1 FROM mine WHERE i = " + random.nextInt(10) + ")");
    }

    private int id() {
        return random.nextInt(12);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
