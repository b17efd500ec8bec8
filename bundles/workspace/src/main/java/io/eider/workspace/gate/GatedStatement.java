package io.eider.workspace.gate;

/**
 * A statement that may be executed.
 *
 * @param kind what it is
 * @param inner what EXPLAIN and PREPARE are about; the kind itself for all others
 * @param name the setting of SET, RESET and SHOW in lower case, the name of PREPARE, EXECUTE and DEALLOCATE as written; else empty
 * @param text for DuckDB: the client's text with every comment blanked, char by char, so that places stay the same
 * @param offset index of its first char (UTF-16) in the client's text
 * @param target index in {@code text} of the name of the table that it writes, -1 if it writes none
 * @param expands whether DuckDB may make several statements of it (PIVOT without IN creates a type first)
 */
public record GatedStatement(
        StatementKind kind, StatementKind inner, String name, String text, int offset, int target, boolean expands) {
    /** The same with another text of the same length. */
    public GatedStatement withText(String other) {
        return new GatedStatement(kind, inner, name, other, offset, target, expands);
    }
}
