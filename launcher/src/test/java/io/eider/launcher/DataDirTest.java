package io.eider.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirTest {
    @TempDir
    private Path scratch;

    @Test
    void missingDirectoryIsMade() throws IOException {
        Path path = scratch.resolve("a/b");
        try (DataDir taken = DataDir.take(path)) {
            assertThat(taken.path()).isEqualTo(path).isDirectory();
        }
    }

    @Test
    void directoryInUseIsRefusedWithTheProcess() throws IOException {
        try (DataDir taken = DataDir.take(scratch)) {
            assertThatThrownBy(() -> DataDir.take(taken.path()))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("in use by another Eider (process "
                            + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void directoryLeftByAnotherIsFree() throws IOException {
        DataDir.take(scratch).close();
        try (DataDir again = DataDir.take(scratch)) {
            assertThat(again.path()).isEqualTo(scratch);
        }
    }

    @Test
    void fileInItsPlaceIsNamed() throws IOException {
        Path file = Files.writeString(scratch.resolve("file"), "x");
        assertThatThrownBy(() -> DataDir.take(file))
                .hasMessage("DATA_DIR=" + file + ": " + file + " is not a directory");
    }

    @Test
    void placeWhereNothingCanBeMadeIsNamed() {
        assertThatThrownBy(() -> DataDir.take(Path.of("/proc/eider")))
                .hasMessageStartingWith("DATA_DIR=/proc/eider: cannot be created: ");
    }

    @Test
    void probeLeavesNothing() throws IOException {
        DataDir.create("FILES_DIR", scratch.resolve("files"));
        assertThat(scratch.resolve("files")).isEmptyDirectory();
    }
}
