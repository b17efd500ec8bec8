package io.eider.pgwire.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * A numeric in binary: {@code int16 groups | int16 weight of the first | int16 sign | int16 digits after the point | groups of four digits}.
 */
final class NumericBinary {
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int BASE = 10_000;
    private static final int GROUP = 4;
    private static final int FAST_SCALE = 16;
    private static final int MOST_GROUPS = 64; // DuckDB keeps 38 digits
    private static final int MOST_SCALE = 16_383;

    private NumericBinary() {}

    /** Appends it, without objects up to 16 digits after the point. */
    static void put(RowBuffer out, long unscaled, int scale) {
        if (scale > FAST_SCALE || unscaled == Long.MIN_VALUE) {
            put(out, BigDecimal.valueOf(unscaled, scale));
            return;
        }
        long size = Math.abs(unscaled);
        long whole = size / Digits.power(scale);
        int padding = (GROUP - scale % GROUP) % GROUP;
        long fraction = (size - whole * Digits.power(scale)) * Digits.power(padding);
        int fractions = (scale + padding) / GROUP;
        while (fractions > 0 && fraction % BASE == 0) {
            fraction /= BASE;
            fractions--;
        }
        int wholes = groups(whole);
        int weight = wholes - 1;
        if (wholes == 0) {
            int used = groups(fraction);
            weight = used - fractions - 1;
            fractions = used;
        } else if (fractions == 0) {
            while (whole % BASE == 0) {
                whole /= BASE;
                wholes--;
            }
        }
        int count = wholes + fractions;
        head(out, count, count == 0 ? 0 : weight, unscaled < 0 ? NEGATIVE : 0, scale);
        int at = out.skip(count * 2);
        fill(out.bytes(), at, wholes, whole);
        fill(out.bytes(), at + wholes * 2, fractions, fraction);
    }

    private static void head(RowBuffer out, int groups, int weight, int sign, int scale) {
        out.putShort(groups);
        out.putShort(weight);
        out.putShort(sign);
        out.putShort(scale);
    }

    private static int groups(long value) {
        int groups = 0;
        for (long rest = value; rest > 0; rest /= BASE) {
            groups++;
        }
        return groups;
    }

    private static void fill(byte[] bytes, int at, int groups, long value) {
        long rest = value;
        for (int i = at + groups * 2 - 1; i > at; i -= 2) {
            int group = (int) (rest % BASE);
            rest /= BASE;
            bytes[i] = (byte) group;
            bytes[i - 1] = (byte) (group >> 8);
        }
    }

    /** Appends it. */
    static void put(RowBuffer out, BigDecimal value) {
        BigDecimal number = value.scale() < 0 ? value.setScale(0) : value;
        int scale = number.scale();
        String digits = number.unscaledValue().abs().toString();
        int before = digits.length() - scale; // digits before the point; below 0: zeros after it
        int weight = Math.floorDiv(before + GROUP - 1, GROUP) - 1;
        int lead = (weight + 1) * GROUP - before;
        String padded = "0".repeat(lead) + digits;
        String even = padded + "0".repeat((GROUP - padded.length() % GROUP) % GROUP);
        int from = 0;
        int to = even.length() / GROUP;
        while (from < to && group(even, from) == 0) {
            from++;
            weight--;
        }
        while (to > from && group(even, to - 1) == 0) {
            to--;
        }
        head(out, to - from, to == from ? 0 : weight, number.signum() < 0 ? NEGATIVE : 0, scale);
        for (int i = from; i < to; i++) {
            out.putShort(group(even, i));
        }
    }

    private static int group(String digits, int index) {
        return Integer.parseInt(digits, index * GROUP, (index + 1) * GROUP, 10);
    }

    /** Reads it. */
    static BigDecimal read(BinaryReader in) {
        int groups = in.unsignedShort();
        int weight = in.signedShort();
        int sign = in.unsignedShort();
        int scale = in.unsignedShort();
        if (sign >= NAN) {
            throw TypeErrors.of("22003", "numeric NaN and infinity are not supported");
        }
        if (in.remaining() != groups * 2 || sign != 0 && sign != NEGATIVE || scale > MOST_SCALE) {
            throw in.wrong();
        }
        if (groups > MOST_GROUPS) {
            throw TypeErrors.outOfRange("numeric");
        }
        StringBuilder digits = new StringBuilder(groups * GROUP + 1).append('0');
        for (int i = 0; i < groups; i++) {
            int group = in.unsignedShort();
            if (group >= BASE) {
                throw in.wrong();
            }
            digits.append(Integer.toString(BASE + group), 1, GROUP + 1);
        }
        int power = GROUP * (weight - groups + 1);
        BigDecimal value = new BigDecimal(new BigInteger(digits.toString()), -power);
        if (value.signum() == 0) {
            return BigDecimal.ZERO.setScale(scale);
        }
        if ((long) value.precision() - value.scale() > MOST_SCALE) {
            throw TypeErrors.outOfRange("numeric");
        }
        BigDecimal scaled = value.setScale(scale, RoundingMode.DOWN);
        return sign == NEGATIVE ? scaled.negate() : scaled;
    }
}
