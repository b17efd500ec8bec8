package io.eider.itests;

import java.io.InputStream;
import java.util.Random;

/** So many bytes that no compression and no repetition makes smaller, without keeping them. */
final class Filler extends InputStream {
    private static final byte[] BLOCK = new byte[1 << 20];

    static {
        new Random(1).nextBytes(BLOCK);
    }

    private final long length;
    private long position;

    Filler(long length) {
        this.length = length;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) {
        if (position == length) {
            return -1;
        }
        int from = (int) (position % BLOCK.length);
        int count = (int) Math.min(Math.min(wanted, BLOCK.length - from), length - position);
        System.arraycopy(BLOCK, from, target, offset, count);
        if (from == 0 && count >= Long.BYTES) { // every block is another one
            for (int i = 0; i < Long.BYTES; i++) {
                target[offset + i] = (byte) (position >> (8 * i));
            }
        }
        position += count;
        return count;
    }
}
