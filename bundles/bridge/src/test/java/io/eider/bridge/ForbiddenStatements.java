package io.eider.bridge;

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
}
