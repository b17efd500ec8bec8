package io.eider.pgwire.dialect;

import io.eider.api.sql.TokenKind;
import java.util.Map;
import java.util.Set;

/**
 * The name of a type as it stands in a statement.
 *
 * @param name as PostgreSQL's catalog has it ({@code int4}), lower case
 * @param base index of the word that names it, after {@code pg_catalog.}
 * @param modifier index of the bracket that opens its modifier, or -1
 * @param array index of the first token that makes it an array, or {@code end}
 * @param end index after its last token
 */
record TypeName(String name, int base, int modifier, int array, int end) {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("int", "int4"),
            Map.entry("integer", "int4"),
            Map.entry("bigint", "int8"),
            Map.entry("smallint", "int2"),
            Map.entry("real", "float4"),
            Map.entry("float", "float8"),
            Map.entry("double", "float8"),
            Map.entry("decimal", "numeric"),
            Map.entry("dec", "numeric"),
            Map.entry("boolean", "bool"),
            Map.entry("character", "bpchar"),
            Map.entry("char", "bpchar"),
            Map.entry("nchar", "bpchar"));
    private static final Set<String> FIELDS = Set.of("year", "month", "day", "hour", "minute", "second");

    /** Reads the type that begins at this token; a type without tokens if none does. */
    static TypeName read(Words words, int at) {
        int base = words.name(at).equals("pg_catalog") && words.is(at + 1, ".") ? at + 2 : at;
        if (!words.isName(base)) {
            return new TypeName("", at, -1, at, at);
        }
        while (words.is(base + 1, ".") && words.isName(base + 2)) {
            base += 2;
        }
        String word = words.word(base);
        String name = word.isEmpty() ? words.name(base) : NAMES.getOrDefault(word, word);
        int end = base + 1;
        if (word.equals("double") && words.is(end, "precision")) {
            end++;
        }
        if (words.is(end, "varying") && (name.equals("bpchar") || name.equals("bit"))) {
            name = name.equals("bit") ? "varbit" : "varchar";
            end++;
        }
        int modifier = words.is(end, "(") ? end : -1;
        end = modifier >= 0 ? Math.min(words.partner(modifier) + 1, words.size()) : end;
        if ((word.equals("time") || word.equals("timestamp")) && isZone(words, end)) {
            name = words.is(end, "with") ? word + "tz" : word;
            end += 3;
        }
        if (word.equals("interval")) {
            end = afterFields(words, end);
        }
        int array = end;
        TypeName read = new TypeName(name, base, modifier, array, afterArray(words, end));
        boolean isSingle = word.equals("float") && read.length(words) > 0 && read.length(words) <= 24;
        return isSingle ? new TypeName("float4", base, modifier, array, read.end()) : read;
    }

    private static boolean isZone(Words words, int at) {
        return (words.is(at, "with") || words.is(at, "without")) && words.are(at + 1, "time", "zone");
    }

    private static int afterFields(Words words, int at) {
        if (!FIELDS.contains(words.word(at))) {
            return at;
        }
        int end = at + 1;
        if (words.is(end, "to") && FIELDS.contains(words.word(end + 1))) {
            end += 2;
        }
        return words.is(end, "(") && words.is(end - 1, "second") ? Math.min(words.partner(end) + 1, words.size()) : end;
    }

    private static int afterArray(Words words, int at) {
        int end = at;
        if (words.is(end, "array")) {
            end++;
        }
        while (words.is(end, "[")
                && (words.is(end + 1, "]") || words.kind(end + 1) == TokenKind.NUMBER && words.is(end + 2, "]"))) {
            end = words.partner(end) + 1;
        }
        return end;
    }

    boolean isThere() {
        return end > base;
    }

    boolean isArray() {
        return end > array;
    }

    /** The first number of the modifier, or -1. */
    int length(Words words) {
        if (modifier < 0 || words.kind(modifier + 1) != TokenKind.NUMBER) {
            return -1;
        }
        String digits = words.text(modifier + 1);
        boolean isSmall = digits.length() < 9 && digits.chars().allMatch(Character::isDigit);
        return isSmall ? Integer.parseInt(digits) : -1;
    }
}
