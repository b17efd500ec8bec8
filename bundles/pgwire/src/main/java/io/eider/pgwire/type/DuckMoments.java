package io.eider.pgwire.type;

/** Reads DuckDB's own text of days, times and intervals; what it says is right, so that nothing is checked. */
final class DuckMoments {
    private final String text;
    private int at;

    private DuckMoments(String text) {
        this.text = text;
    }

    /** Days since 1970-01-01. */
    static long date(String text) {
        return text.endsWith("infinity") ? infinite(text, Moments.INFINITE_DAY) : new DuckMoments(text).day();
    }

    /** Microseconds since 1970-01-01 00:00, of UTC if the text names a zone; what is less than one is cut off. */
    static long timestamp(String text) {
        if (text.endsWith("infinity")) {
            return infinite(text, Moments.INFINITE_MICROS);
        }
        DuckMoments reader = new DuckMoments(text);
        long day = reader.day();
        reader.at++;
        long micros = day * Moments.DAY + reader.clock();
        return micros - reader.offset() * Moments.SECOND;
    }

    /** Microseconds since midnight, and seconds east of UTC. */
    static TimeTz timeTz(String text) {
        DuckMoments reader = new DuckMoments(text);
        long micros = reader.clock();
        return new TimeTz(micros, reader.offset());
    }

    /** Microseconds since midnight. */
    static long time(String text) {
        return new DuckMoments(text).clock();
    }

    static Interval interval(String text) {
        return new DuckMoments(text).interval();
    }

    /** A time of day in a zone. */
    record TimeTz(long micros, int offset) {}

    private static long infinite(String text, long value) {
        return text.startsWith("-") ? -value : value;
    }

    private long day() {
        long year = number();
        at++;
        int month = (int) number();
        at++;
        int ofMonth = (int) number();
        if (text.startsWith(" (BC)", at)) {
            at += 5;
            year = 1 - year;
        }
        return Moments.day(year, month, ofMonth);
    }

    private long number() {
        long value = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = value * 10 + text.charAt(at) - '0';
            at++;
        }
        return value;
    }

    private long clock() {
        long seconds = number() * 3600;
        at++;
        seconds += number() * 60;
        at++;
        seconds += number();
        long micros = 0;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            int digits = 0;
            while (at < text.length() && Character.isDigit(text.charAt(at))) {
                micros = digits < 6 ? micros * 10 + text.charAt(at) - '0' : micros;
                digits++;
                at++;
            }
            micros *= Digits.power(Math.max(0, 6 - digits));
        }
        return seconds * Moments.SECOND + micros;
    }

    private int offset() {
        if (at >= text.length() || text.charAt(at) != '+' && text.charAt(at) != '-') {
            return 0;
        }
        int sign = text.charAt(at) == '-' ? -1 : 1;
        int seconds = 0;
        for (int unit = 3600; unit > 0 && at < text.length(); unit /= 60) {
            at++;
            seconds += (int) number() * unit;
        }
        return sign * seconds;
    }

    private Interval interval() {
        long months = 0;
        long days = 0;
        while (at < text.length()) {
            boolean isNegative = text.charAt(at) == '-';
            at += isNegative ? 1 : 0;
            int start = at;
            long value = number();
            long signed = isNegative ? -value : value;
            if (at < text.length() && text.charAt(at) == ':') {
                at = start;
                long micros = clock();
                return new Interval((int) months, (int) days, isNegative ? -micros : micros);
            }
            at++;
            switch (text.charAt(at)) {
                case 'y' -> months += signed * 12;
                case 'm' -> months += signed;
                default -> days += signed;
            }
            int space = text.indexOf(' ', at);
            at = space < 0 ? text.length() : space + 1;
        }
        return new Interval((int) months, (int) days, 0);
    }
}
