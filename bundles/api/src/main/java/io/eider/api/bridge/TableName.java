package io.eider.api.bridge;

/**
 * The name of a table in a bridge: {@code catalog.schema.name}.
 *
 * @param schema in which it is shown
 * @param name under which it is shown
 */
public record TableName(String schema, String name) {
    /** A table that is shown as {@code catalog.name}. */
    public static TableName of(String name) {
        return new TableName("main", name);
    }
}
