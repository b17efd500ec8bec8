package io.eider.api.ontology;

import io.eider.api.id.ColumnName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A field of a schema: a column of the tables that follow it.
 *
 * @param name of the column
 * @param type of its values
 * @param isRequired whether it may not be NULL
 * @param defaultValue a value as text that the type can hold, for rows that do not say one
 * @param rules what values have to be beside their type
 * @param description for people
 * @param iri what it is in the ontology
 * @param previousNames names that it had before; the only ground for a rename
 */
public record Field(
        ColumnName name,
        FieldType type,
        boolean isRequired,
        Optional<String> defaultValue,
        Rules rules,
        Optional<String> description,
        Optional<String> iri,
        List<ColumnName> previousNames) {
    /** Copies the list. */
    public Field {
        previousNames = List.copyOf(previousNames);
    }

    /** A field with a name and a type only. */
    public static Field of(String name, FieldType type, boolean isRequired) {
        return new Field(
                new ColumnName(name),
                type,
                isRequired,
                Optional.empty(),
                Rules.NONE,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /**
     * Rules that DuckDB does not hold for a column; rows are checked against them when they are imported. Those of a list are for each of its
     * elements.
     *
     * @param allowed the only values, as text; empty for any
     * @param minimum least number
     * @param maximum greatest number
     * @param maxLength most characters
     * @param pattern regular expression of RE2 that the whole text matches
     */
    public record Rules(
            List<String> allowed,
            Optional<BigDecimal> minimum,
            Optional<BigDecimal> maximum,
            Optional<Integer> maxLength,
            Optional<String> pattern) {
        /** No rule. */
        public static final Rules NONE =
                new Rules(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        /** Copies the list. */
        public Rules {
            allowed = List.copyOf(allowed);
        }

        /** These with other values allowed. */
        public Rules withAllowed(List<String> values) {
            return new Rules(values, minimum, maximum, maxLength, pattern);
        }

        /** Only a greatest length. */
        public static Rules length(Optional<Integer> maxLength) {
            return new Rules(List.of(), Optional.empty(), Optional.empty(), maxLength, Optional.empty());
        }
    }
}
