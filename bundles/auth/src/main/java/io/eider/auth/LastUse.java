package io.eider.auth;

import io.eider.api.auth.ApiKey;
import io.eider.api.id.KeyId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When keys were last used, as far as the catalog does not know it yet. Bounded: of more keys than the bound the use is
 * noted after the next write. Thread-safe.
 */
final class LastUse {
    private static final int MAX_KEYS = 10_000;

    private final Map<KeyId, Instant> pending = new ConcurrentHashMap<>();

    void note(KeyId id, Instant at) {
        if (pending.size() < MAX_KEYS || pending.containsKey(id)) {
            pending.put(id, at);
        }
    }

    /** What is to be written; stays pending until {@link #written}. */
    Map<KeyId, Instant> pending() {
        return Map.copyOf(pending);
    }

    /** Forgets what was written; a use that came since stays. */
    void written(Map<KeyId, Instant> uses) {
        uses.forEach(pending::remove);
    }

    /** The key with its newest use. */
    ApiKey over(ApiKey key) {
        Instant at = pending.get(key.id());
        return at == null
                ? key
                : new ApiKey(
                        key.id(),
                        key.project(),
                        key.branch(),
                        key.prefix(),
                        key.scope(),
                        key.description(),
                        key.createdAt(),
                        Optional.of(at),
                        key.expiresAt(),
                        key.revokedAt());
    }
}
