package io.eider.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EtcWatchTest {
    @TempDir
    private Path home;

    private final List<String> taken = new ArrayList<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path file;
    private EtcWatch watch;
    private int seconds;

    @BeforeEach
    void makeDistribution() throws IOException {
        file = Files.createDirectories(home.resolve("etc")).resolve("io.eider.ontology.cfg");
        Files.createDirectories(home.resolve("system"));
        write("url = http://one");
        watch = new EtcWatch(
                home,
                Map.of(),
                (changed, settings) -> taken.add(settings.get(Setting.ONTO_SERVER_URL)),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    /** A time of its own for each version, however fast the test is. */
    private void write(String line) throws IOException {
        Files.writeString(file, line + "\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L + seconds++ * 1_000));
    }

    @Test
    void onlyAChangedFileIsTaken() throws IOException {
        watch.look();
        assertThat(taken).isEmpty();
        write("url = http://two");
        watch.look();
        watch.look();
        assertThat(taken).containsExactly("http://two");
    }

    @Test
    void aWrongSettingIsToldAndNotTaken() throws IOException {
        write("timeout.seconds = soon");
        watch.look();
        assertThat(taken).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("eider: io.eider.ontology.cfg was changed and is not taken up: ")
                .contains("timeout.seconds");
        write("timeout.seconds = 3\nurl = http://three");
        watch.look();
        assertThat(taken).containsExactly("http://three");
    }
}
