package io.eider.pgwire.type;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

/** Numbers and booleans as clients write them in text. */
final class TextNumbers {
    /** Of DuckDB's DECIMAL. */
    static final int MOST_DIGITS = 38;

    private static final int LONGEST = 400;
    private static final Set<String> TRUE = Set.of("t", "tr", "tru", "true", "y", "ye", "yes", "on", "1");
    private static final Set<String> FALSE = Set.of("f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0");

    private TextNumbers() {}

    static Boolean bool(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (TRUE.contains(word)) {
            return true;
        }
        if (FALSE.contains(word)) {
            return false;
        }
        throw TypeErrors.syntax("boolean", text);
    }

    /** A whole number within bounds. */
    static Long integer(String text, String type, long least, long most) {
        String number = text.strip();
        if (!isInteger(number)) {
            throw TypeErrors.syntax(type, text);
        }
        long value = 0;
        boolean fits = true;
        try {
            value = Long.parseLong(number);
        } catch (NumberFormatException e) {
            fits = false;
        }
        if (!fits || value < least || value > most) {
            throw TypeErrors.of("22003", "value \"" + TypeErrors.shown(number) + "\" is out of range for type " + type);
        }
        return value;
    }

    static boolean isInteger(String text) {
        int from = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        return text.length() > from && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }

    static Double floating(String text, String type, boolean isSingle) {
        String number = text.strip().toLowerCase(Locale.ROOT);
        Double special = special(number);
        if (special != null) {
            return special;
        }
        if (!isNumber(number)) {
            throw TypeErrors.syntax(type, text);
        }
        double value;
        try {
            value = isSingle ? Float.parseFloat(number) : Double.parseDouble(number);
        } catch (NumberFormatException e) {
            throw TypeErrors.syntax(type, text);
        }
        if (Double.isInfinite(value) || value == 0 && hasDigitAboveZero(number)) {
            throw TypeErrors.of(
                    "22003", "number \"" + TypeErrors.shown(number) + "\" is out of range for type " + type);
        }
        return value;
    }

    private static Double special(String number) {
        return switch (number) {
            case "nan" -> Double.NaN;
            case "inf", "infinity", "+inf", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    private static boolean isNumber(String number) {
        return !number.isEmpty() && number.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.e".indexOf(c) >= 0);
    }

    private static boolean hasDigitAboveZero(String number) {
        int exponent = number.indexOf('e');
        String mantissa = exponent < 0 ? number : number.substring(0, exponent);
        return mantissa.chars().anyMatch(c -> c >= '1' && c <= '9');
    }

    static BigDecimal numeric(String text) {
        String number = text.strip().toLowerCase(Locale.ROOT);
        if (special(number) != null) {
            throw TypeErrors.of("22003", "numeric NaN and infinity are not supported");
        }
        if (!isNumber(number)) {
            throw TypeErrors.syntax("numeric", text);
        }
        if (number.length() > LONGEST) {
            throw TypeErrors.outOfRange("numeric");
        }
        try {
            return fitting(new BigDecimal(number));
        } catch (NumberFormatException e) {
            throw TypeErrors.syntax("numeric", text);
        }
    }

    /** A number that DuckDB can hold as it is. The driver (1.5.6) binds NULL for others, and refuses a scale below 0. */
    static BigDecimal fitting(BigDecimal value) {
        if (digits(value) <= MOST_DIGITS) {
            return value.scale() < 0 ? value.setScale(0) : value;
        }
        BigDecimal shorter = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        if (digits(shorter) > MOST_DIGITS) {
            throw TypeErrors.of("22003", "numeric field overflow", "Numbers have at most 38 digits.");
        }
        return shorter.scale() < 0 ? shorter.setScale(0) : shorter;
    }

    /** Digits that DECIMAL needs for it. */
    private static long digits(BigDecimal value) {
        long whole = Math.max(0, (long) value.precision() - value.scale());
        return value.signum() == 0 ? Math.max(0, value.scale()) : whole + Math.max(0, value.scale());
    }

    /** A number for an array, whose values all have 18 digits after the point. */
    static BigDecimal ofArray(BigDecimal value) {
        BigDecimal shorter = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        if (shorter.scale() > 18 || (long) shorter.precision() - shorter.scale() > 20) {
            throw TypeErrors.of(
                    "22003",
                    "numeric field overflow in an array",
                    "Numbers in arrays have at most 20 digits before and 18 after the point.");
        }
        return shorter;
    }
}
