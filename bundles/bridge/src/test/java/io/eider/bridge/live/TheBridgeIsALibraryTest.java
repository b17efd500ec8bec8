package io.eider.bridge.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.bridge.Bridge;
import io.eider.bridge.DuckBridges;
import io.eider.engine.link.Links;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;

/** Plain Java, without OSGi, with nothing else on the class path. */
class TheBridgeIsALibraryTest {
    @Test
    void theExampleOfTheContractWorksLineByLine() throws SQLException {
        try (LiveFixture live = new LiveFixture(
                        "CREATE TABLE users(id INTEGER, name VARCHAR)",
                        "INSERT INTO users VALUES (1, 'alice'), (2, 'bob')",
                        "CREATE TABLE log(line VARCHAR)")
                .open("users readwrite", "log read")) {
            assertThat(LiveFixture.rows(live.app, "SELECT * FROM app.users")).containsExactly("1|alice", "2|bob");
            assertThat(LiveFixture.update(live.app, "INSERT INTO app.users VALUES (3, 'charlie')"))
                    .isEqualTo(1);
            assertThat(LiveFixture.update(live.app, "UPDATE app.users SET name = 'Alice' WHERE id = 1"))
                    .isEqualTo(1);
            assertThat(LiveFixture.update(live.app, "DELETE FROM app.users WHERE id = 2"))
                    .isEqualTo(1);
            assertThat(LiveFixture.rows(live.source, "SELECT * FROM users ORDER BY id"))
                    .containsExactly("1|Alice", "3|charlie");
            assertThat(LiveFixture.rows(live.target, "SELECT * FROM app.users ORDER BY id"))
                    .containsExactly("1|Alice", "3|charlie");
        }
    }

    @Test
    void apiEngineBridgeAndTheDriverAreEnough() throws Exception {
        String path = Stream.of(Bridge.class, Links.class, DuckBridges.class, DuckDBDriver.class)
                .map(TheBridgeIsALibraryTest::place)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        Path example = Path.of("../../docs/examples/BridgeExample.java");
        Process java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        path,
                        example.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(said.lines()).containsExactly("1 Alice", "3 charlie");
        } finally {
            java.destroyForcibly();
        }
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
