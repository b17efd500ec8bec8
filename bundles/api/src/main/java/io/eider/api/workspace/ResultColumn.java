package io.eider.api.workspace;

import java.util.List;

/**
 * A column of a result.
 *
 * @param name as the statement names it; not unique
 * @param type DuckDB's text of the type, {@code DECIMAL(12,2)}
 * @param kind how its values are read
 * @param enumName schema and name of the ENUM that the type is, or that a list of it has; empty if it is none, or not asked for ({@link ValueForm#EXACT})
 */
public record ResultColumn(String name, String type, ColumnKind kind, List<String> enumName) {
    /** Copies the name. */
    public ResultColumn {
        enumName = List.copyOf(enumName);
    }

    /** A column without an ENUM. */
    public ResultColumn(String name, String type, ColumnKind kind) {
        this(name, type, kind, List.of());
    }
}
