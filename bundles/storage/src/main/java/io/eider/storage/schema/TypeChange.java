package io.eider.storage.schema;

import java.util.Set;

/**
 * Which values a new type cannot hold.
 *
 * @param value SQL of the value
 * @param from type of the value, in DuckDB's words
 * @param to the new type, in DuckDB's words
 */
record TypeChange(String value, String from, String to) {
    private static final Set<String> WHOLE_NUMBERS = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT");

    private static final int SURE_DIGITS = 15;

    /** A condition that is true for a value that would be another one, or none. */
    String loses() {
        return "(" + value + " IS NOT NULL AND (" + none() + " OR " + changed() + "))";
    }

    private String cast() {
        return "TRY_CAST(" + value + " AS " + to + ")";
    }

    /** TRY_CAST to a nested type gives NULL inside for the part that does not fit, and so hides the loss. */
    private String none() {
        boolean isNested = to.endsWith("]") || to.startsWith("STRUCT(") || to.startsWith("MAP(");
        return (isNested ? "TRY(CAST(" + value + " AS " + to + "))" : cast()) + " IS NULL";
    }

    /** Text is compared as what it says, anything else as what comes back. */
    private String changed() {
        if (to.equals("VARCHAR")) {
            return "false";
        }
        if (!from.equals("VARCHAR")) {
            return "TRY_CAST(" + cast() + " AS " + from + ") IS DISTINCT FROM " + value;
        }
        if (WHOLE_NUMBERS.contains(to) || to.startsWith("DECIMAL(")) {
            return longNumbersDiffer(); // '1.5' would be rounded
        }
        return to.equals("DATE") ? differAs("TIMESTAMP") : "false";
    }

    /** DOUBLE holds 15 digits for sure; a longer number is compared digit by digit, without the zeros that say nothing. */
    private String longNumbersDiffer() {
        String text = "trim(" + value + ")";
        return "CASE WHEN length(" + text + ") > " + SURE_DIGITS + " AND regexp_full_match(" + text
                + ", '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)') THEN " + digits(text) + " IS DISTINCT FROM "
                + digits("CAST(" + cast() + " AS VARCHAR)") + " ELSE " + differAs("DOUBLE") + " END";
    }

    private static String digits(String number) {
        String withWhole = "regexp_replace(ltrim(" + number + ", '+'), '^(-?)\\.', '\\10.')";
        String shortened = "regexp_replace(" + withWhole + ", '^(-?)0+([0-9])', '\\1\\2')";
        String cut = "regexp_replace(regexp_replace(" + shortened + ", '(\\.[0-9]*?)0+$', '\\1'), '\\.$', '')";
        return "CASE " + cut + " WHEN '-0' THEN '0' ELSE " + cut + " END";
    }

    private String differAs(String type) {
        return "TRY_CAST(" + value + " AS " + type + ") IS DISTINCT FROM TRY_CAST(" + cast() + " AS " + type + ")";
    }
}
