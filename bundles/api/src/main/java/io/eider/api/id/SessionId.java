package io.eider.api.id;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A session of a workspace: a prefix that names its front ({@code http_}, {@code pgw_}) and 16 hex digits. Only looked up.
 *
 * @param value the id
 */
public record SessionId(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Any text; one that names nothing is simply not found. */
    public SessionId {
        Objects.requireNonNull(value, "value");
    }

    /** A new id that cannot be guessed. */
    public static SessionId random(String prefix) {
        return new SessionId(prefix + HexFormat.of().toHexDigits(RANDOM.nextLong()));
    }

    /** A positive number that names the session where PostgreSQL names a process: {@code pg_backend_pid()}, BackendKeyData. */
    public int pid() {
        return Math.max(1, value.hashCode() & Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
        return value;
    }
}
