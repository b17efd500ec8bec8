package io.eider.bridge.live;

import io.eider.api.bridge.LiveInstance;
import io.eider.api.bridge.LiveRegistration;
import io.eider.api.bridge.LiveTables;
import io.eider.api.error.ApiException;
import io.eider.api.error.ErrorCode;
import io.eider.bridge.jdbc.Quiet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Instances that wait for the one bridge that their token opens. Thread-safe. */
public final class LiveSources {
    private static final Duration VALID = Duration.ofSeconds(30);
    private static final int TOKEN_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Pending> pending = new HashMap<>();
    private final Clock clock;

    /** With the clock that says when a token is too old. */
    public LiveSources(Clock clock) {
        this.clock = clock;
    }

    /** See {@link io.eider.api.bridge.Bridges#register}. */
    public LiveRegistration register(String id, LiveTables tables) {
        if (id.isBlank()) {
            throw refused("A source needs an id");
        }
        SourceInstance source = null;
        boolean done = false;
        try {
            source = new SourceInstance(id, tables);
            if (!source.hasSchema()) {
                throw refused("The source has no schema " + tables.catalog() + "." + tables.schema());
            }
            if (source.isBridge()) {
                throw refused(
                        "Catalog " + tables.catalog() + " is a bridge itself; open a bridge over its source instead");
            }
            source.prepare();
            LiveRegistration registration = add(source);
            done = true;
            return registration;
        } catch (SQLException e) {
            throw refused("The connection of source " + id + " is not one of an open DuckDB instance");
        } finally {
            if (!done) {
                Quiet.close(source);
            }
        }
    }

    private synchronized LiveRegistration add(SourceInstance source) {
        Pending other = pending.get(source.id());
        if (other != null && !other.isOver(clock.instant())) {
            throw refused("Source " + source.id() + " waits for a bridge already");
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        LiveInstance instance = new LiveInstance(source.id(), HexFormat.of().formatHex(bytes));
        Pending added = new Pending(instance, source, clock.instant().plus(VALID));
        pending.put(source.id(), added);
        return new Registration(added);
    }

    /**
     * Takes a token away from all others.
     *
     * @throws ApiException INVALID_REQUEST if it opens nothing
     */
    synchronized Pending claim(LiveInstance instance) {
        Pending found = pending.get(instance.id());
        if (found != null && found.isOver(clock.instant())) {
            pending.remove(instance.id());
            found = null;
        }
        if (found == null || !isSame(found.instance.token(), instance.token())) {
            throw refused("The token of source " + instance.id()
                    + " is unknown, spent or expired; register the source again");
        }
        return pending.remove(instance.id());
    }

    /** Gives a token back after an opening that was refused. */
    synchronized void giveBack(Pending claimed) {
        if (!claimed.source.isClosed()) {
            pending.putIfAbsent(claimed.instance.id(), claimed);
        }
    }

    private synchronized void withdraw(Pending withdrawn) {
        pending.remove(withdrawn.instance.id(), withdrawn);
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    static ApiException refused(String message) {
        return new ApiException(ErrorCode.INVALID_REQUEST, message);
    }

    /** A token that nobody has spent. */
    record Pending(LiveInstance instance, SourceInstance source, Instant until) {
        boolean isOver(Instant now) {
            return source.isClosed() || !now.isBefore(until);
        }
    }

    private final class Registration implements LiveRegistration {
        private final Pending registered;

        Registration(Pending registered) {
            this.registered = registered;
        }

        @Override
        public LiveInstance source() {
            return registered.instance;
        }

        @Override
        public void close() {
            withdraw(registered);
            registered.source.close();
        }
    }
}
