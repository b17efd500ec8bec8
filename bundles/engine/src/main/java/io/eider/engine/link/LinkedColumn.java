package io.eider.engine.link;

import io.eider.engine.Sql;
import java.util.regex.Pattern;

/**
 * A column that travels from one instance to another.
 *
 * @param name as the source has it
 * @param type as {@code typeof} says it
 */
public record LinkedColumn(String name, String type) {
    private static final Pattern QUOTED =
            Pattern.compile("'[^']*+'|\"[^\"]*+\""); // a doubled quote is the end of one and the beginning of another
    private static final Pattern WITHOUT_TEXT = Pattern.compile("\\b(UNION|VARIANT|GEOMETRY)\\b");

    /** Whether values travel as they are in memory; all others as text, which is cast back. */
    public boolean isCopied() {
        return LinkedType.of(type).isPresent();
    }

    /** Whether a text says what value it was. */
    private boolean hasText() {
        return !WITHOUT_TEXT.matcher(QUOTED.matcher(type).replaceAll("")).find();
    }

    /** What the source has to select. */
    String selected() {
        if (isCopied()) {
            return Sql.identifier(name);
        }
        return hasText() ? "CAST(" + Sql.identifier(name) + " AS VARCHAR)" : "NULL::VARCHAR";
    }

    /** What the reader selects to see the source's value: the column itself, its text cast back, or an error. */
    public String restored() {
        if (isCopied()) {
            return Sql.identifier(name);
        }
        String value = hasText()
                ? "CAST(" + Sql.identifier(name) + " AS " + type + ")"
                : "error(" + Sql.literal("[0A000] Column " + name + " of type " + type + " cannot leave its instance")
                        + ")";
        return value + " AS " + Sql.identifier(name);
    }
}
