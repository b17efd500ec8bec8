package io.eider.pgwire.connection;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Failed logins of each address in a minute that begins with the first one. Thread-safe. */
final class LoginFailures {
    private static final long WINDOW_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final int MAX_ADDRESSES = 10_000;

    private record Window(long begin, int count) {}

    private final int perMinute;
    private final Clock clock;
    /** The oldest first; guarded by this. */
    private final Map<String, Window> windows = new LinkedHashMap<>();

    LoginFailures(int perMinute, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /** Whether an address has failed too often to be heard. */
    synchronized boolean isRefused(Address address) {
        Window window = windows.get(address.group());
        return window != null && isOpen(window) && window.count >= perMinute;
    }

    /** Counts a failure. */
    synchronized void add(Address address) {
        Window window = windows.get(address.group());
        if (window != null && isOpen(window)) {
            windows.put(address.group(), new Window(window.begin, window.count + 1));
            return;
        }
        windows.remove(address.group());
        if (windows.size() >= MAX_ADDRESSES) {
            windows.remove(windows.keySet().iterator().next());
        }
        windows.put(address.group(), new Window(clock.millis(), 1));
    }

    private boolean isOpen(Window window) {
        return clock.millis() - window.begin < WINDOW_MILLIS;
    }
}
