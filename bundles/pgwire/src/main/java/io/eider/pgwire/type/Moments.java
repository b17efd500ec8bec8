package io.eider.pgwire.type;

/**
 * Days and times as PostgreSQL writes them in DateStyle ISO and IntervalStyle postgres. Numbers are DuckDB's: days and microseconds since
 * 1970-01-01.
 */
final class Moments {
    static final long INFINITE_DAY = Integer.MAX_VALUE;
    static final long INFINITE_MICROS = Long.MAX_VALUE;
    static final long SECOND = 1_000_000;
    static final long DAY = 86_400 * SECOND;
    /** From PostgreSQL's first day, 2000-01-01. */
    static final int EPOCH_DAYS = 10_957;

    private static final int[] BEFORE_MONTH = {306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275};

    private Moments() {}

    static void date(RowBuffer out, long day) {
        if (isInfinite(out, day, INFINITE_DAY)) {
            return;
        }
        if (days(out, day)) {
            out.putAscii(" BC");
        }
    }

    /** With what stands between day and time: a space, or a T in JSON. */
    static void timestamp(RowBuffer out, long micros, char between) {
        if (isInfinite(out, micros, INFINITE_MICROS)) {
            return;
        }
        if (moment(out, micros, between)) {
            out.putAscii(" BC");
        }
    }

    /** In the zone that is so many seconds east of UTC. */
    static void timestampTz(RowBuffer out, long micros, int offset) {
        if (isInfinite(out, micros, INFINITE_MICROS)) {
            return;
        }
        boolean isBc = moment(out, micros + offset * SECOND, ' ');
        offset(out, offset);
        if (isBc) {
            out.putAscii(" BC");
        }
    }

    /** As PostgreSQL writes it into JSON: always with minutes of the zone. */
    static void timestampTzIso(RowBuffer out, long micros, int offset) {
        if (isInfinite(out, micros, INFINITE_MICROS)) {
            return;
        }
        boolean isBc = moment(out, micros + offset * SECOND, 'T');
        offset(out, offset);
        if (offset % 3600 == 0) {
            out.putAscii(":00");
        }
        if (isBc) {
            out.putAscii(" BC");
        }
    }

    /** As DuckDB reads it. */
    static String duckDate(long day) {
        RowBuffer out = new RowBuffer(32);
        if (!isInfinite(out, day, INFINITE_DAY) && days(out, day)) {
            out.putAscii(" (BC)");
        }
        return out.text();
    }

    /** As DuckDB reads it; without a zone. */
    static String duckTimestamp(long micros) {
        RowBuffer out = new RowBuffer(48);
        if (!isInfinite(out, micros, INFINITE_MICROS)) {
            long day = Math.floorDiv(micros, DAY);
            out.putAscii(duckDate(day));
            out.putByte(' ');
            time(out, micros - day * DAY);
        }
        return out.text();
    }

    private static boolean isInfinite(RowBuffer out, long value, long infinite) {
        if (value == infinite) {
            out.putAscii("infinity");
            return true;
        }
        if (value == -infinite) {
            out.putAscii("-infinity");
            return true;
        }
        return false;
    }

    private static boolean moment(RowBuffer out, long micros, char between) {
        long day = Math.floorDiv(micros, DAY);
        boolean isBc = days(out, day);
        out.putByte(between);
        time(out, micros - day * DAY);
        return isBc;
    }

    /** Year, month and day of the proleptic Gregorian calendar; whether the year is one before Christ. */
    private static boolean days(RowBuffer out, long day) {
        long shifted = day + 719_468; // from 0000-03-01, so that a leap day is the last of its year
        long era = Math.floorDiv(shifted, 146_097L);
        int ofEra = (int) (shifted - era * 146_097);
        int yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int fromMarch = (5 * ofYear + 2) / 153;
        int ofMonth = ofYear - (153 * fromMarch + 2) / 5 + 1;
        int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
        int shown = year > 0 ? year : 1 - year;
        if (shown < 10_000) {
            Digits.two(out, shown / 100);
            Digits.two(out, shown % 100);
        } else {
            Digits.put(out, shown);
        }
        out.putByte('-');
        Digits.two(out, month);
        out.putByte('-');
        Digits.two(out, ofMonth);
        return year <= 0;
    }

    /** Days since 1970-01-01 of a day of the proleptic Gregorian calendar; the year before 1 is 0. */
    static long day(long year, int month, int ofMonth) {
        long shifted = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(shifted, 400L);
        long yearOfEra = shifted - era * 400;
        long ofYear = BEFORE_MONTH[month - 1] + ofMonth - 1L;
        long ofEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear;
        return era * 146_097 + ofEra - 719_468;
    }

    /** A time of day; 24:00:00 is one. */
    static void time(RowBuffer out, long micros) {
        int seconds = (int) (micros / SECOND);
        Digits.two(out, seconds / 3600);
        out.putByte(':');
        Digits.two(out, seconds / 60 % 60);
        out.putByte(':');
        Digits.two(out, seconds % 60);
        Digits.fraction(out, (int) (micros - seconds * SECOND));
    }

    /** {@code +00}, {@code -04:30}, {@code +05:53:28}. */
    static void offset(RowBuffer out, int seconds) {
        out.putByte(seconds < 0 ? '-' : '+');
        int size = Math.abs(seconds);
        Digits.two(out, size / 3600);
        if (size % 3600 != 0) {
            out.putByte(':');
            Digits.two(out, size / 60 % 60);
            if (size % 60 != 0) {
                out.putByte(':');
                Digits.two(out, size % 60);
            }
        }
    }
}
