package io.eider.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.storage.Finding.State;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurroundingsTest {
    private static final long GIB = 1L << 30;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"100, 1000, FAILED", "100, 1024, WARNING", "100, 20000, OK", "17000, 20000, WARNING"})
    void judgesOpenFiles(long open, long most, State state) {
        assertThat(Surroundings.openFiles(open, most).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"0, 100, FAILED", "2, 100, WARNING", "20, 100, OK"})
    void judgesTheDisk(long freeGib, long totalGib, State state) {
        assertThat(Surroundings.disk(freeGib * GIB, totalGib * GIB).state()).isEqualTo(state);
    }

    @Test
    void findsItsOwnSurroundings() {
        assertThat(Surroundings.java().text()).contains("Java " + Runtime.version());
        assertThat(Surroundings.openFiles().text()).contains("in use");
        assertThat(Surroundings.disk(directory).text()).contains("free");
        assertThat(Surroundings.disk(directory.resolve("missing")).state()).isEqualTo(State.FAILED);
    }
}
