package io.eider.api.workspace;

import java.util.Optional;

/**
 * Who is at the other end of a session.
 *
 * @param front {@code http}, {@code pg}, {@code console}
 * @param address of the client's machine, if it has one
 * @param application as the client calls itself
 */
public record SessionClient(String front, Optional<String> address, Optional<String> application) {
    /** Prefix of the session's id. */
    public String idPrefix() {
        return isPostgres() ? "pgw_" : front + "_";
    }

    /** Whether it expects what PostgreSQL would answer. */
    public boolean isPostgres() {
        return front.equals("pg");
    }
}
