package io.eider.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that stays open. As small as can be, because on the machine of the benchmark the client takes its
 * processor time from the server. Belongs to one thread.
 */
final class Connection implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final String LENGTH = "content-length:";
    private static final String CHUNKED = "transfer-encoding: chunked";

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER).limit(0);

    Connection(int port) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** A request as it is on the wire, to be sent as often as wanted. */
    static byte[] request(String method, String path, String key, byte[] json) {
        byte[] head = head(method, path, key, "application/json", json.length);
        return concat(head, json);
    }

    /** As {@link #request} for an answer of another media type. */
    static byte[] request(String method, String path, String key, byte[] json, String accept) {
        byte[] head = head(method, path, key, "application/json\r\nAccept: " + accept, json.length);
        return concat(head, json);
    }

    /** As {@link #request}, for an answer that is sent when the work is done. */
    static byte[] waiting(String method, String path, String key, byte[] json) {
        byte[] head = head(method, path, key, "application/json\r\nPrefer: wait=60", json.length);
        return concat(head, json);
    }

    /**
     * Sends a request and throws the answer's body away as it comes.
     *
     * @return how many bytes it had
     */
    long drain(byte[] request) throws IOException {
        write(ByteBuffer.wrap(request));
        long[] bytes = {0};
        int status = read(new OutputStream() {
            @Override
            public void write(int one) {
                bytes[0]++;
            }

            @Override
            public void write(byte[] some, int offset, int length) {
                bytes[0] += length;
            }
        });
        if (status != 200) {
            throw new IOException("answered " + status);
        }
        return bytes[0];
    }

    /** Sends a request and reads the answer. */
    Reply send(byte[] request) throws IOException {
        write(ByteBuffer.wrap(request));
        return read();
    }

    /** Sends a file as the part {@code file} of a form, straight from the page cache, and reads the answer. */
    Reply sendFile(String path, String key, Path file) throws IOException {
        String boundary = "eider-bench-boundary";
        byte[] before = ascii("--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"rows.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n");
        byte[] after = ascii("\r\n--" + boundary + "--\r\n");
        try (FileChannel content = FileChannel.open(file)) {
            long size = content.size();
            String type = "multipart/form-data; boundary=" + boundary;
            byte[] head = head("POST", path, key, type, before.length + size + after.length);
            write(ByteBuffer.wrap(concat(head, before)));
            long sent = 0;
            while (sent < size) {
                sent += content.transferTo(sent, size - sent, channel);
            }
            write(ByteBuffer.wrap(after));
        }
        return read();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static byte[] head(String method, String path, String key, String type, long length) {
        return ascii(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\n\r\n");
    }

    private Reply read() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int status = read(body);
        return new Reply(status, body.toByteArray());
    }

    private int read(OutputStream body) throws IOException {
        int status = Integer.parseInt(line().substring(9, 12));
        long length = 0;
        boolean isChunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith(LENGTH)) {
                length = Long.parseLong(header.substring(LENGTH.length()).trim());
            }
            isChunked |= header.equals(CHUNKED);
        }
        if (isChunked) {
            readChunks(body);
        } else {
            readInto(body, length);
        }
        return status;
    }

    private void readChunks(OutputStream body) throws IOException {
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            readInto(body, size);
            line();
        }
        line();
    }

    private long chunkSize() throws IOException {
        return Long.parseLong(line().trim(), 16);
    }

    private void readInto(OutputStream body, long length) throws IOException {
        long left = length;
        while (left > 0) {
            fill();
            int step = (int) Math.min(left, in.remaining());
            body.write(in.array(), in.position(), step);
            in.position(in.position() + step);
            left -= step;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        while (true) {
            fill();
            char c = (char) in.get();
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append(c);
            }
        }
    }

    private void fill() throws IOException {
        if (!in.hasRemaining()) {
            in.clear();
            int count = channel.read(in);
            in.flip();
            if (count < 0) {
                throw new EOFException("the server closed the connection");
            }
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
