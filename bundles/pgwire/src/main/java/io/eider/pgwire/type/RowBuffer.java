package io.eider.pgwire.type;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes for a client, in the order of the network, in memory that grows and is used again. Belongs to one thread. */
public final class RowBuffer {
    private static final int LARGEST = 1 << 30;
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int size;

    /** @param capacity bytes to begin with */
    public RowBuffer(int capacity) {
        this.bytes = new byte[Math.max(16, capacity)];
    }

    /** The memory; what is written is at its begin. Another one after anything was put. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes are written. */
    public int size() {
        return size;
    }

    /** Forgets what was written and keeps the memory. */
    public void clear() {
        size = 0;
    }

    /** Takes back what was written from an index on. */
    public void truncate(int to) {
        size = Math.min(size, to);
    }

    /**
     * Makes room.
     *
     * @param more bytes that will be put
     * @throws io.eider.api.error.ApiException 54000 if it would hold more than a gigabyte
     */
    public void ensure(int more) {
        if (more > bytes.length - size) {
            grow(more);
        }
    }

    private void grow(int more) {
        long needed = (long) size + more;
        if (needed > LARGEST) {
            throw TypeErrors.of("54000", "a row of the result is larger than 1 GB");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, Math.max(needed, 2L * bytes.length)));
    }

    /** Leaves out some bytes, to be written by their index: the first one's. */
    int skip(int count) {
        ensure(count);
        int at = size;
        size += count;
        return at;
    }

    /** Appends one byte. */
    public void putByte(int value) {
        if (size == bytes.length) {
            grow(1);
        }
        bytes[size++] = (byte) value;
    }

    /** Appends two bytes. */
    public void putShort(int value) {
        int at = skip(2);
        SHORT.set(bytes, at, (short) value);
    }

    /** Appends four bytes. */
    public void putInt(int value) {
        int at = skip(4);
        INT.set(bytes, at, value);
    }

    /** Writes four bytes over what was written. */
    public void putInt(int index, int value) {
        INT.set(bytes, index, value);
    }

    /** Appends eight bytes. */
    public void putLong(long value) {
        int at = skip(8);
        LONG.set(bytes, at, value);
    }

    /** Appends bytes. */
    public void putBytes(byte[] source, int from, int count) {
        int at = skip(count);
        System.arraycopy(source, from, bytes, at, count);
    }

    /** Appends bytes. */
    public void putBytes(byte[] source) {
        putBytes(source, 0, source.length);
    }

    /** Appends a text in UTF-8. */
    public void putText(String text) {
        putBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends a text of ASCII only. */
    @SuppressWarnings("deprecation") // the one way to copy ASCII without an array between
    void putAscii(String text) {
        int at = skip(text.length());
        text.getBytes(0, text.length(), bytes, at);
    }

    /** What is written, as text. */
    String text() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    /** Leaves out four bytes for a length; goes with {@link #endLength}. */
    int beginLength() {
        return skip(4);
    }

    /** Writes how many bytes follow the length at an index. */
    void endLength(int index) {
        INT.set(bytes, index, size - index - 4);
    }
}
