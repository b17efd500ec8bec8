package io.eider.rest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartStreamTest {
    private static final String BOUNDARY = "----b0undary";

    @Test
    void findsThePartAndSkipsTheOthers() throws IOException {
        String body = part("a", "first") + part("file", "content") + part("z", "last") + close();
        assertThat(read(body)).hasValue("content");
    }

    @Test
    void partIsFoundByItsOwnNameNotByWhatItsFileNameSays() throws IOException {
        String trap =
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; filename=\"x; name=\\\"file\\\"\"; name=\"a\""
                        + "\r\n\r\nwrong\r\n";
        assertThat(read(trap + part("file", "right") + close())).hasValue("right");
    }

    @Test
    void bodyWithoutThePartHasNone() throws IOException {
        assertThat(read(part("a", "first") + close())).isEmpty();
        assertThat(read("preamble\r\n" + close())).isEmpty();
    }

    @Test
    void preambleEpilogueAndPaddingAreNotContent() throws IOException {
        String body = "preamble\r\n" + part("file", "content").replace(BOUNDARY + "\r\n", BOUNDARY + " \t\r\n")
                + close() + "epilogue\r\n--" + BOUNDARY;
        assertThat(read(body)).hasValue("content");
    }

    @Test
    void contentMayBeEmptyOrLookLikeADelimiter() throws IOException {
        for (String content : new String[] {
            "", "\r\n", "\r\n--", "\r\n--" + BOUNDARY.substring(0, 8), "--" + BOUNDARY, "\r\r\n--x\n--" + BOUNDARY, "\r"
        }) {
            assertThat(read(part("file", content) + close())).as(content).hasValue(content);
        }
    }

    @Test
    void anyBytesInAnyPiecesArriveUnchanged() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 60; round++) {
            byte[] content = new byte[random.nextInt(400_000)];
            random.nextBytes(content);
            for (int i = 0; i < content.length; i += 1 + random.nextInt(50)) {
                content[i] = (byte) "\r\n-b".charAt(random.nextInt(4));
            }
            byte[] body = bytes(content);
            InputStream pieces = new Pieces(body, random);
            InputStream part =
                    new MultipartStream(pieces, BOUNDARY).part("file").orElseThrow();
            assertThat(readAll(part, random)).isEqualTo(content);
        }
    }

    @Test
    void everyCutBeforeTheClosingDelimiterIsNoticed() throws IOException {
        String body = part("file", "some content\r\n") + part("z", "last") + close();
        byte[] whole = body.getBytes(StandardCharsets.ISO_8859_1);
        int needed = body.lastIndexOf("--") + 2;
        for (int length = 0; length < needed; length++) {
            InputStream cut = new ByteArrayInputStream(whole, 0, length);
            assertThatThrownBy(() -> new MultipartStream(cut, BOUNDARY)
                            .part("file")
                            .orElseThrow()
                            .readAllBytes())
                    .as("cut at %s", length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void endIsNotReportedBeforeTheWholeBodyWasRead() throws IOException {
        byte[] start = part("file", "content").getBytes(StandardCharsets.ISO_8859_1);
        InputStream failing = new java.io.SequenceInputStream(new ByteArrayInputStream(start), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        });
        InputStream part = new MultipartStream(failing, BOUNDARY).part("file").orElseThrow();
        assertThatThrownBy(part::readAllBytes).hasMessage("gone");
    }

    @Test
    void brokenDelimitersAndEndlessHeadersAreRefused() {
        assertThatThrownBy(() -> read("--" + BOUNDARY + "x\r\n\r\n")).hasMessageContaining("broken delimiter");
        assertThatThrownBy(() -> read("--" + BOUNDARY + "\r\n" + "x".repeat(20_000)))
                .hasMessageContaining("headers");
        assertThatThrownBy(() -> read("--" + BOUNDARY + "\r\n" + "x: y\r\n".repeat(5_000)))
                .hasMessageContaining("headers");
    }

    private static String part(String name, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name
                + "\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n" + content + "\r\n";
    }

    private static String close() {
        return "--" + BOUNDARY + "--\r\n";
    }

    private static byte[] bytes(byte[] content) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String part = part("file", "");
        body.write(part.substring(0, part.length() - 2).getBytes(StandardCharsets.ISO_8859_1));
        body.write(content);
        body.write(("\r\n" + close()).getBytes(StandardCharsets.ISO_8859_1));
        return body.toByteArray();
    }

    private static Optional<String> read(String body) throws IOException {
        InputStream in = new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1));
        Optional<InputStream> part = new MultipartStream(in, BOUNDARY).part("file");
        return part.isEmpty()
                ? Optional.empty()
                : Optional.of(new String(part.get().readAllBytes(), StandardCharsets.ISO_8859_1));
    }

    private static byte[] readAll(InputStream in, Random random) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[10_000];
        int read = 0;
        while (read >= 0) {
            all.write(buffer, 0, read);
            read = in.read(buffer, 0, 1 + random.nextInt(buffer.length));
        }
        return all.toByteArray();
    }

    /** Gives its bytes in pieces of any length, as a socket does. */
    private static final class Pieces extends ByteArrayInputStream {
        private final Random random;

        Pieces(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(5_000)));
        }
    }
}
