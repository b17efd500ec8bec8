package io.eider.api.storage;

import java.util.List;

/**
 * What the values of a column have to be. NULL breaks REQUIRED and nothing else; a rule for a list is for each of its elements.
 *
 * @param column its name; a column that an import does not fill is not looked at
 * @param kind which rule
 * @param values of the rule, as text: none of REQUIRED, 1 to 1,000 of ALLOWED, one of the others
 */
public record RowRule(String column, Kind kind, List<String> values) {
    /** Copies the list. */
    public RowRule {
        values = List.copyOf(values);
    }

    /** Kinds of rules. */
    public enum Kind {
        /** There is a value. */
        REQUIRED,
        /** It is one of these. */
        ALLOWED,
        /** The number is not less. */
        MINIMUM,
        /** The number is not greater. */
        MAXIMUM,
        /** The text has no more characters, the BLOB no more bytes. */
        MAX_LENGTH,
        /** The regular expression of RE2 matches the whole text. */
        PATTERN
    }
}
