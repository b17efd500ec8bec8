package io.eider.rest.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A stream that fails when more bytes come than allowed. Not thread-safe. */
public final class BoundedStream extends FilterInputStream {
    private final Supplier<? extends RuntimeException> tooLong;
    private long left;

    /**
     * Bounds a stream.
     *
     * @param maxBytes so many are passed on
     * @param tooLong what is thrown at the next one
     */
    public BoundedStream(InputStream in, long maxBytes, Supplier<? extends RuntimeException> tooLong) {
        super(in);
        this.left = maxBytes;
        this.tooLong = tooLong;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        left -= Math.max(0, read);
        if (left < 0) {
            throw tooLong.get();
        }
        return read;
    }
}
