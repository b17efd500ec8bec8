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
            return differAs("DOUBLE"); // '1.5' would be rounded
        }
        return to.equals("DATE") ? differAs("TIMESTAMP") : "false";
    }

    private String differAs(String type) {
        return "TRY_CAST(" + value + " AS " + type + ") IS DISTINCT FROM TRY_CAST(" + cast() + " AS " + type + ")";
    }
}
