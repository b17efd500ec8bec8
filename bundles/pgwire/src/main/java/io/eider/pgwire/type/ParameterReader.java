package io.eider.pgwire.type;

import java.nio.charset.StandardCharsets;

/** Reads parameters of clients: what {@code SqlSession.run} takes, such that a cast to {@link PgTypes#duckType} gives exactly the value. */
public final class ParameterReader {
    private ParameterReader() {}

    /**
     * Reads one value.
     *
     * @param typeOid of PostgreSQL's type; 0, or one that is not known, is read as text
     * @param format 0 text, 1 binary
     * @param value its bytes; null is NULL
     * @return null, Boolean, Long, Double, BigDecimal or String
     * @throws io.eider.api.error.ApiException SQL_ERROR: 22P02, 22P03 if it is no value of the type, 22003, 22007, 22008, 22021, 0A000 by its kind
     */
    public static Object read(int typeOid, int format, byte[] value) {
        if (value == null) {
            return null;
        }
        if (format != ValueWriter.TEXT && format != ValueWriter.BINARY) {
            throw TypeErrors.of("22023", "unsupported format code: " + format);
        }
        PgType type = PgTypes.byOid(typeOid).orElse(PgTypes.UNKNOWN);
        if (ArrayParameters.isArray(type)) {
            return ArrayParameters.read(type, format, value);
        }
        return format == ValueWriter.BINARY ? binary(type, value) : text(type, BinaryReader.text(value));
    }

    static Object text(PgType type, String text) {
        return switch (type.name()) {
            case "bool" -> TextNumbers.bool(text);
            case "int2" -> TextNumbers.integer(text, "smallint", Short.MIN_VALUE, Short.MAX_VALUE);
            case "int4" -> TextNumbers.integer(text, "integer", Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "int8" -> TextNumbers.integer(text, "bigint", Long.MIN_VALUE, Long.MAX_VALUE);
            case "oid", "xid" -> TextNumbers.integer(text, type.name(), 0, 0xFFFF_FFFFL);
            case "regproc", "regclass", "regtype", "regnamespace", "regrole" ->
                TextNumbers.isInteger(text) ? TextNumbers.integer(text, "oid", 0, 0xFFFF_FFFFL) : text;
            case "float4" -> TextNumbers.floating(text, "real", true);
            case "float8" -> TextNumbers.floating(text, "double precision", false);
            case "numeric" -> TextNumbers.numeric(text);
            case "bytea" -> DuckBlob.text(bytea(text));
            case "date" -> MomentText.date(text);
            case "time" -> MomentText.time(text);
            case "timetz" -> MomentText.timeTz(text);
            case "timestamp" -> MomentText.timestamp(text);
            case "timestamptz" -> MomentText.timestampTz(text);
            case "interval" -> IntervalText.read(text).duckText();
            case "uuid" -> uuid(text);
            case "bit", "varbit" -> bits(text);
            case "void" -> null;
            default -> text;
        };
    }

    private static Object binary(PgType type, byte[] value) {
        return BinaryReader.whole(value, type.name(), in -> BinaryParameters.read(type, in));
    }

    private static byte[] bytea(String text) {
        return text.startsWith("\\x") || text.startsWith("\\X") ? hex(text) : escaped(text);
    }

    private static byte[] hex(String text) {
        String digits = text.substring(2).replaceAll("\\s", "");
        byte[] bytes = new byte[digits.length() / 2];
        for (int i = 0; i < digits.length(); i += 2) {
            int high = Character.digit(digits.charAt(i), 16);
            int low = i + 1 < digits.length() ? Character.digit(digits.charAt(i + 1), 16) : -1;
            if (high < 0 || low < 0) {
                throw TypeErrors.of("22023", "invalid hexadecimal data");
            }
            bytes[i / 2] = (byte) (high << 4 | low);
        }
        return bytes;
    }

    /** The older format: {@code \\} and octal {@code \123}. */
    private static byte[] escaped(String text) {
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[source.length];
        int size = 0;
        int i = 0;
        while (i < source.length) {
            if (source[i] != '\\') {
                bytes[size++] = source[i++];
            } else if (i + 1 < source.length && source[i + 1] == '\\') {
                bytes[size++] = '\\';
                i += 2;
            } else {
                bytes[size++] = octal(source, i + 1);
                i += 4;
            }
        }
        return java.util.Arrays.copyOf(bytes, size);
    }

    private static byte octal(byte[] source, int from) {
        int value = 0;
        for (int i = from; i < from + 3; i++) {
            if (i >= source.length || source[i] < '0' || source[i] > (i == from ? '3' : '7')) {
                throw TypeErrors.of("22P02", "invalid input syntax for type bytea");
            }
            value = value * 8 + source[i] - '0';
        }
        return (byte) value;
    }

    private static String uuid(String text) {
        String inner = text.startsWith("{") && text.endsWith("}") ? text.substring(1, text.length() - 1) : text;
        String digits = inner.replace("-", "");
        if (digits.length() != 32 || !digits.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0)) {
            throw TypeErrors.syntax("uuid", text);
        }
        return hyphened(digits);
    }

    static String hyphened(String digits) {
        return digits.substring(0, 8)
                + '-'
                + digits.substring(8, 12)
                + '-'
                + digits.substring(12, 16)
                + '-'
                + digits.substring(16, 20)
                + '-'
                + digits.substring(20);
    }

    private static String bits(String text) {
        String digits = text.startsWith("B") || text.startsWith("b") ? text.substring(1) : text;
        if (!digits.chars().allMatch(c -> c == '0' || c == '1')) {
            throw TypeErrors.of("22P02", "not a valid bit string: \"" + TypeErrors.shown(text) + "\"");
        }
        return someBits(digits);
    }

    /** DuckDB has no empty BIT. */
    static String someBits(String digits) {
        if (digits.isEmpty()) {
            throw TypeErrors.of("0A000", "an empty bit string is not supported");
        }
        return digits;
    }
}
