package io.eider.pgwire.type;

import io.eider.api.error.ApiException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/** Days and times as clients write them: {@code 2020-01-31T10:00:00.5+01:00}, {@code 0044-03-15 BC}, {@code infinity}. */
final class MomentText {
    private static final long LEAST_MICROS = -9_223_372_022_400_000_000L;
    private static final long LEAST_DAY = -2_147_483_646;
    private static final long MOST_DAY = 2_147_483_646;

    private final String type;
    private final String text;
    private String rest;
    private boolean isBc;

    private MomentText(String type, String text) {
        this.type = type;
        this.text = text;
        this.rest = text.strip();
        String lower = rest.toLowerCase(Locale.ROOT);
        if (lower.endsWith(" bc") || lower.endsWith(" ad")) {
            isBc = lower.endsWith("bc");
            rest = rest.substring(0, rest.length() - 3).strip();
        }
    }

    /** What DuckDB reads as the same day. */
    static String date(String text) {
        String infinite = infinite(text);
        return infinite != null ? infinite : Moments.duckDate(checkedDay(new MomentText("date", text).day()));
    }

    /** What DuckDB reads as the same moment; a zone is ignored. */
    static String timestamp(String text) {
        String infinite = infinite(text);
        if (infinite != null) {
            return infinite;
        }
        MomentText reader = new MomentText("timestamp", text);
        long micros = reader.moment();
        reader.zone(micros);
        return Moments.duckTimestamp(checkedMicros(micros));
    }

    /** What DuckDB reads as the same moment; without a zone in that of the session. */
    static String timestampTz(String text) {
        String infinite = infinite(text);
        if (infinite != null) {
            return infinite;
        }
        MomentText reader = new MomentText("timestamp with time zone", text);
        long micros = reader.moment();
        Integer offset = reader.zone(micros);
        if (offset == null) {
            return Moments.duckTimestamp(checkedMicros(micros));
        }
        return utc(checkedMicros(micros - offset * Moments.SECOND));
    }

    static String utc(long micros) {
        String moment = Moments.duckTimestamp(micros);
        return moment.endsWith("infinity") ? moment : moment + "+00";
    }

    /** What DuckDB reads as the same time of day. */
    static String time(String text) {
        MomentText reader = new MomentText("time", text);
        long micros = reader.clock();
        reader.zone(0);
        return timeText(micros);
    }

    /** What DuckDB reads as the same time of day; without a zone it is UTC. */
    static String timeTz(String text) {
        MomentText reader = new MomentText("time with time zone", text);
        long micros = reader.clock();
        Integer offset = reader.zone(0);
        return timeTzText(micros, offset == null ? 0 : offset);
    }

    static String timeText(long micros) {
        RowBuffer out = new RowBuffer(32);
        Moments.time(out, micros);
        return out.text();
    }

    static String timeTzText(long micros, int offset) {
        RowBuffer out = new RowBuffer(32);
        Moments.time(out, micros);
        Moments.offset(out, offset);
        return out.text();
    }

    static long checkedMicros(long micros) {
        if (micros < LEAST_MICROS && micros != -Moments.INFINITE_MICROS) {
            throw TypeErrors.momentOutOfRange("timestamp");
        }
        return micros;
    }

    static long checkedDay(long day) {
        if (day < LEAST_DAY || day > MOST_DAY) {
            throw TypeErrors.momentOutOfRange("date");
        }
        return day;
    }

    private static String infinite(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "infinity", "+infinity" -> "infinity";
            case "-infinity" -> "-infinity";
            case "epoch" -> "1970-01-01";
            default -> null;
        };
    }

    private ApiException wrong() {
        return TypeErrors.moment(type, text);
    }

    private ApiException outOfRange() {
        return TypeErrors.of("22008", "date/time field value out of range: \"" + TypeErrors.shown(text) + "\"");
    }

    private long day() {
        int digits = digits();
        long year;
        int month;
        int ofMonth;
        if (digits == 8 && (rest.length() == 8 || rest.charAt(8) != '-')) { // 20200131
            year = Integer.parseInt(rest, 0, 4, 10);
            month = Integer.parseInt(rest, 4, 6, 10);
            ofMonth = Integer.parseInt(rest, 6, 8, 10);
            rest = rest.substring(8);
        } else {
            if (digits < 4 || digits > 7) {
                throw wrong();
            }
            year = number();
            skip('-');
            month = number();
            skip('-');
            ofMonth = number();
        }
        if (year == 0 || month < 1 || month > 12 || ofMonth < 1) {
            throw outOfRange();
        }
        year = isBc ? 1 - year : year;
        if (ofMonth > YearMonth.of((int) year, month).lengthOfMonth()) {
            throw outOfRange();
        }
        return Moments.day(year, month, ofMonth);
    }

    private long moment() {
        long day = day();
        if (rest.isEmpty()) {
            return micros(day, 0);
        }
        char between = rest.charAt(0);
        if (between != ' ' && between != 'T' && between != 't') {
            throw wrong();
        }
        rest = rest.substring(1).strip();
        return micros(day, clock());
    }

    private long micros(long day, long clock) {
        try {
            return Math.addExact(Math.multiplyExact(day, Moments.DAY), clock);
        } catch (ArithmeticException e) {
            throw TypeErrors.momentOutOfRange("timestamp");
        }
    }

    private long clock() {
        int hour = number();
        skip(':');
        int minute = number();
        int second = 0;
        long micros = 0;
        if (rest.startsWith(":")) {
            skip(':');
            second = number();
            micros = fraction();
        }
        boolean isMidnight = hour == 24 && minute == 0 && second == 0 && micros == 0;
        if (hour > 23 && !isMidnight || minute > 59 || second > 60) {
            throw outOfRange();
        }
        return (hour * 3600L + minute * 60L + second) * Moments.SECOND + micros;
    }

    private long fraction() {
        if (!rest.startsWith(".")) {
            return 0;
        }
        rest = rest.substring(1);
        int digits = digits();
        long micros = 0;
        for (int i = 0; i < 6; i++) {
            micros = micros * 10 + (i < digits ? rest.charAt(i) - '0' : 0);
        }
        if (digits > 6 && rest.charAt(6) >= '5') {
            micros++;
        }
        rest = rest.substring(digits);
        return micros;
    }

    /** Seconds east of UTC; null without a zone. */
    private Integer zone(long local) {
        String zone = rest.strip();
        if (zone.isEmpty()) {
            return null;
        }
        if (zone.charAt(0) == '+' || zone.charAt(0) == '-') {
            rest = zone.substring(1);
            return (zone.charAt(0) == '-' ? -1 : 1) * offset();
        }
        try {
            LocalDateTime moment = LocalDateTime.ofEpochSecond(Math.floorDiv(local, Moments.SECOND), 0, ZoneOffset.UTC);
            return ZoneId.of(zone, ZoneId.SHORT_IDS)
                    .getRules()
                    .getOffset(moment)
                    .getTotalSeconds();
        } catch (DateTimeException e) {
            throw wrong();
        }
    }

    private int offset() {
        int digits = digits();
        int first = number();
        if (digits > 2 && digits <= 4 && rest.isEmpty()) { // 0530
            return first / 100 * 3600 + first % 100 * 60;
        }
        int seconds = first * 3600;
        for (int unit = 60; unit > 0 && rest.startsWith(":"); unit /= 60) {
            skip(':');
            seconds += number() * unit;
        }
        if (!rest.isEmpty() || seconds >= 16 * 3600) {
            throw wrong();
        }
        return seconds;
    }

    private int digits() {
        int count = 0;
        while (count < rest.length() && rest.charAt(count) >= '0' && rest.charAt(count) <= '9') {
            count++;
        }
        return count;
    }

    private int number() {
        int digits = digits();
        if (digits == 0 || digits > 8) {
            throw wrong();
        }
        int value = Integer.parseInt(rest, 0, digits, 10);
        rest = rest.substring(digits);
        return value;
    }

    private void skip(char expected) {
        if (rest.isEmpty() || rest.charAt(0) != expected) {
            throw wrong();
        }
        rest = rest.substring(1);
    }
}
