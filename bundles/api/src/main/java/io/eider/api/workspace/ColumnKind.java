package io.eider.api.workspace;

/** How the values of a column of a result are read; what DuckDB calls the type is in {@link ResultColumn#type}. */
public enum ColumnKind {
    /** {@link ResultVector#getBoolean}. */
    BOOLEAN,
    /** TINYINT to BIGINT, UTINYINT to UINTEGER: {@link ResultVector#getLong}. */
    INTEGER,
    /** UBIGINT, HUGEINT, UHUGEINT: {@link ResultVector#getDecimal} with scale 0. */
    HUGE,
    /** {@link ResultVector#getDouble}, exactly a float. */
    FLOAT,
    /** {@link ResultVector#getDouble}. */
    DOUBLE,
    /** {@link ResultVector#getDecimal} with the scale of the type. */
    DECIMAL,
    /** VARCHAR and JSON: {@link ResultVector#getText}. */
    TEXT,
    /** {@link ResultVector#getLong}: days since 1970-01-01; infinity is Integer.MAX_VALUE, -infinity its negative. */
    DATE,
    /** {@link ResultVector#getLong}: microseconds since 1970-01-01 00:00; infinity as Long.MAX_VALUE and its negative. */
    TIMESTAMP,
    /** As {@link #TIMESTAMP}, of UTC. */
    TIMESTAMP_TZ,
    /** {@link ResultVector#getBytes}. */
    BLOB,
    /**
     * A list, structure, map or union where {@link ValueForm#EXACT} was asked for: {@link ResultVector#getText} is JSON, with each value inside
     * as a string that holds DuckDB's text of it, or null.
     */
    NESTED,
    /** Every other type in DuckDB's own text: {@link ResultVector#getText}. */
    OTHER
}
