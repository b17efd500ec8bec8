package io.eider.api.workspace;

/**
 * A column of a result.
 *
 * @param name as the statement names it; not unique
 * @param type DuckDB's text of the type, {@code DECIMAL(12,2)}
 * @param kind how its values are read
 */
public record ResultColumn(String name, String type, ColumnKind kind) {}
