package io.eider.rest.result;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** Counts the bytes of an answer. Does not close what is below it. Not thread-safe. */
public final class LimitedOutput extends OutputStream {
    private final OutputStream out;
    private final long limit;
    private long count;

    /** An answer of at most so many bytes. */
    public LimitedOutput(OutputStream out, long limit) {
        this.out = out;
        this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        count += length;
    }

    /**
     * Called between rows, so that what is written stays whole.
     *
     * @throws ApiException RESULT_TOO_LARGE if the limit is behind
     */
    void check() {
        if (count > limit) {
            throw new ApiException(
                    ErrorCode.RESULT_TOO_LARGE,
                    "The result is larger than " + limit + " bytes; ask for less, or for more with max_bytes",
                    Map.of("max_bytes", limit));
        }
    }
}
