package io.eider.api.workspace;

/** How a result gives the values that have no getter of their own. */
public enum ValueForm {
    /** Lists, structures, maps and unions in DuckDB's own text, {@code [a, 'b c']}, of kind {@link ColumnKind#OTHER}. */
    TEXT,
    /**
     * Lists, structures, maps and unions as JSON of kind {@link ColumnKind#NESTED}, so that nothing in them is ambiguous; the type of an ENUM
     * names its labels, {@code ENUM('a', 'b')}.
     */
    EXACT
}
