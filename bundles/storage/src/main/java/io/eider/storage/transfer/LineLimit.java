package io.eider.storage.transfer;

import io.eider.engine.UnreadableFile;
import java.io.OutputStream;

/** Takes bytes and refuses a line that is too long; keeps none. Line ends inside of quotes count, DuckDB sees to those. */
final class LineLimit extends OutputStream {
    private final int maxBytes;
    private long line = 1;
    private int length;

    LineLimit(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void write(int value) {
        if (value == '\n' || value == '\r') {
            line += value == '\n' ? 1 : 0;
            length = 0;
            return;
        }
        length++;
        if (length > maxBytes) {
            throw new UnreadableFile("line " + line + " is longer than " + maxBytes + " bytes");
        }
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            write(source[i]);
        }
    }
}
