package io.eider.api.id;

/**
 * The name of a column: 1 to 128 printable characters, no control characters, no blank at either end. Anything else is
 * allowed because it is always quoted.
 *
 * @param value the name as clients write it
 */
public record ColumnName(String value) {
    private static final int MAX = 128;

    /** @throws io.eider.api.error.ApiException INVALID_NAME if the form is broken */
    public ColumnName {
        if (value == null
                || value.isEmpty()
                || value.length() > MAX
                || !value.equals(value.strip())
                || !isPrintable(value)) {
            throw Names.invalid("column_name", value, "1 to 128 printable characters", "Invalid column name");
        }
    }

    private static boolean isPrintable(String text) {
        return text.codePoints().allMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        });
    }

    @Override
    public String toString() {
        return value;
    }
}
