package io.eider.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void staysOnOneLineAndLeavesNothing() {
        try (ProgressLine line = ProgressLine.on(new PrintStream(shown, true, StandardCharsets.UTF_8))) {
            line.report("Uploading", 0.5);
            line.report("Uploading", 0.500001);
            line.report("Go", 1);
        }
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .isEqualTo("\rUploading 50 %\rGo 100 %" + " ".repeat(6) + "\r" + " ".repeat(8) + "\r");
    }

    @Test
    void keepsTheTextOfAnEnd() {
        try (ProgressLine line = ProgressLine.on(new PrintStream(shown, true, StandardCharsets.UTF_8))) {
            line.report("Uploading", 0.5);
            line.report("Importing", 0);
            line.end("Over");
        }
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .isEqualTo("\rUploading 50 %\rImporting 0 % \rOver" + " ".repeat(9) + System.lineSeparator());
    }

    @Test
    void printsTheEndWithoutTheInterruptOfItsThread() {
        List<Boolean> interrupted = new ArrayList<>();
        OutputStream noted = new OutputStream() {
            @Override
            public void write(int c) {
                interrupted.add(Thread.currentThread().isInterrupted());
            }
        };
        Thread.currentThread().interrupt();
        ProgressLine.on(new PrintStream(noted)).end("Over");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted).isNotEmpty().doesNotContain(true);
    }

    @Test
    void printsNothingThatNobodySees() {
        try (ProgressLine line = ProgressLine.hidden()) {
            line.report("Uploading", 0.5);
        }
        assertThat(shown.size()).isZero();
    }
}
