package io.eider.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.eider.api.storage.Finding.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurroundingsTest {
    @ParameterizedTest
    @CsvSource({"100, 1000, FAILED", "100, 1024, WARNING", "100, 20000, OK", "17000, 20000, WARNING"})
    void judgesOpenFiles(long open, long most, State state) {
        assertThat(Surroundings.openFiles(open, most).state()).isEqualTo(state);
    }

    @Test
    void findsItsOwnSurroundings() {
        assertThat(Surroundings.java().text()).contains("Java " + Runtime.version());
        assertThat(Surroundings.openFiles().text()).contains("in use");
    }
}
