package io.eider.pgwire.type;

/** Whole and fixed-point numbers in decimal digits, without a String of them. */
final class Digits {
    private static final long[] POWERS = new long[19];
    private static final byte[] TENS = new byte[100];
    private static final byte[] ONES = new byte[100];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
        for (int i = 0; i < 100; i++) {
            TENS[i] = (byte) ('0' + i / 10);
            ONES[i] = (byte) ('0' + i % 10);
        }
    }

    private Digits() {}

    /** Ten to the power of 0 to 18. */
    static long power(int exponent) {
        return POWERS[exponent];
    }

    /** How many digits a number that is not negative has; 1 for 0. */
    static int count(long value) {
        int guess = ((64 - Long.numberOfLeadingZeros(value | 1)) * 1233) >> 12;
        return guess >= POWERS.length || value >= POWERS[guess] ? guess + 1 : Math.max(1, guess);
    }

    /** Appends a number. */
    static void put(RowBuffer out, long value) {
        if (value >= 0) {
            unsigned(out, value);
        } else if (value == Long.MIN_VALUE) {
            out.putAscii("-9223372036854775808");
        } else {
            out.putByte('-');
            unsigned(out, -value);
        }
    }

    private static void unsigned(RowBuffer out, long value) {
        int digits = count(value);
        int at = out.skip(digits);
        fill(out.bytes(), at, at + digits, value);
    }

    /** Appends a number that is not negative, with zeros before it; digits that have no room are lost. */
    static void padded(RowBuffer out, long value, int digits) {
        int at = out.skip(digits);
        fill(out.bytes(), at, at + digits, value);
    }

    /** Appends a number of two digits. */
    static void two(RowBuffer out, int value) {
        int at = out.skip(2);
        byte[] bytes = out.bytes();
        bytes[at] = TENS[value];
        bytes[at + 1] = ONES[value];
    }

    private static void fill(byte[] bytes, int from, int to, long value) {
        int end = to;
        long rest = value;
        while (rest > Integer.MAX_VALUE && end - from >= 2) {
            long next = rest / 100;
            int pair = (int) (rest - next * 100);
            bytes[--end] = ONES[pair];
            bytes[--end] = TENS[pair];
            rest = next;
        }
        int small = (int) rest;
        while (end - from >= 2) {
            int next = small / 100;
            int pair = small - next * 100;
            bytes[--end] = ONES[pair];
            bytes[--end] = TENS[pair];
            small = next;
        }
        if (end > from) {
            bytes[--end] = ONES[small % 100];
        }
    }

    /** Appends a number with so many digits after the point. */
    static void decimal(RowBuffer out, long unscaled, int scale) {
        if (scale == 0) {
            put(out, unscaled);
            return;
        }
        long value = unscaled;
        if (value < 0) {
            out.putByte('-');
            value = -value;
        }
        long whole = value / POWERS[scale];
        unsigned(out, whole);
        out.putByte('.');
        padded(out, value - whole * POWERS[scale], scale);
    }

    /** Appends millionths of a second without the zeros at their end, with a point before them; nothing for 0. */
    static void fraction(RowBuffer out, int micros) {
        if (micros == 0) {
            return;
        }
        int digits = 6;
        int rest = micros;
        while (rest % 10 == 0) {
            rest /= 10;
            digits--;
        }
        out.putByte('.');
        padded(out, rest, digits);
    }
}
