package io.eider.rest.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** Digests what is read through it. Not thread-safe. */
public final class HashedStream extends FilterInputStream {
    private final MessageDigest digest;
    private boolean isEmpty = true;

    /** Digests a stream. */
    public HashedStream(InputStream in, MessageDigest digest) {
        super(in);
        this.digest = digest;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read > 0) {
            digest.update(target, offset, read);
            isEmpty = false;
        }
        return read;
    }

    /** The hash of the whole stream in lower-case hex, reading what is left; empty if there was nothing. May be asked once. */
    public Optional<String> hash() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        return isEmpty ? Optional.empty() : Optional.of(HexFormat.of().formatHex(digest.digest()));
    }
}
