package io.eider.pgwire.type;

import io.eider.api.error.ApiException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as clients write them: {@code 1 year 2 mons -3 days 04:05:06.7}, {@code @ 2 hours ago}, {@code P1Y2M3DT4H5M6.7S}. */
final class IntervalText {
    private static final int LONGEST = 400;
    private static final BigDecimal DAYS_OF_MONTH = BigDecimal.valueOf(30);
    private static final Pattern PART =
            Pattern.compile("\\G\\s*([+-]?)(?:(\\d+):(\\d+)(?::(\\d+(?:\\.\\d*)?))?|(\\d+)-(\\d+)(?![\\d.])|"
                    + "(\\d+(?:\\.\\d*)?|\\.\\d+)\\s*([a-z]*))");
    private static final Pattern ISO = Pattern.compile("\\G(T?)([+-]?\\d+(?:\\.\\d+)?)([YMWDHS])");

    private final String text;
    private BigDecimal months = BigDecimal.ZERO;
    private BigDecimal days = BigDecimal.ZERO;
    private BigDecimal micros = BigDecimal.ZERO;

    private IntervalText(String text) {
        this.text = text;
    }

    static Interval read(String text) {
        IntervalText reader = new IntervalText(text);
        if (text.length() > LONGEST || text.isBlank()) {
            throw reader.wrong();
        }
        String trimmed = text.strip();
        boolean isIso = trimmed.startsWith("P") || trimmed.startsWith("-P");
        try {
            return isIso ? reader.iso(trimmed) : reader.parts(trimmed.toLowerCase(Locale.ROOT));
        } catch (ArithmeticException e) {
            throw TypeErrors.of("22008", "interval field value out of range: \"" + TypeErrors.shown(text) + "\"");
        }
    }

    private ApiException wrong() {
        return TypeErrors.moment("interval", text);
    }

    private Interval parts(String lower) {
        String body = lower.startsWith("@") ? lower.substring(1) : lower;
        boolean isAgo = body.endsWith(" ago");
        body = isAgo ? body.substring(0, body.length() - 4).stripTrailing() : body;
        Matcher part = PART.matcher(body);
        int end = 0;
        while (end < body.length()) {
            if (!part.find()) {
                throw wrong();
            }
            end = part.end();
            BigDecimal sign = BigDecimal.valueOf(part.group(1).equals("-") ? -1 : 1);
            if (part.group(2) != null) {
                clock(part, sign);
            } else if (part.group(5) != null) {
                add("year", new BigDecimal(part.group(5)).multiply(sign));
                add("month", new BigDecimal(part.group(6)).multiply(sign));
            } else {
                boolean isBeforeClock =
                        part.group(8).isEmpty() && body.substring(end).matches("\\s*[+-]?\\d+:.*");
                add(isBeforeClock ? "day" : part.group(8), new BigDecimal(part.group(7)).multiply(sign));
            }
        }
        return sum(isAgo ? -1 : 1);
    }

    private void clock(Matcher part, BigDecimal sign) {
        add("hour", new BigDecimal(part.group(2)).multiply(sign));
        add("minute", new BigDecimal(part.group(3)).multiply(sign));
        if (part.group(4) != null) {
            add("second", new BigDecimal(part.group(4)).multiply(sign));
        }
    }

    private Interval iso(String iso) {
        int sign = iso.startsWith("-") ? -1 : 1;
        String body = iso.substring(iso.indexOf('P') + 1);
        Matcher part = ISO.matcher(body);
        boolean isTime = false;
        int end = 0;
        while (end < body.length()) {
            if (!part.find()) {
                throw wrong();
            }
            end = part.end();
            isTime |= part.group(1).equals("T");
            String unit =
                    switch (part.group(3)) {
                        case "Y" -> "year";
                        case "M" -> isTime ? "minute" : "month";
                        case "W" -> "week";
                        case "D" -> "day";
                        case "H" -> "hour";
                        default -> "second";
                    };
            add(unit, new BigDecimal(part.group(2)));
        }
        if (end == 0) {
            throw wrong();
        }
        return sum(sign);
    }

    private void add(String unit, BigDecimal value) {
        switch (unit) {
            case "us", "usec", "usecs", "microsecond", "microseconds" -> micros = micros.add(value);
            case "ms", "msec", "msecs", "millisecond", "milliseconds" -> time(value, 1_000);
            case "", "s", "sec", "secs", "second", "seconds" -> time(value, Moments.SECOND);
            case "m", "min", "mins", "minute", "minutes" -> time(value, 60 * Moments.SECOND);
            case "h", "hr", "hrs", "hour", "hours" -> time(value, 3600 * Moments.SECOND);
            case "d", "day", "days" -> whole(value);
            case "w", "week", "weeks" -> whole(value.multiply(BigDecimal.valueOf(7)));
            case "mon", "mons", "month", "months" -> month(value);
            case "y", "yr", "yrs", "year", "years" -> year(value, 12);
            case "dec", "decs", "decade", "decades" -> year(value, 120);
            case "c", "cent", "century", "centuries" -> year(value, 1_200);
            case "mil", "mils", "millennium", "millennia" -> year(value, 12_000);
            default -> throw wrong();
        }
    }

    private void time(BigDecimal value, long unit) {
        micros = micros.add(value.multiply(BigDecimal.valueOf(unit)));
    }

    /** Days; parts of one become hours. */
    private void whole(BigDecimal value) {
        BigDecimal full = value.setScale(0, RoundingMode.DOWN);
        days = days.add(full);
        time(value.subtract(full), Moments.DAY);
    }

    /** Months; parts of one become days of which it has 30. */
    private void month(BigDecimal value) {
        BigDecimal full = value.setScale(0, RoundingMode.DOWN);
        months = months.add(full);
        whole(value.subtract(full).multiply(DAYS_OF_MONTH));
    }

    /** Years; parts of one become whole months. */
    private void year(BigDecimal value, int monthsOf) {
        months = months.add(value.multiply(BigDecimal.valueOf(monthsOf)).setScale(0, RoundingMode.HALF_EVEN));
    }

    private Interval sum(int sign) {
        BigDecimal factor = BigDecimal.valueOf(sign);
        return new Interval(
                months.multiply(factor).intValueExact(),
                days.multiply(factor).intValueExact(),
                micros.multiply(factor).setScale(0, RoundingMode.HALF_EVEN).longValueExact());
    }
}
