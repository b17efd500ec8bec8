package io.eider.engine.sandbox;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/**
 * The memory of DuckDB's vectors, read without a call into native code for each value (ADR-0019). A text is 16 bytes in the vector: its length, and
 * either up to 12 bytes of it or 4 bytes and where the rest lies. Whether the driver lays its vectors out so is tried once, when the class is loaded;
 * if not, or if the JVM does not let us look, values come by the driver's getters.
 */
public final class VectorMemory {
    private static final System.Logger LOG = System.getLogger(VectorMemory.class.getName());
    private static final int TEXT_BYTES = 16;
    /** A text of at most so many bytes lies in its vector, a longer one elsewhere. */
    public static final int INLINED = 12;

    private static final List<String> SAMPLES = List.of(
            "",
            "a",
            "twelve bytes",
            "thirteen byte",
            "\u010dlov\u011bk \u20ac \ud83e\udd86 \u010dlov\u011bk",
            "x".repeat(5_000));

    private static final int ARRAY_BASE = 16; // of a byte[]; tried with the rest

    private static final MethodHandle COPY = copyMemory();
    private static final Field DATA = field();
    private static final boolean USABLE = tried();

    private VectorMemory() {}

    /** Whether vectors can be read here. */
    public static boolean isUsable() {
        return USABLE;
    }

    /** The values of a vector, in the machine's order of bytes. */
    public static ByteBuffer of(DuckDBReadableVector vector) {
        try {
            return ((ByteBuffer) DATA.get(vector)).duplicate().order(ByteOrder.nativeOrder());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // it was tried before
        }
    }

    /** The length of a text in bytes of UTF-8. */
    public static int length(ByteBuffer vector, int row) {
        return vector.getInt(row * TEXT_BYTES);
    }

    /** Where a text of more than {@link #INLINED} bytes lies. */
    public static long address(ByteBuffer vector, int row) {
        return vector.getLong(row * TEXT_BYTES + 8);
    }

    /** Says where such a text lies, in memory that lives as long as the vector. */
    public static void point(ByteBuffer vector, int row, long address) {
        vector.putLong(row * TEXT_BYTES + 8, address);
    }

    /** Copies a text's UTF-8. */
    public static void copy(ByteBuffer vector, int row, int length, byte[] target, int at) {
        int place = row * TEXT_BYTES;
        if (length <= INLINED) {
            vector.get(place + 4, target, at, length);
        } else {
            copyFrom(address(vector, row), target, at, length);
        }
    }

    private static void copyFrom(long address, byte[] target, int at, int length) {
        try {
            COPY.invokeExact((Object) null, address, (Object) target, (long) (ARRAY_BASE + at), (long) length);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // it declares none
        }
    }

    /** {@code sun.misc.Unsafe.copyMemory}, found by name: the compiler warns of the class, and no bundle has to import it. */
    private static MethodHandle copyMemory() {
        try {
            Class<?> type = Class.forName("sun.misc.Unsafe", true, null);
            Field field = type.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            Object unsafe = field.get(null);
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            int base = (int) lookup.findVirtual(type, "arrayBaseOffset", MethodType.methodType(int.class, Class.class))
                    .invoke(unsafe, byte[].class);
            MethodType signature =
                    MethodType.methodType(void.class, Object.class, long.class, Object.class, long.class, long.class);
            return base == ARRAY_BASE
                    ? lookup.findVirtual(type, "copyMemory", signature).bindTo(unsafe)
                    : null;
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.INFO, "Vectors are read by the driver: {0}", e.toString());
            return null;
        }
    }

    private static Field field() {
        try {
            Field field = DuckDBReadableVector.class.getDeclaredField("data");
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(System.Logger.Level.INFO, "Vectors are read by the driver: {0}", e.toString());
            return null;
        }
    }

    private static boolean tried() {
        if (COPY == null || DATA == null || ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            return false;
        }
        try (DuckDBConnection connection =
                        (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                DuckDBPreparedStatement statement = connection.prepare(
                        "SELECT unnest(?::VARCHAR[]), DATE '2020-02-29', TIMESTAMP '2020-02-29 01:02:03', 7::BIGINT, "
                                + "true, 0.1::FLOAT, 0.1::DOUBLE, 1.5::DECIMAL(4,2), 1.5::DECIMAL(9,2), 1.5::DECIMAL(18,2)")) {
            statement.setObject(1, connection.createArrayOf("VARCHAR", SAMPLES.toArray()));
            try (DuckDBChunkedResult result = statement.query()) {
                return result.nextChunk() && isAsExpected(result);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Vectors are read by the driver", e);
            return false;
        }
    }

    private static boolean isAsExpected(DuckDBChunkedResult result) {
        ByteBuffer texts = of(result.chunk().vector(0));
        for (int row = 0; row < SAMPLES.size(); row++) {
            byte[] expected = SAMPLES.get(row).getBytes(StandardCharsets.UTF_8);
            if (length(texts, row) != expected.length) {
                return false; // before anything is read from where it seems to point to
            }
            byte[] read = new byte[expected.length];
            copy(texts, row, read.length, read, 0);
            if (!Arrays.equals(read, expected)) {
                return false;
            }
        }
        DuckDBDataChunkReader chunk = result.chunk();
        return of(chunk.vector(1)).getInt(4) == 18_321
                && of(chunk.vector(2)).getLong(8) == 1_582_938_123_000_000L
                && of(chunk.vector(3)).getLong(8) == 7
                && of(chunk.vector(4)).get(1) == 1
                && of(chunk.vector(5)).getFloat(4) == 0.1f
                && of(chunk.vector(6)).getDouble(8) == 0.1
                && of(chunk.vector(7)).getShort(2) == 150
                && of(chunk.vector(8)).getInt(4) == 150
                && of(chunk.vector(9)).getLong(8) == 150;
    }
}
