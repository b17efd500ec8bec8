package io.eider.bridge.published;

import static io.eider.bridge.live.LiveFixture.rows;
import static io.eider.bridge.live.LiveFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type read from published files and written into the next version, from values and from tables of the target. */
class EveryTypeIsReadAndWrittenTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("io.eider.bridge.TypesAndValues#all")
    void itIsTheSameInThePublishedFile(String type, String first, String second) throws Exception {
        try (PublishedFixture published = new PublishedFixture(directory)) {
            published.table("t", type);
            published.open("t");
            run(
                    published.target,
                    "CREATE TABLE plain(i INTEGER, v " + type + ")",
                    "INSERT INTO plain VALUES (1, " + first + "), (2, " + second + "), (3, NULL)",
                    "CREATE TABLE one AS SELECT 1 AS one");
            String shown = "SELECT i, v::VARCHAR, typeof(v) FROM ";
            var expected = rows(published.target, shown + "plain ORDER BY i");
            run(published.app, "INSERT INTO app.t VALUES (1, " + first + "), (2, " + second + "), (3, NULL)");
            assertThat(rows(published.app, shown + "app.t ORDER BY i")).isEqualTo(expected);
            assertThat(rows(published.app, shown + "app.t, one ORDER BY i")).isEqualTo(expected);
            assertThat(rows(published.target, shown + "app.t ORDER BY i")).isEqualTo(expected);
            run(
                    published.app,
                    "UPDATE app.t SET v = NULL",
                    "UPDATE app.t SET v = p.v FROM plain p WHERE p.i = t.i",
                    "INSERT INTO app.t SELECT i + 10, v FROM plain",
                    "CREATE TABLE mine AS SELECT i, v FROM app.t WHERE i > 10");
            assertThat(rows(published.target, shown + "app.t WHERE i < 10 ORDER BY i"))
                    .isEqualTo(expected);
            assertThat(rows(published.target, "SELECT i - 10, v::VARCHAR, typeof(v) FROM mine ORDER BY i"))
                    .isEqualTo(expected);
        }
    }
}
