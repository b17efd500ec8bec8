package io.eider.pgwire.type;

/** Floats as PostgreSQL writes them with {@code extra_float_digits} above 0. Keeps state; belongs to one thread. */
final class FloatText {
    private static final int LEAST_PLAIN = -4;
    private static final int DOUBLE_PLAIN = 15;
    private static final int FLOAT_PLAIN = 6;

    private final ShortestDecimal shortest = new ShortestDecimal();

    void put(RowBuffer out, double value) {
        if (isSpecial(out, value)) {
            return;
        }
        shortest.of(Math.abs(value));
        put(out, DOUBLE_PLAIN);
    }

    void put(RowBuffer out, float value) {
        if (isSpecial(out, value)) {
            return;
        }
        shortest.of(Math.abs(value));
        put(out, FLOAT_PLAIN);
    }

    /** Writes the sign, and all of what has no digits. */
    private static boolean isSpecial(RowBuffer out, double value) {
        if (Double.isNaN(value)) {
            out.putAscii("NaN");
            return true;
        }
        if (Double.doubleToRawLongBits(value) < 0) {
            out.putByte('-');
        }
        if (value == 0) {
            out.putByte('0');
            return true;
        }
        if (Double.isInfinite(value)) {
            out.putAscii("Infinity");
            return true;
        }
        return false;
    }

    private void put(RowBuffer out, int mostPlain) {
        long digits = shortest.digits();
        int count = Digits.count(digits);
        int scientific = shortest.exponent() + count - 1;
        if (scientific < LEAST_PLAIN || scientific >= mostPlain) {
            first(out, digits, count);
            exponent(out, scientific);
        } else if (shortest.exponent() >= 0) {
            Digits.put(out, digits);
            Digits.padded(out, 0, shortest.exponent());
        } else if (scientific >= 0) {
            Digits.decimal(out, digits, -shortest.exponent());
        } else {
            out.putAscii("0.");
            Digits.padded(out, digits, -shortest.exponent());
        }
    }

    /** One digit before the point. */
    private static void first(RowBuffer out, long digits, int count) {
        if (count == 1) {
            Digits.put(out, digits);
        } else {
            Digits.decimal(out, digits, count - 1);
        }
    }

    private static void exponent(RowBuffer out, int value) {
        out.putByte('e');
        out.putByte(value < 0 ? '-' : '+');
        int size = Math.abs(value);
        if (size < 100) {
            Digits.two(out, size);
        } else {
            Digits.put(out, size);
        }
    }
}
