package io.eider.engine.sandbox;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Values as DuckDB casts them to VARCHAR; a test compares. */
final class ValueText {
    private static final long INFINITE_DAY = Integer.MAX_VALUE;
    private static final long INFINITE_MICROS = Long.MAX_VALUE;
    private static final int MILLION = 1_000_000;

    private ValueText() {}

    static String of(double value) {
        return shortest(Double.toString(value));
    }

    static String of(float value) {
        return shortest(Float.toString(value));
    }

    /** Java and DuckDB differ in how they write exponents and what is not a number. */
    private static String shortest(String java) {
        return switch (java) {
            case "NaN" -> "nan";
            case "Infinity" -> "inf";
            case "-Infinity" -> "-inf";
            default -> java;
        };
    }

    static String date(long day) {
        if (Math.abs(day) == INFINITE_DAY) {
            return day > 0 ? "infinity" : "-infinity";
        }
        return withEra(LocalDate.ofEpochDay(day));
    }

    static String timestamp(long micros) {
        if (Math.abs(micros) == INFINITE_MICROS) {
            return micros > 0 ? "infinity" : "-infinity";
        }
        LocalDateTime value = LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MILLION), (int) Math.floorMod(micros, (long) MILLION) * 1_000, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(withEra(value.toLocalDate())).append(' ');
        two(text, value.getHour());
        two(text.append(':'), value.getMinute());
        two(text.append(':'), value.getSecond());
        int fraction = value.getNano() / 1_000;
        if (fraction > 0) {
            String digits = Integer.toString(MILLION + fraction).substring(1);
            text.append('.').append(digits.replaceFirst("0+$", ""));
        }
        return text.toString();
    }

    static String timestampTz(long micros) {
        String text = timestamp(micros);
        return Math.abs(micros) == INFINITE_MICROS ? text : text + "+00";
    }

    private static String withEra(LocalDate date) {
        return days(date) + (date.getYear() <= 0 ? " (BC)" : "");
    }

    private static String days(LocalDate date) {
        int year = date.getYear() <= 0 ? 1 - date.getYear() : date.getYear();
        StringBuilder text = new StringBuilder();
        String digits = Integer.toString(year);
        text.append("0".repeat(Math.max(0, 4 - digits.length()))).append(digits);
        two(text.append('-'), date.getMonthValue());
        two(text.append('-'), date.getDayOfMonth());
        return text.toString();
    }

    private static void two(StringBuilder text, int value) {
        text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }

    /** Printable ASCII as it is, everything else, quotes and backslash as {@code \xAA}. */
    static String blob(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            char c = (char) (b & 0xFF);
            if (c >= 32 && c <= 126 && c != '\\' && c != '\'' && c != '"') {
                text.append(c);
            } else {
                text.append("\\x").append(hex(c >> 4)).append(hex(c & 15));
            }
        }
        return text.toString();
    }

    private static char hex(int digit) {
        return "0123456789ABCDEF".charAt(digit);
    }
}
