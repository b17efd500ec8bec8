package io.eider.storage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eider.storage.transfer.LineLimit.LongLine;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineLimitTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void lineOfTheLimitPassesAndOneByteMoreDoesNot(int piece) {
        String fits = "ab\n" + "x".repeat(10) + "\r\n\n" + "y".repeat(10);
        assertThatCode(() -> send(new LineLimit(10), fits, piece)).doesNotThrowAnyException();
        LineLimit limit = new LineLimit(10);
        assertThatThrownBy(() -> send(limit, fits + "y", piece)).isInstanceOf(LongLine.class);
        assertThat(limit.lineStart()).isEqualTo(16);
        assertThatThrownBy(() -> send(new LineLimit(10), "x".repeat(11) + "\n", piece))
                .isInstanceOf(LongLine.class);
    }

    private static void send(LineLimit limit, String text, int piece) throws LongLine {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i += piece) {
            limit.write(bytes, i, Math.min(piece, bytes.length - i));
        }
    }
}
