package io.eider.pgwire.connection;

import io.eider.api.meter.Meters;
import io.eider.api.swap.Swappable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of connections; kept here and handed to the meters now and then, so that no event loop waits for them. Thread-safe. */
final class ConnectionMeters {
    private final LongAdder opened = new LongAdder();
    private final LongAdder failedLogins = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();

    void opened() {
        opened.increment();
    }

    void failedLogin() {
        failedLogins.increment();
    }

    /** A client was sent away. @param sqlState why */
    void refused(String sqlState) {
        refused.computeIfAbsent(sqlState, state -> new LongAdder()).increment();
    }

    void bytes(long in, long out) {
        bytesIn.add(in);
        bytesOut.add(out);
    }

    /** Hands over what was counted since the last time. */
    void publish(Swappable<Meters> meters, int open) {
        meters.runIfBound(to -> {
            to.gauge("eider_pgwire_connections", "Open connections of PostgreSQL clients")
                    .set(open);
            add(to.counter("eider_pgwire_connections_total", "Connections of PostgreSQL clients"), opened);
            add(to.counter("eider_pgwire_failed_logins_total", "Logins with a wrong name or password"), failedLogins);
            Meters.Counter bytes =
                    to.counter("eider_pgwire_bytes_total", "Bytes from and to PostgreSQL clients", "direction");
            add(bytes, bytesIn, "in");
            add(bytes, bytesOut, "out");
            Meters.Counter reasons =
                    to.counter("eider_pgwire_refused_total", "Connections refused, by SQLSTATE", "sqlstate");
            refused.forEach((state, count) -> add(reasons, count, state));
        });
    }

    private static void add(Meters.Counter counter, LongAdder count, String... labels) {
        counter.add(count.sumThenReset(), labels);
    }
}
