package io.eider.engine.link;

import io.eider.engine.sandbox.VectorMemory;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBWritableVector;

/**
 * Copies vectors as they are in memory (ADR-0019): numbers and times in one piece, texts by their bytes. If the JVM does not let us look at
 * the vectors, {@link #isUsable} says so and everything travels as text by the driver's own getters.
 */
final class VectorCopy {
    private static final int VALIDITY_BITS = 64;
    private static final long MOST_AT_ONCE = 16 << 20;
    private static final Field SOURCE_VALIDITY = field(DuckDBReadableVector.class, "validity");
    private static final Field TARGET = field(DuckDBWritableVector.class, "data");
    private static final Field TARGET_VALIDITY = field(DuckDBWritableVector.class, "validity");

    private VectorCopy() {}

    static boolean isUsable() {
        return VectorMemory.isUsable() && SOURCE_VALIDITY != null && TARGET != null && TARGET_VALIDITY != null;
    }

    /** From one instance to the other. */
    static void copy(DuckDBReadableVector from, DuckDBWritableVector to, int rows) {
        boolean isText = isText(from);
        long bytes = isText && isUsable() ? longTexts(from, rows) : 0;
        if (isText && (!isUsable() || bytes > MOST_AT_ONCE)) {
            to.setStringUtf8Batch(0, texts(from, rows));
            return;
        }
        ByteBuffer source = VectorMemory.of(from);
        ByteBuffer values = memory(to);
        long place = bytes == 0 ? 0 : place(from, rows, to, values, (int) bytes);
        values.put(0, source, 0, width(from, source) * rows);
        if (bytes > 0) {
            point(from, rows, values, place);
        }
        ByteBuffer validity = of(SOURCE_VALIDITY, from);
        ByteBuffer target = validity(to);
        for (int word = 0; word < words(rows); word++) {
            target.putLong(word * Long.BYTES, valid(validity, word));
        }
    }

    /** Bytes of the texts that do not lie in their vector. */
    private static long longTexts(DuckDBReadableVector from, int rows) {
        ByteBuffer source = VectorMemory.of(from);
        long bytes = 0;
        for (int row = 0; row < rows; row++) {
            int length = VectorMemory.length(source, row);
            if (length > VectorMemory.INLINED && !from.isNull(row)) {
                bytes += length;
            }
        }
        return bytes;
    }

    /** Gives all long texts to the vector as one, which lives as long as it does; returns where that lies. */
    private static long place(
            DuckDBReadableVector from, int rows, DuckDBWritableVector to, ByteBuffer values, int bytes) {
        ByteBuffer source = VectorMemory.of(from);
        byte[] all = new byte[bytes];
        int at = 0;
        for (int row = 0; row < rows; row++) {
            int length = VectorMemory.length(source, row);
            if (length > VectorMemory.INLINED && !from.isNull(row)) {
                VectorMemory.copy(source, row, length, all, at);
                at += length;
            }
        }
        to.setStringUtf8Batch(0, new byte[][] {all});
        return VectorMemory.address(values, 0);
    }

    /** Lets the long texts point into that one. */
    private static void point(DuckDBReadableVector from, int rows, ByteBuffer values, long place) {
        long at = place;
        for (int row = 0; row < rows; row++) {
            int length = VectorMemory.length(values, row);
            if (length > VectorMemory.INLINED && !from.isNull(row)) {
                VectorMemory.point(values, row, at);
                at += length;
            }
        }
    }

    /** From an instance to the heap. */
    static KeptVector keep(DuckDBReadableVector from, int rows) {
        if (isText(from)) {
            return new KeptVector(null, null, texts(from, rows));
        }
        ByteBuffer source = VectorMemory.of(from);
        byte[] values = new byte[width(from, source) * rows];
        source.get(0, values);
        ByteBuffer validity = of(SOURCE_VALIDITY, from);
        long[] valid = new long[words(rows)];
        for (int word = 0; word < valid.length; word++) {
            valid[word] = valid(validity, word);
        }
        return new KeptVector(values, valid, null);
    }

    static ByteBuffer memory(DuckDBWritableVector vector) {
        return of(TARGET, vector);
    }

    static ByteBuffer validity(DuckDBWritableVector vector) {
        return of(TARGET_VALIDITY, vector);
    }

    private static boolean isText(DuckDBReadableVector vector) {
        return !isUsable() || vector.getType() == DuckDBColumnType.VARCHAR;
    }

    private static int width(DuckDBReadableVector vector, ByteBuffer memory) {
        return memory.capacity() / Math.max(1, (int) vector.rowCount());
    }

    private static int words(int rows) {
        return (rows + VALIDITY_BITS - 1) / VALIDITY_BITS;
    }

    /** The driver gives a vector to write in which everything is NULL, and no validity to read if nothing is. */
    private static long valid(ByteBuffer validity, int word) {
        return validity == null ? -1 : validity.getLong(word * Long.BYTES);
    }

    private static byte[][] texts(DuckDBReadableVector from, int rows) {
        ByteBuffer source = isUsable() ? VectorMemory.of(from) : null;
        byte[][] texts = new byte[rows][];
        for (int row = 0; row < rows; row++) {
            if (from.isNull(row)) {
                continue;
            }
            if (source == null) {
                texts[row] = from.getString(row).getBytes(StandardCharsets.UTF_8);
                continue;
            }
            int length = VectorMemory.length(source, row);
            texts[row] = new byte[length];
            VectorMemory.copy(source, row, length, texts[row], 0);
        }
        return texts;
    }

    private static ByteBuffer of(Field field, Object vector) {
        try {
            ByteBuffer buffer = (ByteBuffer) field.get(vector);
            return buffer == null ? null : buffer.duplicate().order(ByteOrder.nativeOrder());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // it is accessible
        }
    }

    private static Field field(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }
}
