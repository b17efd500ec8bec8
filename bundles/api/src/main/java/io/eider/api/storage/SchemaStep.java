package io.eider.api.storage;

import java.util.List;

/** One step of a change of a table's definition ({@link Schemas#reshape}); texts as for the single changes. */
public sealed interface SchemaStep {
    /** Adds a column at the end. One that is not nullable needs a default, or a table without rows. */
    record Add(Column column) implements SchemaStep {}

    /** Changes a column. */
    record Alter(String column, ColumnChange change) implements SchemaStep {}

    /** Drops a column. */
    record Drop(String column) implements SchemaStep {}

    /** Makes columns the primary key, in key order. */
    record SetKey(List<String> columns) implements SchemaStep {
        /** Copies the list. */
        public SetKey {
            columns = List.copyOf(columns);
        }
    }

    /** Takes the primary key away. */
    record DropKey() implements SchemaStep {}
}
