package io.eider.api.workspace;

/** What a workspace may do with a table of the project; the words of a bridge's permissions. */
public enum TablePermission {
    /** SELECT. */
    READ,
    /** SELECT, INSERT, UPDATE, DELETE, MERGE, TRUNCATE. */
    READWRITE
}
