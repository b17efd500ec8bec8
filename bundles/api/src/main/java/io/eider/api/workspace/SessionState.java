package io.eider.api.workspace;

import java.util.Locale;

/** What a session does, in the words of {@code pg_stat_activity.state}. */
public enum SessionState {
    /** A statement runs. */
    ACTIVE,
    /** It waits for a statement. */
    IDLE,
    /** It waits, with a transaction open. */
    IDLE_IN_TRANSACTION,
    /** It waits for ROLLBACK after an error. */
    IDLE_IN_TRANSACTION_ABORTED;

    /** {@code idle in transaction (aborted)}, ... */
    public String wireName() {
        return this == IDLE_IN_TRANSACTION_ABORTED
                ? "idle in transaction (aborted)"
                : name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
