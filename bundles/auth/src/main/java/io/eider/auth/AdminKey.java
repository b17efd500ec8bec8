package io.eider.auth;

import io.eider.engine.Catalog;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's admin key, known by its hash only. Immutable. */
final class AdminKey {
    private static final Logger LOG = LoggerFactory.getLogger(AdminKey.class);
    private static final int ADVISED_LENGTH = 16;

    private final byte[] hash;

    private AdminKey(byte[] hash) {
        this.hash = hash;
    }

    /** The key that the operator chose. */
    static AdminKey configured(String key) {
        if (key.length() < ADVISED_LENGTH) {
            LOG.warn("The admin key of the configuration is short: choose {} characters or more", ADVISED_LENGTH);
        }
        return new AdminKey(KeyText.hash(key));
    }

    /**
     * The key that this server made for itself, now if it has none.
     *
     * @param announce gets a key that was just made, once; nobody can learn it later
     */
    static AdminKey generated(Catalog catalog, Instant now, Consumer<String> announce) {
        Optional<String> stored = catalog.read(KeyTable::adminHash);
        if (stored.isPresent()) {
            return new AdminKey(HexFormat.of().parseHex(stored.get()));
        }
        String key = new KeyText().newAdminKey();
        byte[] hash = KeyText.hash(key);
        catalog.change(session -> KeyTable.storeAdminHash(session, KeyText.hex(hash), now));
        announce.accept(key);
        return new AdminKey(hash);
    }

    /** Whether a key of this hash is the admin key; takes the same time for every wrong one. */
    boolean matches(byte[] other) {
        return MessageDigest.isEqual(hash, other);
    }

    /** Shows a new key to the operator, on standard output and not in the log, which is kept and shared. */
    static void print(String key) {
        String line = "=".repeat(72);
        String text = String.join(
                System.lineSeparator(),
                "",
                line,
                "  Eider's admin key, shown only now:",
                "",
                "      " + key,
                "",
                "  Keep it. Set ADMIN_API_KEY to use another one.",
                line,
                "");
        // CHECKSTYLE-OFF: standardStreams
        // The log is kept and shared, so it must not hold the key; this is the one place that shows it.
        System.out.println(text);
        // CHECKSTYLE-ON: standardStreams
    }
}
