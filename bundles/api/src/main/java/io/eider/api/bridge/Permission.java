package io.eider.api.bridge;

/** What a bridge lets through to a table. */
public enum Permission {
    /** SELECT. */
    READ,
    /** SELECT, INSERT, UPDATE, DELETE, MERGE, TRUNCATE. */
    READWRITE
}
