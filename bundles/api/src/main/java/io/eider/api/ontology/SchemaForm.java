package io.eider.api.ontology;

/** What a schema is written as for others. */
public enum SchemaForm {
    /** JSON Schema 2020-12 with the exact types as {@code x-duckdb-type}; Eider reads it as the same schema. */
    JSON_SCHEMA,
    /** Avro 1.12; what it has no types for is text or bytes there, and stands exactly in {@code x-duckdb-type}. */
    AVRO,
    /** The CREATE TABLE of a table that follows it, and its descriptions as COMMENT. */
    DDL,
    /** A page with a table of the fields. */
    MARKDOWN
}
