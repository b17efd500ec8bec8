package io.eider.pgwire.type;

import io.eider.api.workspace.DuckType;
import java.math.BigDecimal;
import java.time.ZoneId;

/** Writes a value that comes in DuckDB's text: of a column that has no getter, or within a nested value. Puts no length. */
@FunctionalInterface
interface LeafWriter {
    /** Of types whose text is PostgreSQL's too, and whose binary form is the text. */
    LeafWriter PLAIN = (text, out) -> out.putText(text);

    void put(String text, RowBuffer out);

    static LeafWriter of(DuckType type, Style style) {
        PgType pgType = PgTypes.of(type, EnumTypes.NONE);
        return style.isBinary() ? binary(pgType) : text(pgType, style.zone());
    }

    private static LeafWriter text(PgType type, ZoneId zone) {
        return switch (type.name()) {
            case "bool" -> (text, out) -> out.putByte(text.startsWith("t") ? 't' : 'f');
            case "numeric" -> (text, out) -> out.putAscii(number(text));
            case "float4" -> {
                FloatText floats = new FloatText();
                yield (text, out) -> floats.put(out, (float) floating(text, true));
            }
            case "float8" -> {
                FloatText floats = new FloatText();
                yield (text, out) -> floats.put(out, floating(text, false));
            }
            case "date" -> (text, out) -> Moments.date(out, DuckMoments.date(text));
            case "time" -> (text, out) -> Moments.time(out, DuckMoments.time(text));
            case "timetz" -> LeafWriter::timeTz;
            case "timestamp" -> (text, out) -> Moments.timestamp(out, DuckMoments.timestamp(text), ' ');
            case "timestamptz" -> {
                ZoneOffsets offsets = new ZoneOffsets(zone);
                yield (text, out) -> {
                    long micros = DuckMoments.timestamp(text);
                    Moments.timestampTz(out, micros, offsets.at(micros));
                };
            }
            case "interval" -> (text, out) -> DuckMoments.interval(text).put(out);
            case "bytea" -> (text, out) -> TextWriters.bytea(out, DuckBlob.bytes(text));
            default -> PLAIN;
        };
    }

    private static void timeTz(String text, RowBuffer out) {
        DuckMoments.TimeTz time = DuckMoments.timeTz(text);
        Moments.time(out, time.micros());
        Moments.offset(out, time.offset());
    }

    private static LeafWriter binary(PgType type) {
        return switch (type.name()) {
            case "bool" -> (text, out) -> out.putByte(text.startsWith("t") ? 1 : 0);
            case "int2" -> (text, out) -> out.putShort(Integer.parseInt(text));
            case "int4" -> (text, out) -> out.putInt(Integer.parseInt(text));
            case "oid" -> (text, out) -> out.putInt((int) Long.parseLong(text));
            case "int8" -> (text, out) -> out.putLong(Long.parseLong(text));
            case "numeric" -> (text, out) -> NumericBinary.put(out, new BigDecimal(text));
            case "float4" -> (text, out) -> out.putInt(Float.floatToIntBits((float) floating(text, true)));
            case "float8" -> (text, out) -> out.putLong(Double.doubleToLongBits(floating(text, false)));
            case "date" -> (text, out) -> out.putInt(BinaryWriters.date(DuckMoments.date(text)));
            case "time" -> (text, out) -> out.putLong(DuckMoments.time(text));
            case "timetz" -> LeafWriter::timeTzBinary;
            case "timestamp", "timestamptz" ->
                (text, out) -> out.putLong(BinaryWriters.timestamp(DuckMoments.timestamp(text)));
            case "interval" -> LeafWriter::intervalBinary;
            case "bytea" -> (text, out) -> out.putBytes(DuckBlob.bytes(text));
            case "uuid" -> LeafWriter::uuidBinary;
            case "varbit" -> LeafWriter::bitsBinary;
            default -> PLAIN;
        };
    }

    private static void timeTzBinary(String text, RowBuffer out) {
        DuckMoments.TimeTz time = DuckMoments.timeTz(text);
        out.putLong(time.micros());
        out.putInt(-time.offset()); // PostgreSQL counts to the west
    }

    private static void intervalBinary(String text, RowBuffer out) {
        Interval interval = DuckMoments.interval(text);
        out.putLong(interval.micros());
        out.putInt(interval.days());
        out.putInt(interval.months());
    }

    private static void uuidBinary(String text, RowBuffer out) {
        String hex = text.replace("-", "");
        out.putLong(Long.parseUnsignedLong(hex, 0, 16, 16));
        out.putLong(Long.parseUnsignedLong(hex, 16, 32, 16));
    }

    private static void bitsBinary(String text, RowBuffer out) {
        out.putInt(text.length());
        for (int i = 0; i < text.length(); i += 8) {
            int bits = 0;
            for (int j = i; j < i + 8; j++) {
                bits = bits << 1 | (j < text.length() && text.charAt(j) == '1' ? 1 : 0);
            }
            out.putByte(bits);
        }
    }

    /** DuckDB (1.5.6) writes no zero before the point of a DECIMAL(2,2). */
    private static String number(String text) {
        if (text.startsWith(".")) {
            return "0" + text;
        }
        return text.startsWith("-.") ? "-0" + text.substring(1) : text;
    }

    private static double floating(String text, boolean isSingle) {
        return switch (text) {
            case "nan", "-nan", "NaN" -> Double.NaN;
            case "inf", "Infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> isSingle ? Float.parseFloat(text) : Double.parseDouble(text);
        };
    }
}
