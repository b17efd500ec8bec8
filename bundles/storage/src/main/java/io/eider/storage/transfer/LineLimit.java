package io.eider.storage.transfer;

import java.io.OutputStream;

/**
 * Takes bytes and finds a line that is too long; keeps none. A line inside of one piece is not looked at: pieces are far
 * shorter than the limit, and lines that fit DuckDB's buffer are DuckDB's to refuse. Line ends inside of quotes count as
 * such.
 */
final class LineLimit extends OutputStream {
    private final int maxBytes;
    private long taken;
    private long lineStart;

    LineLimit(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Where the line begins that the last bytes belong to. */
    long lineStart() {
        return lineStart;
    }

    @Override
    public void write(int value) throws LongLine {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws LongLine {
        int end = offset + count;
        int first = offset;
        while (first < end && !isLineEnd(source[first])) {
            first++;
        }
        if (taken + (first - offset) - lineStart > maxBytes) {
            throw new LongLine();
        }
        if (first < end) {
            int last = end - 1;
            while (!isLineEnd(source[last])) {
                last--;
            }
            lineStart = taken + (last - offset) + 1;
        }
        taken += count;
    }

    private static boolean isLineEnd(byte value) {
        return value == '\n' || value == '\r';
    }

    /** A line is too long. */
    static final class LongLine extends java.io.IOException {
        private static final long serialVersionUID = 1;
    }
}
