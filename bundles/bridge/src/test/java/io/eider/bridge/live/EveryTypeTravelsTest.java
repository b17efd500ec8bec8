package io.eider.bridge.live;

import static io.eider.bridge.live.LiveFixture.fails;
import static io.eider.bridge.live.LiveFixture.rows;
import static io.eider.bridge.live.LiveFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type as a whole statement, streamed to the target, streamed to the source, and by other connections. */
class EveryTypeTravelsTest {
    @ParameterizedTest
    @MethodSource("io.eider.bridge.TypesAndValues#all")
    void itIsTheSameOnTheOtherSide(String type, String first, String second) throws SQLException {
        try (LiveFixture live = new LiveFixture(
                        "CREATE TABLE t(i INTEGER, v " + type + ")",
                        "INSERT INTO t VALUES (1, " + first + "), (2, " + second + "), (3, NULL)")
                .open("t")) {
            String shown = "SELECT i, v::VARCHAR, typeof(v) FROM ";
            var expected = rows(live.source, shown + "t ORDER BY i");
            assertThat(rows(live.app, shown + "app.t ORDER BY i")).isEqualTo(expected);
            run(live.target, "CREATE TABLE one AS SELECT 1 AS one");
            assertThat(rows(live.app, shown + "app.t, one ORDER BY i")).isEqualTo(expected);
            assertThat(rows(live.target, shown + "app.t ORDER BY i")).isEqualTo(expected);
            run(live.app, "CREATE TABLE mine AS SELECT i + 10 AS i, v FROM app.t", "INSERT INTO app.t FROM mine");
            assertThat(rows(live.source, "SELECT i - 10, v::VARCHAR, typeof(v) FROM t WHERE i > 10 ORDER BY i"))
                    .isEqualTo(expected);
            run(live.app, "UPDATE app.t SET v = m.v FROM mine m WHERE m.i = t.i + 10");
            assertThat(rows(live.source, shown + "t WHERE i < 10 ORDER BY i")).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "UNION(n INTEGER, t VARCHAR); 1",
                "VARIANT; 1",
                "GEOMETRY; 'POINT (1 2)'",
                "STRUCT(u UNION(n INTEGER, t VARCHAR)); {'u': 1}"
            })
    void whatCannotTravelSaysSo(String type, String value) throws SQLException {
        try (LiveFixture live = new LiveFixture("CREATE TABLE t(i INTEGER, v " + type + ")").open("t")) {
            run(live.app, "INSERT INTO app.t VALUES (1, " + value + ")");
            assertThat(rows(live.app, "SELECT v::VARCHAR FROM app.t"))
                    .isEqualTo(rows(live.source, "SELECT v::VARCHAR FROM t"));
            run(live.target, "CREATE TABLE one AS SELECT 1 AS one");
            assertThat(rows(live.app, "SELECT i FROM app.t, one")).containsExactly("1");
            fails(live.app, "SELECT v::VARCHAR FROM app.t, one", "0A000").hasMessageContaining("Column v of type");
        }
    }
}
