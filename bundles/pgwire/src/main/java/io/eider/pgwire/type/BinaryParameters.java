package io.eider.pgwire.type;

import java.util.HexFormat;

/** Parameters in binary. Source: the receive functions of PostgreSQL 15's types. */
final class BinaryParameters {
    private static final int JSONB_VERSION = 1;
    private static final int MOST_OFFSET = 16 * 3600;

    private BinaryParameters() {}

    static Object read(PgType type, BinaryReader in) {
        return switch (type.name()) {
            case "bool" -> in.signedByte() != 0;
            case "int2" -> (long) in.signedShort();
            case "int4" -> (long) in.signedInt();
            case "int8" -> in.signedLong();
            case "oid", "xid", "regproc", "regclass", "regtype", "regnamespace", "regrole" -> in.unsignedInt();
            case "float4" -> (double) Float.intBitsToFloat(in.signedInt());
            case "float8" -> Double.longBitsToDouble(in.signedLong());
            case "numeric" -> TextNumbers.fitting(NumericBinary.read(in));
            case "bytea" -> DuckBlob.text(in.rest());
            case "date" -> date(in.signedInt());
            case "time" -> MomentText.timeText(time(in));
            case "timetz" -> timeTz(in);
            case "timestamp" -> Moments.duckTimestamp(timestamp(in.signedLong()));
            case "timestamptz" -> MomentText.utc(timestamp(in.signedLong()));
            case "interval" -> interval(in);
            case "uuid" -> ParameterReader.hyphened(HexFormat.of().formatHex(in.next(16)));
            case "bit", "varbit" -> bits(in);
            case "jsonb" -> jsonb(in);
            case "void" -> nothing(in);
            default -> in.restText();
        };
    }

    private static Object nothing(BinaryReader in) {
        in.rest();
        return null;
    }

    private static String date(int days) {
        if (days == Integer.MAX_VALUE) {
            return "infinity";
        }
        if (days == Integer.MIN_VALUE) {
            return "-infinity";
        }
        return Moments.duckDate(MomentText.checkedDay((long) days + Moments.EPOCH_DAYS));
    }

    private static long timestamp(long micros) {
        if (micros == Long.MAX_VALUE) {
            return Moments.INFINITE_MICROS;
        }
        if (micros == Long.MIN_VALUE) {
            return -Moments.INFINITE_MICROS;
        }
        long shift = Moments.EPOCH_DAYS * Moments.DAY;
        if (micros >= Long.MAX_VALUE - shift) {
            throw TypeErrors.momentOutOfRange("timestamp");
        }
        return MomentText.checkedMicros(micros + shift);
    }

    private static long time(BinaryReader in) {
        long micros = in.signedLong();
        if (micros < 0 || micros > Moments.DAY) {
            throw TypeErrors.momentOutOfRange("time");
        }
        return micros;
    }

    private static String timeTz(BinaryReader in) {
        long micros = time(in);
        int west = in.signedInt();
        if (west <= -MOST_OFFSET || west >= MOST_OFFSET) {
            throw TypeErrors.of("22009", "time zone displacement out of range");
        }
        return MomentText.timeTzText(micros, -west);
    }

    private static String interval(BinaryReader in) {
        long micros = in.signedLong();
        int days = in.signedInt();
        return new Interval(in.signedInt(), days, micros).duckText();
    }

    private static String bits(BinaryReader in) {
        int count = in.signedInt();
        byte[] bytes = in.rest();
        if (count < 0 || bytes.length != (count + 7L) / 8) {
            throw in.wrong();
        }
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append(bytes[i / 8] >> 7 - i % 8 & 1);
        }
        return ParameterReader.someBits(digits.toString());
    }

    private static String jsonb(BinaryReader in) {
        int version = in.signedByte();
        if (version != JSONB_VERSION) {
            throw TypeErrors.of("22P03", "unsupported jsonb version number " + version);
        }
        return in.restText();
    }
}
