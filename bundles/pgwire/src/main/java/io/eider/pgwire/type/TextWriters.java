package io.eider.pgwire.type;

import io.eider.api.workspace.DuckType;
import io.eider.api.workspace.ResultColumn;
import io.eider.api.workspace.ResultVector;
import java.time.ZoneId;

/** Columns in text. */
final class TextWriters {
    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int GUESS = 64;

    private TextWriters() {}

    static ValueWriter of(ResultColumn column, Style style) {
        return switch (column.kind()) {
            case BOOLEAN ->
                (vector, row, out) -> {
                    out.putInt(1);
                    out.putByte(vector.getBoolean(row) ? 't' : 'f');
                };
            case INTEGER -> measured((vector, row, out) -> Digits.put(out, vector.getLong(row)));
            case HUGE ->
                measured((vector, row, out) ->
                        out.putAscii(vector.getDecimal(row).toPlainString()));
            case DECIMAL -> decimal(column.type());
            case FLOAT -> {
                FloatText text = new FloatText();
                yield measured((vector, row, out) -> text.put(out, (float) vector.getDouble(row)));
            }
            case DOUBLE -> {
                FloatText text = new FloatText();
                yield measured((vector, row, out) -> text.put(out, vector.getDouble(row)));
            }
            case TEXT -> TextWriters::utf8;
            case DATE -> measured((vector, row, out) -> Moments.date(out, vector.getLong(row)));
            case TIMESTAMP -> measured((vector, row, out) -> Moments.timestamp(out, vector.getLong(row), ' '));
            case TIMESTAMP_TZ -> timestampTz(style.zone());
            case BLOB -> measured((vector, row, out) -> bytea(out, vector.getBytes(row)));
            case NESTED -> NestedWriter.of(column.type(), style);
            case OTHER -> byDuckText(column.type(), style);
        };
    }

    /** Puts the length before what a writer puts. */
    static ValueWriter measured(ValueWriter body) {
        return (vector, row, out) -> {
            int length = out.beginLength();
            body.value(vector, row, out);
            out.endLength(length);
        };
    }

    /** A column that comes in DuckDB's text. */
    static ValueWriter byDuckText(String type, Style style) {
        DuckType duckType = DuckType.of(type);
        LeafWriter leaf = duckType.isNested() ? LeafWriter.PLAIN : LeafWriter.of(duckType, style);
        return leaf == LeafWriter.PLAIN
                ? TextWriters::utf8
                : measured((vector, row, out) -> leaf.put(vector.getText(row), out));
    }

    private static ValueWriter decimal(String type) {
        if (type.equals(PgTypes.ANY_NUMERIC)) {
            return measured((vector, row, out) ->
                    out.putAscii(PgTypes.shortest(vector.getDecimal(row)).toPlainString()));
        }
        int scale = PgTypes.scale(type);
        return isShort(type)
                ? measured((vector, row, out) -> Digits.decimal(out, vector.getUnscaled(row), scale))
                : measured((vector, row, out) ->
                        out.putAscii(vector.getDecimal(row).toPlainString()));
    }

    /** Whether the digits of a DECIMAL fit into a long. */
    static boolean isShort(String type) {
        return Integer.parseInt(type.substring(8, type.indexOf(',')).strip()) <= 18;
    }

    private static ValueWriter timestampTz(ZoneId zone) {
        ZoneOffsets offsets = new ZoneOffsets(zone);
        return measured((vector, row, out) -> {
            long micros = vector.getLong(row);
            Moments.timestampTz(out, micros, offsets.at(micros));
        });
    }

    static void utf8(ResultVector vector, int row, RowBuffer out) {
        int at = out.beginLength();
        out.ensure(GUESS);
        int length = vector.copyUtf8(row, out.bytes(), at + 4);
        if (length > out.bytes().length - at - 4) {
            out.ensure(length);
            vector.copyUtf8(row, out.bytes(), at + 4);
        }
        out.skip(length);
        out.endLength(at);
    }

    /** In the format hex. */
    static void bytea(RowBuffer out, byte[] value) {
        out.putByte('\\');
        out.putByte('x');
        out.ensure(value.length < 1 << 29 ? value.length * 2 : Integer.MAX_VALUE);
        int at = out.skip(value.length * 2);
        byte[] bytes = out.bytes();
        for (byte b : value) {
            bytes[at++] = HEX[b >> 4 & 15];
            bytes[at++] = HEX[b & 15];
        }
    }
}
