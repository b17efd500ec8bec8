package io.eider.engine;

import io.eider.api.meter.Meters;
import io.eider.api.swap.Swappable;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where engine and storage count what only they see; nothing is counted, and nobody waits, while no meters are there.
 * Labels never name a tenant's things, so the number of series is bounded (ADR-0017). Thread-safe.
 */
@Component(service = Measures.class, immediate = true)
public final class Measures {
    private static final Logger LOG = LoggerFactory.getLogger(Measures.class);
    private static final List<Double> QUERY_SECONDS = List.of(.001, .005, .01, .025, .05, .1, .25, .5);
    private static final List<Double> LOCK_SECONDS = List.of(.001, .01, .05, .1, .5, 1., 5.);
    private static final List<Double> QUEUE_SECONDS = List.of(.01, .1, .5, 1., 5., 10., 30., 60.);
    private static final List<Double> COPY_SECONDS = List.of(.01, .05, .1, .5, 1., 5., 10., 30.);

    private final Swappable<Meters> meters = new Swappable<>("metrics", Duration.ofSeconds(1));

    /** Counts nothing until meters are bound. */
    @Activate
    public Measures() {
        // the meters come and go
    }

    /** One piece of work on the catalog; {@code kind} is {@code read} or {@code write}. */
    <T> T query(String kind, Supplier<T> work) {
        long start = System.nanoTime();
        meter(to -> connections(to).add(1));
        try {
            return work.get();
        } finally {
            double took = secondsSince(start);
            meter(to -> {
                connections(to).add(-1);
                to.counter("duckdb_metadata_queries_total", "Pieces of work on the catalog", "operation")
                        .add(1, kind);
                to.histogram(
                                "duckdb_metadata_query_duration_seconds",
                                "Duration of pieces of work on the catalog",
                                QUERY_SECONDS,
                                "operation")
                        .observe(took, kind);
            });
        }
    }

    /** The wait for a table's lock begins. */
    void lockAwaited() {
        meter(to -> queue(to).add(1));
    }

    /** The wait for a table's lock is over. */
    void lockAwaited(long startNanos, boolean taken, int active) {
        double waited = secondsSince(startNanos);
        meter(to -> {
            queue(to).add(-1);
            locksActive(to, active);
            to.histogram("duckdb_write_queue_wait_seconds", "Waits for a table's turn", QUEUE_SECONDS)
                    .observe(waited);
            to.histogram("duckdb_table_lock_wait_seconds", "Waits for a table's lock", LOCK_SECONDS)
                    .observe(waited);
            if (taken) {
                to.counter("duckdb_table_lock_acquisitions_total", "Locks of tables taken")
                        .add(1);
            }
        });
    }

    /** So many tables are locked or waited for. */
    void locks(int active) {
        meter(to -> locksActive(to, active));
    }

    /** A branch has got its own copy of a table. */
    public void copiedOnWrite(long bytes, long startNanos) {
        double took = secondsSince(startNanos);
        meter(to -> {
            to.counter("duckdb_branch_cow_operations_total", "First writes to tables in dev branches")
                    .add(1);
            to.counter("duckdb_branch_cow_bytes_total", "Bytes of the tables that dev branches got by a first write")
                    .add(bytes);
            to.histogram("duckdb_branch_cow_duration_seconds", "Duration of first writes in dev branches", COPY_SECONDS)
                    .observe(took);
        });
    }

    /** A snapshot was taken, of a type and for a reason of the contract's closed lists. */
    public void snapshotTaken(String type) {
        String trigger = type.startsWith("auto_") ? type.substring("auto_".length()) : type;
        meter(to -> to.counter("duckdb_snapshots_created_total", "Snapshots taken", "type", "trigger")
                .add(1, type, trigger));
    }

    /** So many snapshots have reached the end of their lifetime. */
    public void snapshotsExpired(int count) {
        meter(to -> to.counter("duckdb_snapshots_expired_total", "Snapshots removed at the end of their lifetime")
                .add(count));
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindMeters(Meters service) {
        meters.bind(service);
    }

    void unbindMeters(Meters service) {
        meters.unbind(service);
    }

    /** A lock that is held or a transaction that is committed is never spoilt by its metrics. */
    private void meter(Consumer<Meters> count) {
        try {
            meters.runIfBound(count);
        } catch (RuntimeException e) { // whatever the meters do, what they count is done
            LOG.warn("Not counted", e);
        }
    }

    private static Meters.Gauge connections(Meters to) {
        return to.gauge("duckdb_metadata_connections_active", "Pieces of work on the catalog that run");
    }

    private static Meters.Gauge queue(Meters to) {
        return to.gauge("duckdb_write_queue_depth", "Callers that wait for a table's lock");
    }

    private static void locksActive(Meters to, int active) {
        to.gauge("duckdb_table_locks_active", "Tables that are locked or waited for")
                .set(active);
    }

    private static double secondsSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
