package io.eider.pgwire.type;

import io.eider.api.workspace.ResultColumn;

/** Columns in binary. */
final class BinaryWriters {
    private static final long EPOCH_MICROS = Moments.EPOCH_DAYS * Moments.DAY;

    private BinaryWriters() {}

    static ValueWriter of(ResultColumn column, Style style) {
        return switch (column.kind()) {
            case BOOLEAN ->
                (vector, row, out) -> {
                    out.putInt(1);
                    out.putByte(vector.getBoolean(row) ? 1 : 0);
                };
            case INTEGER -> integer(PgTypes.of(column.type()).length());
            case HUGE -> TextWriters.measured((vector, row, out) -> NumericBinary.put(out, vector.getDecimal(row)));
            case DECIMAL -> decimal(column.type());
            case FLOAT ->
                (vector, row, out) -> {
                    out.putInt(4);
                    out.putInt(Float.floatToIntBits((float) vector.getDouble(row)));
                };
            case DOUBLE ->
                (vector, row, out) -> {
                    out.putInt(8);
                    out.putLong(Double.doubleToLongBits(vector.getDouble(row)));
                };
            case TEXT -> TextWriters::utf8;
            case DATE ->
                (vector, row, out) -> {
                    out.putInt(4);
                    out.putInt(date(vector.getLong(row)));
                };
            case TIMESTAMP, TIMESTAMP_TZ ->
                (vector, row, out) -> {
                    out.putInt(8);
                    out.putLong(timestamp(vector.getLong(row)));
                };
            case BLOB -> TextWriters.measured((vector, row, out) -> out.putBytes(vector.getBytes(row)));
            case NESTED -> NestedWriter.of(column.type(), style);
            case OTHER -> TextWriters.byDuckText(column.type(), style);
        };
    }

    private static ValueWriter integer(int length) {
        return switch (length) {
            case 2 ->
                (vector, row, out) -> {
                    out.putInt(2);
                    out.putShort((int) vector.getLong(row));
                };
            case 4 ->
                (vector, row, out) -> {
                    out.putInt(4);
                    out.putInt((int) vector.getLong(row));
                };
            default ->
                (vector, row, out) -> {
                    out.putInt(8);
                    out.putLong(vector.getLong(row));
                };
        };
    }

    private static ValueWriter decimal(String type) {
        if (type.equals(PgTypes.ANY_NUMERIC)) {
            return TextWriters.measured(
                    (vector, row, out) -> NumericBinary.put(out, PgTypes.shortest(vector.getDecimal(row))));
        }
        int scale = PgTypes.scale(type);
        return TextWriters.isShort(type)
                ? TextWriters.measured((vector, row, out) -> NumericBinary.put(out, vector.getUnscaled(row), scale))
                : TextWriters.measured((vector, row, out) -> NumericBinary.put(out, vector.getDecimal(row)));
    }

    /** PostgreSQL's number of a day. */
    static int date(long day) {
        if (day == Moments.INFINITE_DAY) {
            return Integer.MAX_VALUE;
        }
        if (day == -Moments.INFINITE_DAY) {
            return Integer.MIN_VALUE;
        }
        long days = day - Moments.EPOCH_DAYS;
        if (days <= Integer.MIN_VALUE) {
            throw TypeErrors.momentOutOfRange("date");
        }
        return (int) days;
    }

    /** PostgreSQL's number of a microsecond. */
    static long timestamp(long micros) {
        if (micros == Moments.INFINITE_MICROS) {
            return Long.MAX_VALUE;
        }
        if (micros == -Moments.INFINITE_MICROS) {
            return Long.MIN_VALUE;
        }
        if (micros <= Long.MIN_VALUE + EPOCH_MICROS) {
            throw TypeErrors.momentOutOfRange("timestamp");
        }
        return micros - EPOCH_MICROS;
    }
}
