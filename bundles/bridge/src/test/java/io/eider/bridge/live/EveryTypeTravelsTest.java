package io.eider.bridge.live;

import static io.eider.bridge.live.LiveFixture.fails;
import static io.eider.bridge.live.LiveFixture.rows;
import static io.eider.bridge.live.LiveFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each type as a whole statement, streamed to the target, streamed to the source, and by other connections. */
class EveryTypeTravelsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "BOOLEAN; true; false",
                "TINYINT; -128; 127",
                "SMALLINT; -32768; 7",
                "INTEGER; -2147483648; 7",
                "BIGINT; -9223372036854775808; 7",
                "HUGEINT; -170141183460469231731687303715884105728; 7",
                "UTINYINT; 255; 0",
                "USMALLINT; 65535; 0",
                "UINTEGER; 4294967295; 0",
                "UBIGINT; 18446744073709551615; 0",
                "UHUGEINT; 340282366920938463463374607431768211455; 0",
                "FLOAT; '-inf'; 0.1",
                "DOUBLE; 'nan'; 1e-300",
                "DECIMAL(4,2); 99.99; -0.01",
                "DECIMAL(9,3); 999999.999; -0.001",
                "DECIMAL(18,6); 999999999999.999999; -0.000001",
                "DECIMAL(38,10); 9999999999999999999999999999.9999999999; -0.0000000001",
                "VARCHAR; ''; 'č€ and more than twelve bytes'",
                "BLOB; '\\x00\\xAB\\x27'; ''",
                "BIT; '0101'; '1'",
                "DATE; '-infinity'; '2020-02-29'",
                "TIME; '23:59:59.999999'; '00:00:00'",
                "TIMETZ; '23:59:59.999999+15:59'; '00:00:00-05'",
                "TIMESTAMP; 'infinity'; '1969-12-31 23:59:59.999999'",
                "TIMESTAMP_S; '2020-01-01 00:00:01'; '1969-12-31 23:59:59'",
                "TIMESTAMP_MS; '2020-01-01 00:00:01.123'; '1969-12-31 23:59:59'",
                "TIMESTAMP_NS; '2020-01-01 00:00:01.123456789'; '1969-12-31 23:59:59'",
                "TIMESTAMPTZ; '2020-01-01 00:00:01.123456+02'; '-infinity'",
                "INTERVAL; '1 year 2 months 3 days 04:05:06.123456'; '-1 day'",
                "UUID; '00000000-0000-0000-0000-000000000000'; 'ffffffff-ffff-4fff-bfff-ffffffffffff'",
                "ENUM('a', 'b''c'); 'b''c'; 'a'",
                "JSON; '{\"a\": [1, null, \"x\"]}'; 'null'",
                "BIGNUM; '123456789012345678901234567890123456789012345678901234567890'; -5",
                "INTEGER[]; [1, NULL, 3]; []",
                "VARCHAR[]; ['a, b', 'NULL', NULL, '', '\"', '\\', '[x]']; []",
                "INTEGER[3]; [1, 2, 3]; [4, NULL, 6]",
                "VARCHAR[][]; [['a'], NULL, []]; [['b, c']]",
                "STRUCT(a INTEGER, \"b c\" VARCHAR); {'a': 1, 'b c': 'x, y'}; {'a': NULL, 'b c': ''}",
                "STRUCT(l INTEGER[], m MAP(VARCHAR, DATE)); {'l': [1], 'm': MAP {'k': DATE '2020-01-01'}}; NULL",
                "MAP(VARCHAR, INTEGER); MAP {'a, b': 1, '=': NULL}; MAP {}",
                "DATE[]; ['2020-01-01'::DATE]; [NULL]",
                "BLOB[]; ['\\x00\\xAB'::BLOB, ''::BLOB]; []"
            })
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
