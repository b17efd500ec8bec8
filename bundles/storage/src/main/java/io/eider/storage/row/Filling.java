package io.eider.storage.row;

import io.eider.api.storage.Column;
import io.eider.storage.catalog.Json;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How JSON values become values of a column: each is sent as a text, and DuckDB casts it.
 *
 * @param column the column
 * @param form what the texts are
 */
record Filling(Column column, Form form) {
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
    private static final int LONGEST_NUMBER = 100;

    /** What the texts are. */
    enum Form {
        /** The value as text. */
        TEXT,
        /** A list or an object as JSON. */
        JSON,
        /** Bytes in base64. */
        BASE64
    }

    /** How a value gets into a column. */
    static Filling of(Column column, Object value) {
        if (value instanceof List || value instanceof Map) {
            return new Filling(column, Form.JSON);
        }
        return new Filling(column, column.type().equals("BLOB") ? Form.BASE64 : Form.TEXT);
    }

    /** SQL of the column's value, out of SQL of the text. */
    String sql(String text) {
        return switch (form) {
            case TEXT -> "CAST(" + text + " AS " + column.type() + ")";
            case JSON -> "CAST(CAST(" + text + " AS JSON) AS " + column.type() + ")";
            case BASE64 -> "from_base64(" + text + ")";
        };
    }

    /** A condition that is true for a text that is no value of the column. */
    String misfits(String text) {
        return "(" + text + " IS NOT NULL AND TRY(" + sql(text) + ") IS NULL)";
    }

    /** What is wrong with a value, as far as that is seen without DuckDB. */
    Optional<String> problem(Object value) {
        if (value == null) {
            return column.nullable() ? Optional.empty() : Optional.of("it may not be NULL");
        }
        if (form == Form.BASE64 && !isBase64(value.toString())) {
            return Optional.of("it is not base64");
        }
        if (WHOLE_NUMBERS.contains(column.type()) && hasFraction(value)) {
            return Optional.of(column.type() + " has no fractions"); // DuckDB would round
        }
        return Optional.empty();
    }

    /** The text of a value; null for none. */
    String text(Object value) {
        if (value == null) {
            return null;
        }
        return form == Form.JSON ? Json.write(value) : value.toString();
    }

    private static boolean isBase64(String text) {
        try {
            Base64.getDecoder().decode(text);
            return text.length() % 4 == 0; // DuckDB wants the padding
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean hasFraction(Object value) {
        String text = value.toString().strip();
        if (text.length() > LONGEST_NUMBER) {
            return false;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return number.signum() != 0 && number.stripTrailingZeros().scale() > 0;
        } catch (NumberFormatException e) {
            return false; // whatever it is, the cast will say
        }
    }
}
