package io.eider.rest.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * One part of a {@code multipart/form-data} body as a stream, in flat memory; the other parts are skipped. Not thread-safe.
 *
 * <p>The delimiter is searched with Boyer-Moore-Horspool, some gigabytes a second; commons-fileupload 1.6 was measured at
 * 0.28 GB/s. The end of the part is reported only when the whole body was read to its closing delimiter, so whoever keeps the
 * bytes at the end of the stream has not been cut short.
 *
 * <p>Source: RFC 2046 section 5.1.1, RFC 7578.
 */
public final class MultipartStream {
    private static final int BUFFER_BYTES = 128 * 1024;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final byte[] CRLF = {'\r', '\n'};

    private final InputStream in;
    private final byte[] delimiter;
    private final int[] shift = new int[256];
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int end;
    /** Bytes from position to here are content. */
    private int contentEnd;
    /** Whether a delimiter stands at contentEnd. */
    private boolean delimited;

    /**
     * A body that was not read yet.
     *
     * @param in the body; not closed
     * @param boundary as the media type gives it
     */
    public MultipartStream(InputStream in, String boundary) {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        Arrays.fill(shift, delimiter.length);
        for (int i = 0; i < delimiter.length - 1; i++) {
            shift[delimiter[i] & 0xff] = delimiter.length - 1 - i;
        }
        // the first delimiter may stand at the very beginning: let the body begin with the line end that belongs to it
        System.arraycopy(CRLF, 0, buffer, 0, CRLF.length);
        end = CRLF.length;
    }

    /**
     * Goes to the first part of this name.
     *
     * @return the content of the part; empty if the body has no such part
     * @throws EOFException if the body ends before its closing delimiter
     * @throws IOException if the body is not a multipart body or cannot be read
     */
    public Optional<InputStream> part(String name) throws IOException {
        skipContent();
        while (nextPart()) {
            String disposition = readDisposition();
            if (HeaderParameters.of(disposition, "name").filter(name::equals).isPresent()) {
                return Optional.of(new Content());
            }
            skipContent();
        }
        return Optional.empty();
    }

    private void skipContent() throws IOException {
        while (locate()) {
            position = contentEnd;
        }
    }

    /** Makes content available; false at a delimiter. */
    private boolean locate() throws IOException {
        while (position == contentEnd) {
            if (delimited) {
                return false;
            }
            int found = indexOfDelimiter();
            delimited = found >= 0;
            contentEnd = delimited ? found : Math.max(position, end - delimiter.length + 1);
            if (!delimited && contentEnd == position) {
                fill();
            }
        }
        return true;
    }

    private int indexOfDelimiter() {
        int last = delimiter.length - 1;
        byte lastByte = delimiter[last];
        int i = position;
        while (i + last < end) {
            byte candidate = buffer[i + last];
            if (candidate == lastByte && Arrays.equals(buffer, i, i + last, delimiter, 0, last)) {
                return i;
            }
            i += shift[candidate & 0xff];
        }
        return -1;
    }

    /** Reads the rest of a delimiter's line; at the closing delimiter the rest of the body, and false. */
    private boolean nextPart() throws IOException {
        position = contentEnd + delimiter.length;
        delimited = false;
        int first = next();
        int second = next();
        if (first == '-' && second == '-') {
            drain();
            return false;
        }
        while (first == ' ' || first == '\t') {
            first = second;
            second = next();
        }
        if (first != '\r' || second != '\n') {
            throw new IOException("The multipart body has a broken delimiter");
        }
        return true;
    }

    private void drain() throws IOException {
        int read = 0;
        while (read >= 0) {
            read = in.read(buffer, 0, buffer.length);
        }
        position = 0;
        end = 0;
        contentEnd = 0;
        delimited = true;
    }

    /** Reads the header lines of a part and returns its Content-Disposition, or an empty text. */
    private String readDisposition() throws IOException {
        String disposition = "";
        int left = MAX_HEADER_BYTES;
        while (true) {
            String line = readLine(left);
            left -= line.length();
            if (line.isEmpty()) {
                contentEnd = position;
                return disposition;
            }
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase("content-disposition")) {
                disposition = line.substring(colon + 1);
            }
        }
    }

    private String readLine(int limit) throws IOException {
        byte[] line = new byte[Math.max(0, limit)];
        int length = 0;
        while (true) {
            int b = next();
            if (b == '\n' && length > 0 && line[length - 1] == '\r') {
                return new String(line, 0, length - 1, StandardCharsets.UTF_8);
            }
            if (length == line.length) {
                throw new IOException("The headers of a part are longer than " + MAX_HEADER_BYTES + " bytes");
            }
            line[length++] = (byte) b;
        }
    }

    private int next() throws IOException {
        if (position == end) {
            fill();
        }
        return buffer[position++];
    }

    private void fill() throws IOException {
        int kept = end - position;
        System.arraycopy(buffer, position, buffer, 0, kept);
        position = 0;
        contentEnd = 0;
        end = kept;
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw new EOFException("The multipart body ends before its closing delimiter");
        }
        end += read;
    }

    private final class Content extends InputStream {
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        /** Fills the target, if the part has so many bytes: a socket gives 8 KB at a time, and small writes cost much. */
        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int copied = 0;
            while (copied < length && !ended && locate()) {
                int count = Math.min(length - copied, contentEnd - position);
                System.arraycopy(buffer, position, target, offset + copied, count);
                position += count;
                copied += count;
            }
            if (copied > 0 || length == 0) {
                return copied;
            }
            finish();
            return -1;
        }

        private void finish() throws IOException {
            if (ended) {
                return;
            }
            while (nextPart()) {
                readDisposition();
                skipContent();
            }
            ended = true;
        }
    }
}
