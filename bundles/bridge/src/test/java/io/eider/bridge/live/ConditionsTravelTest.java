package io.eider.bridge.live;

import static io.eider.bridge.live.LiveFixture.rows;
import static io.eider.bridge.live.LiveFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A condition that one bridged table decides is checked by the source already; no other is. */
class ConditionsTravelTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "10; SELECT count(*) FROM app.users, mine WHERE id < 10",
                "10; SELECT count(*) FROM app.users u JOIN mine ON u.id = i + 1 WHERE u.id BETWEEN 0 AND 9 AND i > 0",
                "10; SELECT count(*) FROM app.users JOIN mine ON true WHERE app.users.id % 100 = 7 AND name IS NOT NULL AND i = 1",
                "1; SELECT max(name) FROM mine, app.users WHERE name IN ('n5', 'č') AND i = 1 GROUP BY i ORDER BY 1",
                "3; SELECT * FROM app.users u, mine WHERE u.day >= '2020-01-03' AND u.id <= 4",
                "1000; SELECT count(*) FROM app.users, mine WHERE id < 10 OR i = 5",
                "1000; SELECT count(*) FROM app.users, mine WHERE id < i + 10",
                "1000; SELECT count(*) FROM app.users, mine WHERE random() < 0.5",
                "1000; SELECT count(*) FROM app.users, mine WHERE instant > '2020-01-01'",
                "1000; SELECT count(*) FROM mine LEFT JOIN app.users ON id = i WHERE name IS NULL",
                "1000; SELECT count(*) FROM mine FULL JOIN app.users ON id = i WHERE id = 3",
                "1000; SELECT count(*) FROM app.users, mine WHERE id / 2 = 3"
            })
    void soManyRowsAreRead(long read, String sql) throws SQLException {
        String users =
                "CREATE TABLE users AS SELECT range AS id, 'n' || range AS name, DATE '2020-01-01' + range::INTEGER AS day, "
                        + "TIMESTAMPTZ '2020-01-01 00:00:00+00' AS instant FROM range(1000)";
        String mine = "CREATE TABLE mine AS SELECT 1 AS i";
        try (LiveFixture live = new LiveFixture(users).open("users");
                LiveFixture twin = new LiveFixture(users, mine)) {
            run(live.target, mine);
            var direct = rows(twin.source, sql.replace("app.", ""));
            if (!sql.contains("random")) {
                assertThat(rows(live.app, sql)).isEqualTo(direct);
            } else {
                rows(live.app, sql);
            }
            assertThat(live.bridge.describe().tables().get(0).rowsRead()).isEqualTo(read);
        }
    }
}
