package io.eider.workspace.gate;

/** The closed list of statements. */
public enum StatementKind {
    /** SELECT, WITH, VALUES, TABLE, FROM first, DESCRIBE, SUMMARIZE, PIVOT, UNPIVOT. */
    SELECT,
    /** INSERT. */
    INSERT,
    /** UPDATE. */
    UPDATE,
    /** DELETE and TRUNCATE. */
    DELETE,
    /** MERGE INTO. */
    MERGE,
    /** CREATE of a table, view, schema, sequence, type, macro or index. */
    CREATE,
    /** ALTER of a table, view, sequence. */
    ALTER,
    /** DROP of what CREATE makes. */
    DROP,
    /** COMMENT ON. */
    COMMENT,
    /** EXPLAIN of a statement; EXPLAIN ANALYZE executes it. */
    EXPLAIN,
    /** SHOW of a setting or a listing; {@link GatedStatement#name} says which. The session answers it. */
    SHOW,
    /** SET of a session's setting; {@link GatedStatement#name} says which. The session keeps it, DuckDB never sees it. */
    SET,
    /** RESET of a session's setting, or of {@code all}. */
    RESET,
    /** BEGIN and START TRANSACTION. */
    BEGIN,
    /** COMMIT and END. */
    COMMIT,
    /** ROLLBACK and ABORT. */
    ROLLBACK,
    /** SAVEPOINT {@link GatedStatement#name}. */
    SAVEPOINT,
    /** RELEASE SAVEPOINT {@link GatedStatement#name}. */
    RELEASE,
    /** ROLLBACK TO SAVEPOINT {@link GatedStatement#name}. */
    ROLLBACK_TO,
    /** PREPARE of a statement under {@link GatedStatement#name}. */
    PREPARE,
    /** EXECUTE of a prepared statement. */
    EXECUTE,
    /** DEALLOCATE of a prepared statement. */
    DEALLOCATE,
    /** ANALYZE. */
    ANALYZE,
    /** CALL of a listed function. */
    CALL
}
