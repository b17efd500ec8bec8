package io.eider.pgwire.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.api.error.ApiException;
import io.eider.pgwire.type.RowBuffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpoolTest {
    private static RowBuffer row(int value) {
        RowBuffer buffer = new RowBuffer(64);
        buffer.putByte((byte) 'D');
        buffer.putInt(8);
        buffer.putInt(value);
        return buffer;
    }

    @Test
    void rowsComeBackInTheirOrder() {
        try (Spool spool = new Spool(1 << 20)) {
            spool.add(row(1), 1);
            spool.add(row(2), 1);
            spool.full();
            RowBuffer read = new RowBuffer(64);
            assertThat(spool.next(read)).isTrue();
            assertThat(read.bytes()).startsWith('D', 0, 0, 0, 8, 0, 0, 0, 1);
            read.clear();
            assertThat(spool.next(read)).isTrue();
            assertThat(read.bytes()).startsWith('D', 0, 0, 0, 8, 0, 0, 0, 2);
            assertThat(spool.next(read)).isFalse();
        }
    }

    /** So that nothing is left of a server that was killed. */
    @Test
    void theFileHasNoNameWhileItIsOpen() throws IOException {
        try (Spool spool = new Spool(1 << 20);
                Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            spool.add(row(1), 1);
            spool.full();
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith(Spool.PREFIX));
        }
    }

    @Test
    void aSpoolHasAnEnd() {
        try (Spool spool = new Spool(12)) {
            spool.add(row(1), 1);
            assertThatThrownBy(() -> spool.add(row(2), 1))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.details()).containsEntry("sqlstate", "53400"));
        }
    }
}
