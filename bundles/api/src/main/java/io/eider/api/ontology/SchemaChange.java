package io.eider.api.ontology;

import java.util.List;

/**
 * One difference between a table or schema and a newer schema.
 *
 * @param kind what it is
 * @param field name of the field, as it is before; empty for the primary key
 * @param text for people: {@code rename a to b}
 * @param changeClass what it may do to data
 */
public record SchemaChange(Kind kind, String field, String text, ChangeClass changeClass) {
    /** What a change is. */
    public enum Kind {
        /** A new field. */
        ADD_FIELD,
        /** A field that is no more. */
        DROP_FIELD,
        /** Another name of a field. */
        RENAME_FIELD,
        /** Another type of a field. */
        CHANGE_TYPE,
        /** A field that becomes required, or is not any more. */
        CHANGE_REQUIRED,
        /** Another default of a field. */
        CHANGE_DEFAULT,
        /** Another primary key. */
        CHANGE_KEY
    }

    /** A change with what it came to on the rows of a table. */
    public record Planned(SchemaChange change, List<String> sql, long failingRows, String problem) {
        /** Copies the list. */
        public Planned {
            sql = List.copyOf(sql);
        }
    }
}
