package io.eider.rest.result;

import com.google.flatbuffers.FlatBufferBuilder;
import io.eider.api.workspace.ColumnKind;
import io.eider.api.workspace.ResultColumn;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.flatbuf.Binary;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/**
 * The Arrow type of a column.
 *
 * @param layout how its values lie in memory
 * @param bits of a whole number, or 0
 * @param isSigned whether it may be negative
 * @param precision digits of a decimal, or 0
 * @param scale of a decimal
 */
record ArrowType(Layout layout, int bits, boolean isSigned, int precision, int scale) {
    private static final int DECIMAL_BITS = 128;
    private static final int MAX_DIGITS = 38;
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");
    private static final Map<String, Integer> BITS = Map.of(
            "TINYINT", 8,
            "UTINYINT", 8,
            "SMALLINT", 16,
            "USMALLINT", 16,
            "INTEGER", 32,
            "UINTEGER", 32);

    /** How values lie in memory. */
    enum Layout {
        BITS,
        INT,
        FLOAT,
        DOUBLE,
        DECIMAL,
        UTF8,
        BINARY,
        DATE,
        TIMESTAMP,
        TIMESTAMP_UTC
    }

    /**
     * The type that holds every value of a column; of a HUGEINT those of at most 38 digits, as wide numbers are hardly known
     * outside of Arrow itself.
     */
    static ArrowType of(ResultColumn column) {
        String name = column.type();
        return switch (column.kind()) {
            case BOOLEAN -> plain(Layout.BITS);
            case INTEGER -> new ArrowType(Layout.INT, BITS.getOrDefault(name, Long.SIZE), !name.startsWith("U"), 0, 0);
            case HUGE ->
                name.equals("UBIGINT")
                        ? new ArrowType(Layout.INT, Long.SIZE, false, 0, 0)
                        : new ArrowType(Layout.DECIMAL, 0, true, MAX_DIGITS, 0);
            case FLOAT -> plain(Layout.FLOAT);
            case DOUBLE -> plain(Layout.DOUBLE);
            case DECIMAL -> decimal(name);
            case TEXT, NESTED, OTHER -> plain(Layout.UTF8);
            case DATE -> plain(Layout.DATE);
            case TIMESTAMP -> plain(Layout.TIMESTAMP);
            case TIMESTAMP_TZ -> plain(Layout.TIMESTAMP_UTC);
            case BLOB -> plain(Layout.BINARY);
        };
    }

    private static ArrowType plain(Layout layout) {
        return new ArrowType(layout, 0, true, 0, 0);
    }

    private static ArrowType decimal(String name) {
        Matcher found = DECIMAL.matcher(name);
        if (!found.matches()) {
            throw new IllegalStateException(ColumnKind.DECIMAL + " without its digits: " + name);
        }
        return new ArrowType(
                Layout.DECIMAL, 0, true, Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)));
    }

    /** Bytes of a value, 0 if they differ or if it is a bit. */
    int width() {
        return switch (layout) {
            case BITS, UTF8, BINARY -> 0;
            case INT -> bits / Byte.SIZE;
            case FLOAT, DATE -> Integer.BYTES;
            case DOUBLE, TIMESTAMP, TIMESTAMP_UTC -> Long.BYTES;
            case DECIMAL -> DECIMAL_BITS / Byte.SIZE;
        };
    }

    /** Whether offsets stand before the values. */
    boolean isOfAnyLength() {
        return layout == Layout.UTF8 || layout == Layout.BINARY;
    }

    /** Which table of the message describes it. */
    byte tag() {
        return switch (layout) {
            case BITS -> Type.Bool;
            case INT -> Type.Int;
            case FLOAT, DOUBLE -> Type.FloatingPoint;
            case DECIMAL -> Type.Decimal;
            case UTF8 -> Type.Utf8;
            case BINARY -> Type.Binary;
            case DATE -> Type.Date;
            case TIMESTAMP, TIMESTAMP_UTC -> Type.Timestamp;
        };
    }

    /** Writes that table. */
    int write(FlatBufferBuilder message) {
        switch (layout) {
            case BITS -> Bool.startBool(message);
            case UTF8 -> Utf8.startUtf8(message);
            case BINARY -> Binary.startBinary(message);
            case INT -> {
                return Int.createInt(message, bits, isSigned);
            }
            case FLOAT -> {
                return FloatingPoint.createFloatingPoint(message, Precision.SINGLE);
            }
            case DOUBLE -> {
                return FloatingPoint.createFloatingPoint(message, Precision.DOUBLE);
            }
            case DECIMAL -> {
                return Decimal.createDecimal(message, precision, scale, DECIMAL_BITS);
            }
            case DATE -> {
                return Date.createDate(message, DateUnit.DAY);
            }
            case TIMESTAMP -> {
                return Timestamp.createTimestamp(message, TimeUnit.MICROSECOND, 0);
            }
            case TIMESTAMP_UTC -> {
                return Timestamp.createTimestamp(message, TimeUnit.MICROSECOND, message.createString("UTC"));
            }
        }
        return message.endTable(); // of a type without members
    }
}
