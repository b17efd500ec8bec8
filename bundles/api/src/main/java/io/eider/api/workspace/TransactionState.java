package io.eider.api.workspace;

/** Whether a session is in a transaction. Source: PostgreSQL manual, "ReadyForQuery". */
public enum TransactionState {
    /** In none. */
    NONE,
    /** In one that the client began. */
    OPEN,
    /** In one of the client's that has failed and can only be rolled back. */
    FAILED
}
