package io.eider.pgwire.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterTypesTest {
    @TempDir
    static Path directory;

    private static Engine engine;

    @BeforeAll
    static void open() {
        engine = new Engine(directory);
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    /** What a parameter can be: no array in an array, no numeric beyond DuckDB's. */
    static List<Sample> samples() {
        return Sample.all().stream()
                .filter(sample -> sample.text() == null || !sample.text().startsWith("{{"))
                .filter(sample ->
                        !sample.duck().matches(".*(BIGNUM|UHUGEINT|340282|DECIMAL\\(38,38\\)|17014118346.*).*"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void whatPostgresWritesIsReadBackAsTheSameValue(Sample sample) {
        byte[] text = sample.text() == null ? null : sample.text().getBytes(StandardCharsets.UTF_8);

        sameValue(sample, ParameterReader.read(sample.oid(), ValueWriter.TEXT, text));
        sameValue(sample, ParameterReader.read(sample.oid(), ValueWriter.BINARY, sample.binary()));
    }

    private static void sameValue(Sample sample, Object parameter) {
        String cast = PgTypes.duckType(sample.oid())
                .map(type -> "CAST($1 AS " + type + ")")
                .orElse("$1");
        List<Object> parameters = Arrays.asList(parameter);
        if (sample.oid() == 1700 && parameter != null) {
            assertThat((BigDecimal) parameter).isEqualTo(new BigDecimal(sample.text()));
        } else if (sample.oid() == 199) {
            assertThat(engine.text("SELECT CAST(" + cast + " AS JSON[])", parameter))
                    .isEqualTo(sample.text());
        } else if (sample.oid() == 1231) {
            String query = "SELECT " + cast + " = $2::DECIMAL(38,18)[]";
            String expected = sample.text().replace('{', '[').replace('}', ']');
            assertThat(engine.text(query, parameter, expected)).isEqualTo("t");
        } else {
            byte[] back = engine.rows("SELECT " + cast, ValueWriter.BINARY, parameters)
                    .get(0)
                    .get(0);
            assertThat(back == null ? null : HexFormat.of().formatHex(back))
                    .isEqualTo(sample.binary() == null ? null : HexFormat.of().formatHex(sample.binary()));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void cutBytesAreRefused(Sample sample) {
        byte[] binary = sample.binary();
        boolean isText = List.of(17, 25, 114).contains(sample.oid());
        for (int length = 0; binary != null && !isText && length < binary.length; length++) {
            byte[] cut = Arrays.copyOf(binary, length);
            assertThatThrownBy(() -> ParameterReader.read(sample.oid(), ValueWriter.BINARY, cut))
                    .as("%d bytes", length)
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            e -> assertThat(e.details().get("sqlstate")).isIn("22P03", "0A000"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "16| YES |t",
                "16|0|f",
                "21| -5 |-5",
                "23|+7|7",
                "26|4294967295|4294967295",
                "2205|1259|1259",
                "2205|public.t|public.t",
                "700|1e-45|1e-45",
                "701|.5|0.5",
                "701|-Infinity|-Infinity",
                "1700|1e3|1000",
                "1700| -1.50 |-1.50",
                "1700|5.|5",
                "17|abc\\\\\\001|\\x6162635c01",
                "17|\\xDE AD|\\xdead",
                "1082|20200131|2020-01-31",
                "1082|2020-1-5|2020-01-05",
                "1082|0044-03-15 bc|0044-03-15 BC",
                "1082|epoch|1970-01-01",
                "1114|2020-01-31T10:00:00.1234567|2020-01-31 10:00:00.123457",
                "1114|2020-01-31 10:00+05|2020-01-31 10:00:00",
                "1114|2020-01-31|2020-01-31 00:00:00",
                "1184|2020-01-31T10:00:00.5Z|2020-01-31 10:00:00.5+00",
                "1184|2020-01-31 10:00:00+0530|2020-01-31 04:30:00+00",
                "1184|2020-07-01 10:00 Europe/Prague|2020-07-01 08:00:00+00",
                "1184|2020-01-31 10:00:00|2020-01-31 10:00:00+00",
                "1184|0044-03-15 10:00:00+01 BC|0044-03-15 09:00:00+00 BC",
                "1083|10:00|10:00:00",
                "1266|10:00:00-03:30|10:00:00-03:30",
                "1186|1.5 days|1 day 12:00:00",
                "1186|@ 2 hours ago|-02:00:00",
                "1186|P1Y2M3DT4H5M6.7S|1 year 2 mons 3 days 04:05:06.7",
                "1186|1-2 3 4:05:06|1 year 2 mons 3 days 04:05:06",
                "1186|1 week 0.5 months|22 days",
                "1186|0 years 1 mons 2 days 3 hours 4 mins 5.6 secs|1 mon 2 days 03:04:05.6",
                "2950|{589A1B7B89DB43BAA381D68956E5D6C6}|589a1b7b-89db-43ba-a381-d68956e5d6c6",
                "1560|B101|101",
                "1007|[0:1]={1, 2}|{1,2}",
                "1009|{ a b ,\"c,\\\"d\",null,\"null\",e\\,f}|{\"a b\",\"c,\\\"d\",NULL,\"null\",\"e,f\"}",
                "1009|{}|{}",
                "22|1 2  3|{1,2,3}",
                "30|4294967295|{4294967295}",
                "1043|x y|x y",
                "1042|x|x",
                "19|pg_class|pg_class",
                "18|r|r",
                "3802|{\"a\": 1}|{\"a\": 1}",
                "0|any|any",
                "705|any|any",
                "99999|label|label"
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void textsMeanWhatTheyMeanInPostgres(int oid, String text, String expected) {
        Object parameter = ParameterReader.read(oid, ValueWriter.TEXT, text.getBytes(StandardCharsets.UTF_8));
        String cast =
                PgTypes.duckType(oid).map(type -> "CAST($1 AS " + type + ")").orElse("CAST($1 AS VARCHAR)");

        assertThat(engine.text("SELECT " + cast, parameter)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "16|maybe|22P02",
                "21|32768|22003",
                "23|x|22P02",
                "23|''|22P02",
                "20|9223372036854775808|22003",
                "26|-1|22003",
                "701|1e400|22003",
                "701|1e-400|22003",
                "701|0x1p3|22P02",
                "701|1d|22P02",
                "700|1e39|22003",
                "1700|NaN|22003",
                "1700|1e1000000000|22003",
                "1700|1.2.3|22P02",
                "1700|123456789012345678901234567890123456789|22003",
                "17|\\x1|22023",
                "17|\\9|22P02",
                "1082|2020-02-30|22008",
                "1082|tomorrow|22007",
                "1082|0000-01-01|22008",
                "1114|2020-01-01 25:00:00|22008",
                "1114|9999999-01-01 00:00:00|22008",
                "1114|2020-01-01 10:00:00 Nowhere|22007",
                "1083|10|22007",
                "1186|soon|22007",
                "1186|1 lightyear|22007",
                "1186|99999999999 years|22008",
                "2950|589a|22P02",
                "1562|102|22P02",
                "1007|{1,2|22P02",
                "1007|1,2|22P02",
                "1007|{1,x}|22P02",
                "1007|{{1},{2,3}}|22P02",
                "1007|{{1},2}|22P02",
                "1007|{{{{{{{1}}}}}}}|54000",
                "1007|{1,}|22P02",
                "1009|{\"a|22P02",
                "1231|{0.1234567890123456789}|22003",
                "25|a\0b|22021"
            })
    void wrongTextsAreRefused(int oid, String text, String sqlState) {
        assertThatThrownBy(() -> ParameterReader.read(oid, ValueWriter.TEXT, text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.details()).containsEntry("sqlstate", sqlState));
    }

    @ParameterizedTest
    @CsvSource({
        "16,0000,22P03",
        "23,0000000001,22P03",
        "1700,00010000800000000001,22P03",
        "1700,00000000c0000000,22003",
        "1700,00010000000000002710,22P03",
        "1700,7fff00000000000000010002,22P03",
        "1700,00017fff000000000001,22003",
        "1007,7fffffff0000000000000017,22P03",
        "1007,0000000100000000000000177fffffff00000001,22P03",
        "1007,00000001000000000000001400000001000000010000000400000001,42804",
        "1007,000000010000000000000017ffffffff00000001,22P03",
        "1007,000000010000000000000017000000010000000100000005,22P03",
        "1562,7fffffff80,22P03",
        "3802,027b7d,22P03",
        "1083,ffffffffffffffff,22008",
        "1266,00000000000000007fffffff,22009",
        "25,ff,22021",
        "25,610062,22021",
        "1114,7ffffffffffffffe,22008",
        "1186,800000000000000000000000" + "00000000,22008",
        "1562,00000000,0A000"
    })
    void wrongBytesAreRefused(int oid, String hex, String sqlState) {
        assertThatThrownBy(() -> ParameterReader.read(
                        oid, ValueWriter.BINARY, HexFormat.of().parseHex(hex)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.details()).containsEntry("sqlstate", sqlState));
    }

    @Test
    void randomBytesAreReadOrRefusedAndNothingElse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Integer> oids = Sample.all().stream().map(Sample::oid).distinct().toList();
        for (int i = 0; i < 100_000; i++) {
            byte[] value = new byte[random.nextInt(40)];
            random.nextBytes(value);
            for (int j = 0; j < value.length && random.nextBoolean(); j++) {
                value[j] = 0; // so that counts and flags are small at times
            }
            int oid = oids.get(random.nextInt(oids.size()));
            int format = random.nextInt(2);
            try {
                ParameterReader.read(oid, format, value);
            } catch (ApiException e) {
                assertThat(e.details()).containsKey("sqlstate");
            } catch (RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + ", oid " + oid + ", format " + format + ", "
                                + HexFormat.of().formatHex(value),
                        e);
            }
        }
    }

    @Test
    void randomTextsSurviveInArrays() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "ab ,{}[]()\"'\\\n\t\u010d=:NULL\u00a0";
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            StringBuilder array = new StringBuilder("{\"");
            for (int length = random.nextInt(8); length > 0; length--) {
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                text.append(c);
                array.append('\\').append(c);
            }
            Object list = ParameterReader.read(
                    1009, ValueWriter.TEXT, array.append("\",NULL}").toString().getBytes(StandardCharsets.UTF_8));

            assertThat(engine.text("SELECT CAST($1 AS VARCHAR[])[1]", list))
                    .as("seed %d", seed)
                    .isEqualTo(text.toString());
        }
    }
}
