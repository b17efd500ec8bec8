package io.eider.pgwire.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.api.sql.SqlErrors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetsTest {
    private static final Pattern POSITION = Pattern.compile("\"position\":\"([0-9]+)\"");
    private static final Pattern MARK = Pattern.compile("mark[0-9]+x");
    private static final List<String> PIECES = List.of(
            "mark~ ~ 'a'",
            "extract(year FROM mark~)",
            "mark~::varchar(3)",
            "'{1,2}'::int[]",
            "(mark~)::numeric",
            "pg_catalog.lower(mark~)",
            "E'\\u00e9' || mark~",
            "mark~ = ANY('{a,b}')",
            "/* \uD83D\uDE00 mark~ */ mark~",
            "\"\uD83D\uDE00mark~\"",
            "mark~ NOT SIMILAR TO 'a%'",
            "$1 + mark~",
            "format('%I-%s', mark~, mark~)",
            "to_char(mark~, 'YYYY')",
            "interval '1-2' year to month + mark~",
            "(SELECT mark~ FROM (SELECT count(*) FROM mark~) mark~)",
            "X'1F' || 'mark~ \uD83D\uDE00'");

    @Test
    void everyWordOfTheClientIsFoundAtItsPlace() {
        long seed = System.nanoTime();
        System.getLogger("seed").log(System.Logger.Level.INFO, "seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String client = statement(random);
            Rewritten rewritten = Dialect.rewrite(client, List.of(Optional.of("INTEGER")));
            assertThat(rewritten.sql()).isNotEqualTo(client);
            Matcher mark = MARK.matcher(rewritten.sql());
            int found = 0;
            while (mark.find()) {
                int position = rewritten.offsets().toClient(SqlErrors.position(rewritten.sql(), mark.start()));
                int index = client.offsetByCodePoints(0, position - 1);
                assertThat(client.substring(index))
                        .as("seed %d: %s of %s", seed, mark.group(), rewritten.sql())
                        .startsWith(mark.group());
                found++;
            }
            assertThat(found).isGreaterThan(0);
        }
    }

    private static String statement(Random random) {
        StringBuilder sql = new StringBuilder("SELECT $1, 'x' ~ mark0x");
        int number = 1;
        for (int i = random.nextInt(8); i >= 0; i--) {
            sql.append(random.nextBoolean() ? ",\n " : ", ");
            for (char c : PIECES.get(random.nextInt(PIECES.size())).toCharArray()) {
                boolean isMark = c == '~' && sql.toString().endsWith("mark");
                sql.append(isMark ? number++ + "x" : String.valueOf(c));
            }
        }
        return sql.append(" FROM mark").append(number).append("x").toString();
    }

    @Test
    void placesOutsideTheTextAreBoundToIt() {
        Rewritten rewritten = Dialect.rewrite("SELECT 'a' ~ 'b'", List.of());
        assertThat(rewritten.offsets().toClient(0)).isEqualTo(1);
        assertThat(rewritten.offsets().toClient(1_000)).isEqualTo(17);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a' ~ 'b', \u00b6nosuch",
                "SELECT extract(year from date '2020-01-01'), \u00b6nosuch FROM (SELECT count(*)) t",
                "SELECT E'\\u00e9\uD83D\uDE00', '\uD83D\uDE00' ~ 'b', /* \uD83D\uDE00 */ \u00b6nosuch",
                "SELECT CASE WHEN 'a' ~ 'b' THEN \u00b6nosuch(1) END",
                "SELECT 1 FROM pg_catalog.pg_class WHERE relname OPERATOR(pg_catalog.~) 'a' AND \u00b6nosuch = 1",
            })
    void errorsOfDuckDbAreToldInTheTextOfTheClient(String marked) throws Exception {
        String client = marked.replace("\u00b6", "");
        int expected = SqlErrors.position(client, marked.indexOf('\u00b6'));
        Rewritten rewritten = Dialect.rewrite(client, List.of());
        List<Integer> told = new ArrayList<>();
        try (PostgresLikeDuckDb duckDb = new PostgresLikeDuckDb()) {
            duckDb.rows(rewritten.sql());
        } catch (SQLException e) {
            Matcher position = POSITION.matcher(e.getMessage());
            assertThat(position.find()).as(e.getMessage()).isTrue();
            byte[] bytes = rewritten.sql().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            String before =
                    new String(bytes, 0, Integer.parseInt(position.group(1)), java.nio.charset.StandardCharsets.UTF_8);
            told.add(rewritten.offsets().toClient(before.codePointCount(0, before.length()) + 1));
        }
        assertThat(told).containsExactly(expected);
    }

    @Test
    void refusalsSayWhereTheyBegin() {
        assertThatThrownBy(() -> Dialect.rewrite("SELECT '\uD83D\uDE00' FROM t FOR UPDATE", List.of()))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.details()).containsEntry("sqlstate", "0A000").containsEntry("position", 19);
                    assertThat(e.details().get("hint")).asString().isNotEmpty();
                });
    }
}
