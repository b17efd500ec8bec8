package io.eider.bridge;

import java.util.stream.Stream;

/**
 * Every form of a write over {@code app.users(id, name DEFAULT 'nobody', age DEFAULT 7)}, {@code app.keyed(id PRIMARY KEY, name NOT NULL, age, mail)} and
 * {@code app.log(id, t)} of a bridge, and {@code mine(i, n)} of the target.
 */
public final class WriteStatements {
    private WriteStatements() {}

    public static Stream<String> all() {
        return Stream.concat(inserts(), changes());
    }

    private static Stream<String> inserts() {
        return Stream.of(
                "INSERT INTO app.users VALUES (3, 'charlie', 30)",
                "INSERT INTO app.users VALUES (3, DEFAULT, 30), (4, 'd', DEFAULT)",
                "INSERT INTO app.users DEFAULT VALUES",
                "INSERT INTO app.users (id) VALUES (9)",
                "INSERT INTO app.users (age, id) VALUES (1, 2)",
                "INSERT INTO app.users BY NAME SELECT 5 AS age, 'x' AS name",
                "INSERT INTO app.users SELECT i, n, i * 2 FROM mine",
                "INSERT INTO app.users (name, id) SELECT n, i FROM mine WHERE i > 1",
                "INSERT INTO app.users (name, id) (SELECT n, i FROM mine)",
                "INSERT INTO app.users BY NAME SELECT i AS age, n AS name FROM mine",
                "INSERT INTO app.users (id, age) SELECT i, i FROM mine",
                "INSERT INTO app.users FROM app.users",
                "INSERT INTO app.users SELECT u.id, l.t, 1 FROM app.users u JOIN app.log l USING (id)",
                "INSERT INTO app.users SELECT u.id, n, 1 FROM app.users u JOIN mine ON i = u.id",
                "WITH x AS (SELECT 8 AS a) INSERT INTO app.users (id) SELECT a FROM x",
                "WITH x AS (SELECT i + 100 AS a FROM mine) INSERT INTO app.users (id) SELECT a FROM x",
                "INSERT INTO app.users VALUES (3, 'c', 3) RETURNING id, upper(name) AS n",
                "INSERT INTO app.users SELECT i, n, 0 FROM mine RETURNING *",
                "INSERT INTO app.keyed VALUES (1, 'z', 9, 'm9'), (3, 'c', 3, 'm3') ON CONFLICT (id) DO NOTHING",
                "INSERT INTO app.keyed VALUES (1, 'z', 9, 'm9') ON CONFLICT (id) DO UPDATE SET name = excluded.name, age = keyed.age + 1",
                "INSERT INTO app.keyed VALUES (2, 'z', 9, 'm9') ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE keyed.id > 1",
                "INSERT INTO app.keyed AS k SELECT i, n, i, 'x' || i FROM mine ON CONFLICT (id) DO UPDATE SET name = k.name || excluded.name",
                "INSERT INTO app.keyed SELECT i, n, i, 'x' || i FROM mine ON CONFLICT (id) DO NOTHING RETURNING id");
    }

    private static Stream<String> changes() {
        return Stream.of(
                "UPDATE app.users SET name = 'Alice' WHERE id = 1",
                "UPDATE app.users SET name = 'all'",
                "UPDATE app.users AS u SET age = u.age + 1, name = upper(u.name) WHERE u.id IS NOT DISTINCT FROM NULL",
                "UPDATE app.users SET age=-1 WHERE id=2",
                "UPDATE app.users SET age = DEFAULT, name = DEFAULT WHERE app.users.id = 1",
                "UPDATE app.users SET (name, age) = ('q', 3) WHERE id = 2",
                "UPDATE app.users SET name = t FROM app.log WHERE log.id = users.id",
                "UPDATE app.users SET name = l.t FROM app.log l, app.users other WHERE l.id = app.users.id AND other.id = l.id",
                "UPDATE app.users SET age = (SELECT count(*) FROM app.users WHERE id > 1)",
                "UPDATE app.users SET age = (SELECT sum(i) FROM mine) WHERE id IN (SELECT i FROM mine WHERE n = 'one')",
                "UPDATE app.users SET name = n FROM mine WHERE i = id",
                "UPDATE app.users u SET name = m.n, age = DEFAULT FROM mine m WHERE m.i = u.id AND u.name = 'b'",
                "UPDATE app.users SET name = CASE WHEN id = 1 THEN n ELSE 'other' END FROM mine WHERE i = app.users.id",
                "UPDATE app.users SET name = n FROM mine, app.log l WHERE i = users.id AND l.id = i",
                "UPDATE app.users SET age = 1 WHERE id = 1 RETURNING id, name",
                "UPDATE app.users SET age = i FROM mine WHERE i = id RETURNING id, age",
                "WITH x AS (SELECT 2 AS a) UPDATE app.users SET name = 'with' FROM x WHERE id = a",
                "WITH x AS (SELECT max(i) - 1 AS a FROM mine) UPDATE app.users SET name = 'with' FROM x WHERE id = a",
                "DELETE FROM app.users WHERE id = 1",
                "DELETE FROM app.users",
                "DELETE FROM app.users AS u WHERE u.id IN (SELECT id FROM app.log)",
                "DELETE FROM app.users USING app.log WHERE log.id = app.users.id",
                "DELETE FROM app.users u USING app.users other WHERE u.id = other.id AND other.name = 'b'",
                "DELETE FROM app.users USING mine WHERE i = app.users.id AND n = 'two'",
                "DELETE FROM app.users WHERE EXISTS (SELECT 1 FROM mine WHERE i = users.id)",
                "DELETE FROM app.users WHERE id = 1 RETURNING *",
                "DELETE FROM app.users USING mine WHERE i = users.id RETURNING users.name",
                "TRUNCATE app.users",
                "TRUNCATE TABLE app.log",
                "MERGE INTO app.users u USING app.log l ON u.id = l.id WHEN MATCHED THEN UPDATE SET name = l.t "
                        + "WHEN NOT MATCHED THEN INSERT (id, name) VALUES (l.id, l.t)",
                "MERGE INTO app.users USING mine ON users.id = i WHEN MATCHED AND n = 'one' THEN DELETE WHEN MATCHED THEN "
                        + "UPDATE SET age = CASE WHEN i > 1 THEN 0 ELSE 1 END WHEN NOT MATCHED THEN INSERT VALUES (i, n, DEFAULT)",
                "MERGE INTO app.keyed k USING (SELECT i AS id, n FROM mine) m USING (id) WHEN MATCHED THEN DO NOTHING "
                        + "WHEN NOT MATCHED BY SOURCE THEN DELETE",
                "MERGE INTO app.users u USING (VALUES (2, 'v')) AS v(a, b) ON u.id = v.a WHEN MATCHED THEN UPDATE SET name = b",
                "INSERT INTO app.log SELECT i, '-- ''users'' /* ' || n FROM mine -- app.users",
                "INSERT INTO app.\"log\" VALUES (7, 'č users €')",
                "UPDATE app.log SET t = 'č€' || t WHERE t <> 'č' AND app.log.id = 1");
    }
}
