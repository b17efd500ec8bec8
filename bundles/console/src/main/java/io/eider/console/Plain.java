package io.eider.console;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Values as text for people. Names and rows come from tenants, so nothing that steers a terminal passes. */
public final class Plain {
    private static final int CELL_WIDTH = 60;
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final int STEP = 1024;

    private Plain() {}

    /** The text in one line, without control characters. */
    public static String line(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(Plain::visible).forEach(out::appendCodePoint);
        return out.toString().strip();
    }

    /** The text with its line breaks and in its length, without other control characters. */
    public static String block(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(c -> c == '\n' ? c : visible(c)).forEach(out::appendCodePoint);
        return out.toString();
    }

    /** A value in the width of a cell; nothing for what is missing. */
    public static String cell(Object value) {
        if (value instanceof Optional<?> optional) {
            return cell(optional.orElse(null));
        }
        if (value == null) {
            return "";
        }
        String text = line(textOf(value));
        return text.codePointCount(0, text.length()) <= CELL_WIDTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, CELL_WIDTH - 3)) + "...";
    }

    private static String textOf(Object value) {
        if (value instanceof Instant instant) {
            return instant.truncatedTo(ChronoUnit.SECONDS).toString();
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        return value instanceof Map || value instanceof Iterable ? Json.text(value) : value.toString();
    }

    /** {@code 12,345}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 512 B}, {@code 1.5 MiB}: at most four digits. */
    public static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (Math.round(value) >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        if (unit == 0) {
            return bytes + " B";
        }
        return String.format(Locale.ROOT, value < 99.95 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    private static int visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                Character.isWhitespace(c) ? ' ' : '?';
            case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> '?';
            default -> c;
        };
    }
}
