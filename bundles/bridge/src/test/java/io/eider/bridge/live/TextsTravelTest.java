package io.eider.bridge.live;

import static io.eider.bridge.live.LiveFixture.rows;
import static io.eider.bridge.live.LiveFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts of every length, NULL among them, arrive as they are and in their order, both ways. */
class TextsTravelTest {
    private static final String MINE = "CREATE TABLE mine AS SELECT 1 AS i";
    /** Short ones lie in their vector, long ones elsewhere; those of one chunk together are more than is given to a vector at once. */
    private static final String TEXTS =
            "CREATE TABLE texts AS SELECT range AS id, CASE WHEN range % 7 = 3 THEN NULL WHEN range BETWEEN 5000 AND 5007 "
                    + "THEN repeat('ř', 1500000) || range ELSE repeat('ab€', (range % 5)::INTEGER) || range % 977 END AS v "
                    + "FROM range(40000)";

    private static final String SUMS =
            "SELECT count(*), count(v), sum(length(v)), sum(hash(v)::HUGEINT), sum(hash(v)::HUGEINT * (id + 1)) FROM ";

    @Test
    void asTheyAreFromTheSource() throws SQLException {
        try (LiveFixture live = new LiveFixture(TEXTS, MINE).open("texts")) {
            run(live.target, MINE);
            List<String> expected = rows(live.source, SUMS + "texts, mine");
            assertThat(rows(live.app, SUMS + "app.texts, mine")).isEqualTo(expected);
            assertThat(rows(live.target, SUMS + "app.texts")).isEqualTo(expected);
            assertThat(rows(live.app, SUMS + "(SELECT a.id, b.v FROM app.texts a JOIN app.texts b USING (id), mine)"))
                    .isEqualTo(expected);
        }
    }

    @Test
    void inTheirOrder() throws SQLException {
        try (LiveFixture live = new LiveFixture(TEXTS).open("texts")) {
            run(live.target, MINE);
            run(live.app, "CREATE TABLE copied AS SELECT id, v FROM app.texts, mine WHERE i = 1");
            assertThat(rows(live.app, "SELECT count(*) FROM copied WHERE id <> rowid"))
                    .containsExactly("0");
            assertThat(rows(live.app, SUMS + "copied")).isEqualTo(rows(live.source, SUMS + "texts"));
        }
    }

    @Test
    void asTheyAreToTheSource() throws SQLException {
        try (LiveFixture live = new LiveFixture("CREATE TABLE sink (id BIGINT, v VARCHAR)").open("sink")) {
            run(live.target, TEXTS);
            run(live.app, "INSERT INTO app.sink SELECT * FROM texts");
            assertThat(rows(live.source, SUMS + "sink")).isEqualTo(rows(live.target, SUMS + "texts"));
            assertThat(rows(live.source, "SELECT count(*) FROM sink WHERE id <> rowid"))
                    .containsExactly("0");
        }
    }
}
