package io.eider.pgwire.dialect;

import java.util.Set;

/** Texts of intervals that DuckDB does not read. Source: PostgreSQL manual, section 8.5.4. */
final class Intervals {
    private static final Set<String> TIMES = Set.of("hour", "minute", "second");

    private Intervals() {}

    /** The same as numbers with units. The field is the last one that stands behind the text's type, or empty. */
    static String plain(Words words, int index, String text, String field) {
        String trimmed = text.strip();
        if (trimmed.startsWith("P")) {
            return iso(words, index, trimmed);
        }
        StringBuilder plain = new StringBuilder();
        boolean isChanged = false;
        String[] parts = trimmed.isEmpty() ? new String[0] : trimmed.split(" +");
        for (int i = 0; i < parts.length; i++) {
            boolean isLast = i == parts.length - 1;
            String part = part(parts[i], isLast, parts.length, field);
            isChanged |= !part.equals(parts[i]);
            plain.append(i > 0 ? " " : "").append(part);
        }
        return isChanged ? plain.toString() : text;
    }

    private static String part(String part, boolean isLast, int parts, String field) {
        boolean isSigned = part.startsWith("+") || part.startsWith("-");
        String digits = isSigned ? part.substring(1) : part;
        String sign = part.startsWith("-") ? "-" : "";
        int dash = digits.indexOf('-');
        if (dash > 0 && isNumber(digits.substring(0, dash)) && isNumber(digits.substring(dash + 1))) {
            return sign + digits.substring(0, dash) + " years " + sign + digits.substring(dash + 1) + " months";
        }
        if (digits.indexOf(':') > 0) {
            return clock(part, sign, digits, field);
        }
        if (isNumber(digits) && !field.isEmpty() && (isLast || TIMES.contains(field))) {
            boolean isDays = !isLast && parts > 1;
            return sign + digits + " " + (isDays ? "days" : field + "s");
        }
        return part;
    }

    /** {@code 10:20} is hours and minutes, or minutes and seconds if the last field is seconds. */
    private static String clock(String part, String sign, String digits, String field) {
        String[] numbers = digits.split(":");
        boolean isPlain = numbers.length >= 2 && numbers.length <= 3;
        for (String number : numbers) {
            isPlain &= isNumber(number);
        }
        if (!isPlain || part.equals(digits) && field.isEmpty()) {
            return part;
        }
        String[] units = {"hours", "minutes", "seconds"};
        int first = numbers.length == 2 && field.equals("second") ? 1 : 0;
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < numbers.length; i++) {
            plain.append(i > 0 ? " " : "")
                    .append(sign)
                    .append(numbers[i])
                    .append(' ')
                    .append(units[first + i]);
        }
        return plain.toString();
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
    }

    /** {@code P1Y2M3DT4H5M6S}. */
    private static String iso(Words words, int index, String text) {
        StringBuilder plain = new StringBuilder();
        boolean isTime = false;
        int from = 1;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 'T') {
                isTime = true;
                from = i + 1;
            } else if ((c < '0' || c > '9') && c != '.' && c != '-') {
                String unit = isoUnit(c, isTime);
                if (unit.isEmpty() || from == i) {
                    throw words.error("22007", index, "invalid input syntax for type interval", "For example 1 day.");
                }
                plain.append(plain.length() > 0 ? " " : "")
                        .append(text, from, i)
                        .append(' ')
                        .append(unit);
                from = i + 1;
            }
        }
        if (from != text.length() || plain.length() == 0) {
            throw words.error("22007", index, "invalid input syntax for type interval", "For example 1 day.");
        }
        return plain.toString();
    }

    private static String isoUnit(char unit, boolean isTime) {
        return switch (unit) {
            case 'Y' -> "years";
            case 'M' -> isTime ? "minutes" : "months";
            case 'W' -> "weeks";
            case 'D' -> "days";
            case 'H' -> "hours";
            case 'S' -> "seconds";
            default -> "";
        };
    }
}
