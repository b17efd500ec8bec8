package io.eider.rest.result;

import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.api.workspace.ResultVector;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;

/**
 * The values of one column of the record batch that is being made, as they lie in Arrow's memory: validity bits, offsets, values,
 * little-endian. The arrays are used again for the next batch. Source: Arrow Columnar Format 1.5, "Physical Memory Layout". Not
 * thread-safe.
 */
final class ArrowColumn {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOATS =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int DECIMAL_BYTES = 16;
    private static final BigInteger TOO_LARGE = BigInteger.TEN.pow(38);

    private final ArrowType type;
    private byte[] validity = new byte[256];
    private byte[] offsets = new byte[0];
    private byte[] values = new byte[2048];
    private int rows;
    private int nulls;
    private int end; // of the values, in bytes

    ArrowColumn(ArrowType type) {
        this.type = type;
    }

    /** Forgets the values. */
    void clear() {
        Arrays.fill(validity, 0, bytesOfBits(rows), (byte) 0);
        if (type.layout() == ArrowType.Layout.BITS) {
            Arrays.fill(values, 0, bytesOfBits(rows), (byte) 0);
        }
        rows = 0;
        nulls = 0;
        end = 0;
    }

    int nulls() {
        return nulls;
    }

    /** Bytes of the buffers so far. */
    long size() {
        return validityBytes() + offsetBytes() + valueBytes();
    }

    /** Bits are left out when all are set. */
    long validityBytes() {
        return nulls == 0 ? 0 : bytesOfBits(rows);
    }

    boolean hasOffsets() {
        return type.isOfAnyLength();
    }

    long offsetBytes() {
        return hasOffsets() ? (rows + 1L) * Integer.BYTES : 0;
    }

    long valueBytes() {
        return type.layout() == ArrowType.Layout.BITS ? bytesOfBits(rows) : end;
    }

    /** Writes the buffers one after another, each filled up to eight bytes. */
    void write(OutputStream out) throws IOException {
        padded(out, validity, validityBytes());
        if (hasOffsets()) {
            padded(out, offsets, offsetBytes());
        }
        padded(out, values, valueBytes());
    }

    private static void padded(OutputStream out, byte[] bytes, long count) throws IOException {
        out.write(bytes, 0, (int) count);
        out.write(ArrowResult.ZEROES, 0, ArrowResult.padding(count));
    }

    /** Adds values of a vector. */
    void append(ResultVector vector, int from, int to) {
        int after = rows + to - from;
        validity = room(validity, bytesOfBits(after));
        switch (type.layout()) {
            case BITS -> bits(vector, from, to);
            case UTF8, BINARY -> texts(vector, from, to);
            case DECIMAL -> decimals(vector, from, to);
            case DOUBLE, FLOAT -> fractions(vector, from, to);
            case DATE, TIMESTAMP, TIMESTAMP_UTC -> integers(vector, from, to);
            case INT -> {
                if (!type.isSigned() && type.bits() == Long.SIZE) {
                    unsigned(vector, from, to);
                } else {
                    integers(vector, from, to);
                }
            }
        }
        rows = after;
    }

    /** Notes whether a value is there. */
    private boolean isThere(ResultVector vector, int row, int at) {
        if (vector.isNull(row)) {
            nulls++;
            return false;
        }
        validity[at >> 3] |= (byte) (1 << (at & 7));
        return true;
    }

    private void bits(ResultVector vector, int from, int to) {
        values = room(values, bytesOfBits(rows + to - from));
        int at = rows;
        for (int row = from; row < to; row++, at++) {
            if (isThere(vector, row, at) && vector.getBoolean(row)) {
                values[at >> 3] |= (byte) (1 << (at & 7));
            }
        }
    }

    private void integers(ResultVector vector, int from, int to) {
        int width = type.width();
        values = room(values, end + (to - from) * width);
        int at = rows;
        for (int row = from; row < to; row++, at++, end += width) {
            long value = isThere(vector, row, at) ? vector.getLong(row) : 0;
            switch (width) {
                case Long.BYTES -> LONGS.set(values, end, value);
                case Integer.BYTES -> INTS.set(values, end, (int) value);
                case Short.BYTES -> SHORTS.set(values, end, (short) value);
                default -> values[end] = (byte) value;
            }
        }
    }

    private void unsigned(ResultVector vector, int from, int to) {
        values = room(values, end + (to - from) * Long.BYTES);
        int at = rows;
        for (int row = from; row < to; row++, at++, end += Long.BYTES) {
            long value = isThere(vector, row, at)
                    ? vector.getDecimal(row).toBigInteger().longValue()
                    : 0;
            LONGS.set(values, end, value);
        }
    }

    private void fractions(ResultVector vector, int from, int to) {
        int width = type.width();
        values = room(values, end + (to - from) * width);
        int at = rows;
        for (int row = from; row < to; row++, at++, end += width) {
            double value = isThere(vector, row, at) ? vector.getDouble(row) : 0;
            if (width == Double.BYTES) {
                DOUBLES.set(values, end, value);
            } else {
                FLOATS.set(values, end, (float) value);
            }
        }
    }

    private void decimals(ResultVector vector, int from, int to) {
        values = room(values, end + (to - from) * DECIMAL_BYTES);
        int at = rows;
        for (int row = from; row < to; row++, at++, end += DECIMAL_BYTES) {
            if (isThere(vector, row, at)) {
                decimal(vector.getDecimal(row));
            } else {
                decimal(0, 0);
            }
        }
    }

    private void decimal(BigDecimal value) {
        BigInteger unscaled = (value.scale() == type.scale() ? value : value.setScale(type.scale())).unscaledValue();
        if (unscaled.bitLength() < Long.SIZE) {
            long low = unscaled.longValue();
            decimal(low, low >> (Long.SIZE - 1));
            return;
        }
        if (unscaled.abs().compareTo(TOO_LARGE) >= 0) {
            throw new ApiException(
                    ErrorCode.SQL_ERROR,
                    "A number of more than 38 digits does not fit Arrow's decimal128; cast it to VARCHAR",
                    Map.of("sqlstate", "22003"));
        }
        decimal(unscaled.longValue(), unscaled.shiftRight(Long.SIZE).longValue());
    }

    private void decimal(long low, long high) {
        LONGS.set(values, end, low);
        LONGS.set(values, end + Long.BYTES, high);
    }

    private void texts(ResultVector vector, int from, int to) {
        offsets = room(offsets, (rows + to - from + 1) * Integer.BYTES);
        boolean isText = type.layout() == ArrowType.Layout.UTF8;
        int at = rows;
        for (int row = from; row < to; row++, at++) {
            INTS.set(offsets, at * Integer.BYTES, end);
            if (isThere(vector, row, at)) {
                if (isText) {
                    text(vector, row);
                } else {
                    bytes(vector.getBytes(row));
                }
            }
        }
        INTS.set(offsets, at * Integer.BYTES, end);
    }

    private void text(ResultVector vector, int row) {
        int length = vector.copyUtf8(row, values, end);
        if (length > values.length - end) {
            values = room(values, Math.addExact(end, length));
            vector.copyUtf8(row, values, end);
        }
        end += length;
    }

    private void bytes(byte[] bytes) {
        values = room(values, Math.addExact(end, bytes.length));
        System.arraycopy(bytes, 0, values, end, bytes.length);
        end += bytes.length;
    }

    private static byte[] room(byte[] bytes, int needed) {
        return needed <= bytes.length ? bytes : Arrays.copyOf(bytes, Math.max(needed, growth(bytes.length)));
    }

    private static int growth(int length) {
        return (int) Math.min(2L * length, Integer.MAX_VALUE - 8);
    }

    private static int bytesOfBits(int bits) {
        return (bits + 7) >> 3;
    }
}
