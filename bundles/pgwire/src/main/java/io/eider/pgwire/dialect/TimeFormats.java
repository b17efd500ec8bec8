package io.eider.pgwire.dialect;

import java.util.LinkedHashMap;
import java.util.Map;

/** Formats of {@code to_char} and {@code to_timestamp} for times. Source: PostgreSQL manual, table 9.27; DuckDB, "strftime". */
final class TimeFormats {
    private static final Map<String, String> FIELDS = new LinkedHashMap<>(); // longer ones before their beginnings

    static {
        FIELDS.put("FMHH24", "%-H");
        FIELDS.put("FMHH12", "%-I");
        FIELDS.put("FMMonth", "%B");
        FIELDS.put("FMDay", "%A");
        FIELDS.put("FMDDD", "%-j");
        FIELDS.put("FMDD", "%-d");
        FIELDS.put("FMMM", "%-m");
        FIELDS.put("FMMI", "%-M");
        FIELDS.put("FMSS", "%-S");
        FIELDS.put("FMHH", "%-I");
        FIELDS.put("YYYY", "%Y");
        FIELDS.put("IYYY", "%G");
        FIELDS.put("HH24", "%H");
        FIELDS.put("HH12", "%I");
        FIELDS.put("DDD", "%j");
        FIELDS.put("Mon", "%b");
        FIELDS.put("YY", "%y");
        FIELDS.put("MM", "%m");
        FIELDS.put("DD", "%d");
        FIELDS.put("HH", "%I");
        FIELDS.put("MI", "%M");
        FIELDS.put("SS", "%S");
        FIELDS.put("MS", "%g");
        FIELDS.put("US", "%f");
        FIELDS.put("AM", "%p");
        FIELDS.put("PM", "%p");
        FIELDS.put("Dy", "%a");
        FIELDS.put("ID", "%u");
        FIELDS.put("IW", "%V");
    }

    private TimeFormats() {}

    static String translated(Words words, int index, String template) {
        StringBuilder format = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char c = template.charAt(at);
            if (c == '"') {
                at = quoted(template, at, format);
            } else if (c < 0x80 && Character.isLetterOrDigit(c)) {
                String field = field(words, index, template, at);
                format.append(FIELDS.getOrDefault(field, FIELDS.get(field.toUpperCase(java.util.Locale.ROOT))));
                at += field.length();
            } else {
                format.append(c == '%' ? "%%" : String.valueOf(c));
                at++;
            }
        }
        return format.toString();
    }

    private static int quoted(String template, int open, StringBuilder format) {
        int close = template.indexOf('"', open + 1);
        int end = close < 0 ? template.length() : close;
        format.append(template.substring(open + 1, end).replace("%", "%%"));
        return end + 1;
    }

    /** Numbers may be written in small letters; names of months and days say by their letters how they look. */
    private static String field(Words words, int index, String template, int at) {
        for (String field : FIELDS.keySet()) {
            boolean isName =
                    field.equals("AM") || field.equals("PM") || field.chars().anyMatch(Character::isLowerCase);
            if (template.startsWith("T", at) && !template.startsWith("TZ", at)) {
                break;
            }
            if (template.startsWith(field, at) || !isName && template.startsWith(Words.lower(field), at)) {
                return template.substring(at, at + field.length());
            }
        }
        throw words.unsupported(
                index,
                "Format \"" + template + "\" is not supported from \"" + template.substring(at) + "\" on",
                "Supported are YYYY YY MM DD DDD HH24 HH12 HH MI SS MS US AM PM Mon FMMonth Dy FMDay ID IW IYYY.");
    }
}
