package io.eider.storage.profile;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What can be said of a type: the text of its name decides (storage contract, section 1.8). */
enum ColumnKind {
    /** Whole numbers of up to 64 bits with sign. */
    WHOLE,
    /** DECIMAL, and whole numbers that are wider or without sign. */
    EXACT,
    /** FLOAT and DOUBLE, where NaN and infinities are left out of all figures but least, greatest and different values. */
    FLOATING,
    /** Text. */
    TEXT,
    /** Has an order. */
    ORDERED,
    /** Has no order that means something to people: lists, structures, bytes, intervals. */
    UNORDERED;

    private static final Set<String> WHOLE_NAMES = Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT");
    private static final List<String> EXACT_NAMES =
            List.of("HUGEINT", "DECIMAL", "NUMERIC", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT");
    private static final List<String> FLOATING_NAMES = List.of("FLOAT", "DOUBLE", "REAL");
    private static final List<String> TEXT_NAMES = List.of("VARCHAR", "TEXT", "STRING", "CHAR");
    private static final List<String> UNORDERED_NAMES =
            List.of("STRUCT", "MAP", "UNION", "BLOB", "BIT", "INTERVAL", "JSON", "VARIANT", "GEOMETRY");

    /** By DuckDB's own text of the type. */
    static ColumnKind of(String type) {
        if (type.endsWith("]") || begins(type, UNORDERED_NAMES)) {
            return UNORDERED; // INTEGER[] is no number
        }
        if (WHOLE_NAMES.contains(type)) {
            return WHOLE;
        }
        if (begins(type, EXACT_NAMES)) {
            return EXACT;
        }
        if (begins(type, FLOATING_NAMES)) {
            return FLOATING;
        }
        return begins(type, TEXT_NAMES) ? TEXT : ORDERED;
    }

    private static boolean begins(String type, List<String> names) {
        return names.stream().anyMatch(type::startsWith);
    }

    boolean isNumeric() {
        return Stream.of(WHOLE, EXACT, FLOATING).anyMatch(this::equals);
    }

    /** The numbers of a column as DOUBLE, finite ones only. */
    String finite(String column) {
        return this == FLOATING
                ? "CASE WHEN isfinite(" + column + ") THEN " + column + "::DOUBLE END"
                : column + "::DOUBLE";
    }

    /** The numbers of a column in the type that DuckDB averages best; exact where it can be. */
    String exact(String column) {
        return this == FLOATING ? finite(column) : column;
    }
}
