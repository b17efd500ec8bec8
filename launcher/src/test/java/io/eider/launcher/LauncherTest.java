package io.eider.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void noOptionServes() {
        assertThat(Options.parse(List.of()))
                .isEqualTo(new Options(Options.Action.SERVE, Options.Demonstration.OMITTED));
        assertThat(Options.parse(List.of("--demo")).demo()).isEqualTo(Options.Demonstration.SHOWN);
    }

    @Test
    void helpNamesEverySetting() {
        assertThat(run(Map.of(), "--help")).isZero();
        for (Setting setting : Setting.values()) {
            assertThat(text(out)).contains(setting.env()).contains(setting.meaning());
        }
    }

    @Test
    void unknownOptionEndsWithOne() {
        assertThat(run(Map.of(), "--what")).isEqualTo(1);
        assertThat(text(err)).isEqualTo("eider: --what: not an option; see --help" + System.lineSeparator());
    }

    @Test
    void badSettingEndsWithOneBeforeAnythingIsMade() {
        Path dataDir = home.resolve("data");
        assertThat(run(Map.of("PORT", "abc", "DATA_DIR", dataDir.toString()))).isEqualTo(1);
        assertThat(text(err)).startsWith("eider: PORT=abc: not a port number");
        assertThat(Files.exists(dataDir)).isFalse();
    }

    @Test
    void openFilesAreReadFromTheLimits() throws java.io.IOException {
        Path limits = Files.writeString(
                home.resolve("limits"), "Max cpu time   unlimited  unlimited  s\nMax open files  1024  4096  files\n");
        assertThat(Surroundings.openFiles(limits)).hasValue(1024);
        assertThat(Surroundings.openFiles(home.resolve("none"))).isEmpty();
    }

    private int run(Map<String, String> environment, String... args) {
        return new Launcher(home, environment, new PrintStream(out, true), new PrintStream(err, true))
                .run(List.of(args));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
