package io.eider.pgwire.connection;

import java.util.HashMap;
import java.util.Map;

/** Open connections, of all and of each address. Thread-safe. */
final class ConnectionCounts {
    /** What becomes of a connection. */
    enum Admission {
        ADMITTED,
        /** Over the limit, but it may stay until it has been told so. */
        REFUSED,
        /** Even of those that may be told there are too many. */
        DROPPED
    }

    /** Connections over a limit that may stay until they have been told so. */
    private static final int SPARE = 16;

    private final int total;
    private final int perAddress;
    private final Map<String, Integer> open = new HashMap<>(); // guarded by this
    private int sum; // guarded by this

    ConnectionCounts(int total, int perAddress) {
        this.total = total;
        this.perAddress = perAddress;
    }

    /** Counts a connection, unless it is dropped. */
    synchronized Admission open(Address address) {
        int ofAddress = open.getOrDefault(address.group(), 0);
        if (sum >= total + SPARE || ofAddress >= perAddress + SPARE) {
            return Admission.DROPPED;
        }
        sum++;
        open.merge(address.group(), 1, Integer::sum);
        return sum > total || ofAddress >= perAddress ? Admission.REFUSED : Admission.ADMITTED;
    }

    /** A connection that was counted is closed. */
    synchronized void close(Address address) {
        sum--;
        open.computeIfPresent(address.group(), (group, count) -> count == 1 ? null : count - 1);
    }

    /** Connections that are open. */
    synchronized int sum() {
        return sum;
    }
}
