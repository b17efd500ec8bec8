package io.eider.rest.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * A body whose first bytes are held back, so that an error before them can still become an answer of its own. Not
 * thread-safe.
 */
public final class DeferredBody extends OutputStream {
    private final GuardedResponse response;
    private final Map<String, String> headers;
    private final byte[] held;
    private int length;
    private OutputStream out;

    /**
     * A body that nothing was written to.
     *
     * @param headers of the answer
     * @param heldBytes how many bytes are held back
     */
    public DeferredBody(GuardedResponse response, Map<String, String> headers, int heldBytes) {
        this.response = response;
        this.headers = Map.copyOf(headers);
        this.held = new byte[heldBytes];
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (out == null && length + count <= held.length) {
            System.arraycopy(bytes, offset, held, length, count);
            length += count;
            return;
        }
        release();
        out.write(bytes, offset, count);
    }

    /** Sends what is held back; the body is complete. */
    public void finish() throws IOException {
        release();
    }

    private void release() throws IOException {
        if (out == null) {
            out = response.takeOver(200, headers);
            out.write(held, 0, length);
        }
    }
}
