package io.eider.workspace.session;

import io.eider.api.workspace.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** What a session does and since when. Written by the session's thread, read by all who watch it. */
final class Activity {
    private final Instant connectedAt = Instant.now();
    private final AtomicLong statements = new AtomicLong();
    private volatile Instant lastAt = connectedAt;
    private volatile Instant transactionSince = Instant.MAX;
    private volatile SessionState resting = SessionState.IDLE;
    private volatile String text = "";
    private volatile Instant textSince = connectedAt;

    void touch() {
        lastAt = Instant.now();
    }

    /** A text is run. */
    void begin(String sql) {
        textSince = lastAt;
        text = sql;
    }

    /** A statement is run. */
    void count() {
        statements.incrementAndGet();
        touch();
    }

    /** Nothing runs any more. */
    void rest(Transaction transaction) {
        touch();
        if (!transaction.isExplicit()) {
            transactionSince = Instant.MAX;
        } else if (transactionSince.equals(Instant.MAX)) {
            transactionSince = lastAt;
        }
        resting = !transaction.isOpen()
                ? SessionState.IDLE
                : transaction.isFailed() ? SessionState.IDLE_IN_TRANSACTION_ABORTED : SessionState.IDLE_IN_TRANSACTION;
    }

    Instant connectedAt() {
        return connectedAt;
    }

    Instant lastAt() {
        return lastAt;
    }

    long statements() {
        return statements.get();
    }

    /** What it is while nothing runs. */
    SessionState resting() {
        return resting;
    }

    /** What it runs or has run last. */
    String text() {
        return text;
    }

    /** Since when. */
    Instant textSince() {
        return textSince;
    }

    /** When its transaction was opened, far in the future without one. */
    Instant transactionSince() {
        return transactionSince;
    }

    Duration idle() {
        return Duration.between(lastAt, Instant.now());
    }

    /** How long its transaction has been open, zero without one. */
    Duration transactionAge() {
        Instant since = transactionSince;
        return since.equals(Instant.MAX) ? Duration.ZERO : Duration.between(since, Instant.now());
    }
}
