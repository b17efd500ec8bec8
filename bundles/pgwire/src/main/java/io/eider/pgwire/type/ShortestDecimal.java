package io.eider.pgwire.type;

import java.math.BigInteger;

/**
 * The shortest decimal number that reads back as a given float, and of several the nearest to it: Schubfach (Raffaello Giulietti, "The Schubfach
 * way to render doubles", 2020), with the bounds of the interval left out, as PostgreSQL does it. Keeps the last result; belongs to one thread.
 */
final class ShortestDecimal {
    private static final int LEAST = -292;
    private static final int MOST = 324;
    private static final long[] HIGH = new long[MOST - LEAST + 1];
    private static final long[] LOW = new long[MOST - LEAST + 1];
    private static final double EXACT = 1L << 53;
    private static final double FEW_DIGITS = 1e13;

    static {
        for (int exponent = LEAST; exponent <= MOST; exponent++) {
            BigInteger power = leading(exponent);
            HIGH[exponent - LEAST] = power.shiftRight(64).longValue();
            LOW[exponent - LEAST] = power.longValue();
        }
    }

    private long digits;
    private int exponent;

    /** The first 128 bits of a power of ten, rounded up. */
    private static BigInteger leading(int exponent) {
        BigInteger ten = BigInteger.TEN.pow(Math.abs(exponent));
        if (exponent < 0) {
            return BigInteger.ONE.shiftLeft(127 + ten.bitLength()).divide(ten).add(BigInteger.ONE);
        }
        int shift = ten.bitLength() - 128;
        if (shift <= 0) {
            return ten.shiftLeft(-shift);
        }
        BigInteger cut = ten.shiftRight(shift);
        return cut.shiftLeft(shift).equals(ten) ? cut : cut.add(BigInteger.ONE);
    }

    /** The digits of the last number as an integer; no zero at the end. */
    long digits() {
        return digits;
    }

    /** By which power of ten the digits are to be multiplied. */
    int exponent() {
        return exponent;
    }

    /** Finds it for a number that is finite and above 0. */
    void of(double value) {
        if (value < EXACT && value == (long) value) {
            finish((long) value, 0);
            return;
        }
        if (value < FEW_DIGITS && hasFewDigits(value)) {
            return;
        }
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & ((1L << 52) - 1);
        int biased = (int) (bits >>> 52);
        if (biased == 0) {
            search(fraction, -1074, false);
        } else {
            search(fraction | 1L << 52, biased - 1075, fraction == 0 && biased > 1);
        }
    }

    /** Finds it for a number that is finite and above 0. */
    void of(float value) {
        if (value < 1 << 24 && value == (int) value) {
            finish((int) value, 0);
            return;
        }
        int bits = Float.floatToRawIntBits(value);
        int fraction = bits & ((1 << 23) - 1);
        int biased = bits >>> 23;
        if (biased == 0) {
            search(fraction, -149, false);
        } else {
            search(fraction | 1 << 23, biased - 150, fraction == 0 && biased > 1);
        }
    }

    /** Money and measures: two decimals of at most 15 digits never read back as the same number. */
    private boolean hasFewDigits(double value) {
        double hundred = value * 100;
        long rounded = (long) (hundred + 0.5);
        if (rounded / 100.0 == value && rounded < 1_000_000_000_000_000L && rounded > 0) {
            finish(rounded, -2);
            return true;
        }
        return false;
    }

    /** Of significand times two to the power of {@code binary}. */
    private void search(long significand, int binary, boolean isLowerCloser) {
        int k = (binary * 1262611 - (isLowerCloser ? 524031 : 0)) >> 22;
        int shift = binary + ((-k * 1741647) >> 19) + 1;
        long high = HIGH[-k - LEAST];
        long low = LOW[-k - LEAST];
        long middle = 4 * significand;
        long lower = product(high, low, (middle - (isLowerCloser ? 1 : 2)) << shift) + 1;
        long value = product(high, low, middle << shift);
        long upper = product(high, low, (middle + 2) << shift) - 1;
        long whole = value >>> 2;
        if (whole >= 10) {
            long tens = whole / 10;
            boolean isDown = lower <= 40 * tens;
            boolean isUp = 40 * tens + 40 <= upper;
            if (isDown != isUp) {
                finish(tens + (isUp ? 1 : 0), k + 1);
                return;
            }
        }
        boolean isDown = lower <= 4 * whole;
        boolean isUp = 4 * whole + 4 <= upper;
        if (isDown != isUp) {
            finish(whole + (isUp ? 1 : 0), k);
            return;
        }
        long half = 4 * whole + 2;
        boolean rounds = value > half || value == half && (whole & 1) != 0;
        finish(whole + (rounds ? 1 : 0), k);
    }

    /** The upper 64 bits of a product of 128 with 64 bits, the lowest of them set if anything was cut off. */
    private static long product(long high, long low, long factor) {
        long carried = multiplyHigh(low, factor);
        long middle = high * factor;
        long top = multiplyHigh(high, factor);
        long sum = middle + carried;
        if (Long.compareUnsigned(sum, middle) < 0) {
            top++;
        }
        return top | (Long.compareUnsigned(sum, 1) > 0 ? 1 : 0);
    }

    /** Of two unsigned numbers; the second has its highest bit free. */
    private static long multiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + (a >> 63 & b);
    }

    private void finish(long found, int power) {
        long rest = found;
        int zeros = power;
        while (rest % 100 == 0) {
            rest /= 100;
            zeros += 2;
        }
        if (rest % 10 == 0) {
            rest /= 10;
            zeros++;
        }
        digits = rest;
        exponent = zeros;
    }
}
