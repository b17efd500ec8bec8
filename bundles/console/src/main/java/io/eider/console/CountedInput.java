package io.eider.console;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how many bytes were read. */
final class CountedInput extends FilterInputStream {
    private final LongConsumer listener;
    private long count;

    /** Closes {@code in} when closed. */
    CountedInput(InputStream in, LongConsumer listener) {
        super(in);
        this.listener = listener;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        counted(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        counted(Math.max(0, read));
        return read;
    }

    private void counted(int more) {
        count += more;
        listener.accept(count);
    }
}
