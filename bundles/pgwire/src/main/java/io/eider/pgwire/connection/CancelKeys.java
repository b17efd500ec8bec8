package io.eider.pgwire.connection;

import io.netty.buffer.ByteBuf;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;

/** The secrets by which another connection may cancel what a session runs. Thread-safe. */
@Component(service = CancelKeys.class)
public final class CancelKeys {
    private static final int SHORT = 4;
    private static final int LONG = 32;

    private final SecureRandom random = new SecureRandom();
    private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();

    /**
     * A key of a session.
     *
     * @param pid names the session, positive
     * @param secret 4 bytes for protocol 3.0, 32 for 3.2
     */
    public record Key(int pid, byte[] secret) {}

    private record Entry(byte[] secret, Runnable cancel) {}

    /**
     * Makes the key of a session.
     *
     * @param wanted the session's number; the key has another one only if that is taken
     */
    public Key add(int protocolMinor, int wanted, Runnable cancel) {
        byte[] secret = new byte[protocolMinor >= 2 ? LONG : SHORT];
        random.nextBytes(secret);
        Entry entry = new Entry(secret, cancel);
        int pid = wanted;
        while (entries.putIfAbsent(pid, entry) != null) {
            pid = random.nextInt(1, Integer.MAX_VALUE);
        }
        return new Key(pid, secret.clone());
    }

    /** Cancels what the session runs; of a wrong key nothing is said. Source: PostgreSQL manual, "Canceling Requests in Progress". */
    public void cancel(int pid, ByteBuf secret) {
        byte[] given = new byte[secret.readableBytes()];
        secret.readBytes(given);
        Entry entry = entries.get(pid);
        if (entry != null && MessageDigest.isEqual(entry.secret, given)) {
            entry.cancel.run();
        }
    }

    /** The session has ended. */
    public void remove(Key key) {
        entries.remove(key.pid());
    }
}
