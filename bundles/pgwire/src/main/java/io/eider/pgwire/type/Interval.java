package io.eider.pgwire.type;

/** A length of time in the three parts that both DuckDB and PostgreSQL keep. */
record Interval(int months, int days, long micros) {
    /** In IntervalStyle postgres: {@code -1 years -2 mons +3 days -04:05:06}. */
    void put(RowBuffer out) {
        int start = out.size();
        boolean isBefore = part(out, start, months / 12, "year", false);
        isBefore = part(out, start, months % 12, "mon", isBefore);
        isBefore = part(out, start, days, "day", isBefore);
        if (micros == 0 && out.size() > start) {
            return;
        }
        if (out.size() > start) {
            out.putByte(' ');
        }
        if (micros < 0) {
            out.putByte('-');
        } else if (isBefore) {
            out.putByte('+');
        }
        clock(out);
    }

    /** Whether a part was below 0, so that the next one needs a sign. */
    private static boolean part(RowBuffer out, int start, int value, String unit, boolean isBefore) {
        if (value == 0) {
            return isBefore;
        }
        if (out.size() > start) {
            out.putByte(' ');
        }
        if (isBefore && value > 0) {
            out.putByte('+');
        }
        Digits.put(out, value);
        out.putByte(' ');
        out.putAscii(unit);
        if (value != 1) {
            out.putByte('s');
        }
        return value < 0;
    }

    private void clock(RowBuffer out) {
        long seconds = Math.abs(micros / Moments.SECOND);
        long hours = seconds / 3600;
        if (hours < 10) {
            out.putByte('0');
        }
        Digits.put(out, hours);
        out.putByte(':');
        Digits.two(out, (int) (seconds / 60 % 60));
        out.putByte(':');
        Digits.two(out, (int) (seconds % 60));
        Digits.fraction(out, (int) Math.abs(micros % Moments.SECOND));
    }

    /** As DuckDB reads it back exactly. */
    String duckText() {
        if (micros == Long.MIN_VALUE) {
            throw TypeErrors.momentOutOfRange("interval");
        }
        return months + " months " + days + " days " + micros + " microseconds";
    }
}
