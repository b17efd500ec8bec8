package io.eider.ontology.drift;

import io.eider.api.error.ApiException;
import io.eider.api.id.TableId;
import io.eider.api.meter.Meters;
import io.eider.api.ontology.ChangeClass;
import io.eider.api.ontology.FetchOutcome;
import io.eider.api.ontology.FetchedSchema;
import io.eider.api.ontology.Migration;
import io.eider.api.ontology.Migration.Status;
import io.eider.api.ontology.MigrationPolicy;
import io.eider.api.ontology.Ontology;
import io.eider.api.ontology.SchemaBinding;
import io.eider.api.ontology.SchemaChange;
import io.eider.api.ontology.SchemaServer;
import io.eider.api.ontology.SchemaVersion;
import io.eider.ontology.Services;
import io.eider.ontology.fetch.FetchConfig;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the ontology server for the schemas of bound tables from time to time, keeps new versions and lets each table follow as its policy
 * says; what differs is told as {@code ontology_drift} (ontology contract, section 5.4). One thread; a table or schema that fails does not
 * stop the others. Thread-safe.
 */
@Component(service = DriftCheck.class, immediate = true, configurationPid = "io.eider.ontology")
public final class DriftCheck implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DriftCheck.class);
    private static final String ACTOR = "drift check";
    private static final String INLINE = "inline:";
    private static final int MAX_SECONDS = 86_400;
    private static final double FIRST = 0.1;
    private static final double JITTER = 0.1;
    private static final long CLOSE_SECONDS = 5;

    private final Ontology ontology;
    private final SchemaServer server;
    private final Services services;
    private final Duration interval;
    private final Set<TableId> gauged = new HashSet<>(); // confined to the thread of run()
    private final ScheduledExecutorService thread;

    /** As a component. @throws IllegalArgumentException naming the setting that is wrong */
    @Activate
    public DriftCheck(
            FetchConfig config,
            @Reference Ontology ontology,
            @Reference SchemaServer server,
            @Reference Services services) {
        this(interval(config.drift_interval_seconds()), ontology, server, services);
    }

    /**
     * Begins after a tenth of the interval.
     *
     * @param interval between two checks, give or take a tenth; zero for none
     */
    public DriftCheck(Duration interval, Ontology ontology, SchemaServer server, Services services) {
        this.interval = interval;
        this.ontology = ontology;
        this.server = server;
        this.services = services;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "eider-ontology-drift");
            made.setDaemon(true);
            return made;
        });
        if (!interval.isZero()) {
            schedule(FIRST);
        }
    }

    private static Duration interval(int seconds) {
        if (seconds < 0 || seconds > MAX_SECONDS) {
            throw new IllegalArgumentException(
                    "drift.interval.seconds must be 0 to " + MAX_SECONDS + ", not " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }

    /** Others that were started at the same moment shall not ask at the same moment. */
    private void schedule(double part) {
        double jitter = 1 + ThreadLocalRandom.current().nextDouble(-JITTER, JITTER);
        thread.schedule(this::again, (long) (interval.toMillis() * part * jitter), TimeUnit.MILLISECONDS);
    }

    private void again() {
        try {
            run();
        } catch (RuntimeException e) { // the edge of the thread: the next check tries again
            LOG.warn("A drift check failed", e);
        } finally {
            if (!thread.isShutdown()) {
                schedule(1);
            }
        }
    }

    /** One check of all bindings; not for two threads at once. */
    public void run() {
        List<SchemaBinding> bindings = ontology.bindings(Optional.empty());
        bindings.stream()
                .filter(binding -> binding.policy() != MigrationPolicy.OFF)
                .map(SchemaBinding::schemaId)
                .collect(Collectors.toCollection(TreeSet::new))
                .forEach(this::refresh);
        forgetOthers(bindings);
        for (SchemaBinding binding : bindings) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            try {
                check(binding);
            } catch (ApiException e) {
                LOG.warn(
                        "Table {} could not follow schema {}: {}", binding.table(), binding.schemaId(), e.getMessage());
            } catch (RuntimeException
                    | StackOverflowError e) { // whatever is wrong with this table is not wrong with the next
                LOG.warn("Table {} could not follow schema {}", binding.table(), binding.schemaId(), e);
            }
        }
    }

    /** Only what the server says now is a new version; a document that somebody has sent is not replaced by one of the server. */
    private void refresh(String schemaId) {
        try {
            SchemaVersion before = ontology.version(schemaId, OptionalInt.empty());
            if (before.source().startsWith(INLINE)) {
                return;
            }
            FetchedSchema fetched = server.refresh(schemaId);
            boolean isSaidNow =
                    fetched.outcome() == FetchOutcome.LIVE || fetched.outcome() == FetchOutcome.NOT_MODIFIED;
            if (!isSaidNow) {
                LOG.warn(
                        "Schema {} was not confirmed ({}): {}",
                        schemaId,
                        fetched.outcome(),
                        fetched.problem().orElse("no reason is known"));
                return;
            }
            SchemaVersion now = ontology.register(fetched.document().orElseThrow());
            if (now.version() != before.version()) {
                LOG.info("Schema {} has a new version, {}", schemaId, now.version());
            }
        } catch (ApiException e) {
            LOG.warn("Schema {} was not refreshed: {}", schemaId, e.getMessage());
        } catch (RuntimeException
                | StackOverflowError e) { // whatever is wrong with this schema is not wrong with the next
            LOG.warn("Schema {} was not refreshed", schemaId, e);
        }
    }

    private void check(SchemaBinding binding) {
        TableId table = binding.table();
        List<SchemaChange> drift = ontology.drift(table);
        gauge(table, drift.size());
        if (drift.isEmpty() || binding.policy() == MigrationPolicy.OFF || isPlanned(binding)) {
            return;
        }
        Optional<Migration> done = ontology.follow(table, ACTOR);
        done.ifPresent(migration -> LOG.info(
                "Table {}: migration {} to version {} of schema {} is {} ({})",
                table,
                migration.id(),
                migration.version(),
                migration.schemaId(),
                migration.status(),
                migration.changeClass()));
        gauge(table, ontology.drift(table).size());
    }

    /**
     * Whether the last plan says already what would be planned now and waits for somebody, so that no check adds another one like it. Rows
     * that were written since may have changed what a guarded, blocked or failed one came to.
     */
    private boolean isPlanned(SchemaBinding binding) {
        int version = ontology.version(binding.schemaId(), binding.pinned()).version();
        return ontology.history(binding.table()).stream()
                .findFirst()
                .filter(last -> last.version() == version && last.schemaId().equals(binding.schemaId()))
                .filter(last -> last.status() == Status.PLANNED
                        || last.status() == Status.APPROVED
                        || last.status() == Status.FAILED)
                .filter(last -> isLeftToPeople(last, binding.policy()) || last.tableVersion() == tableVersion(binding))
                .isPresent();
    }

    private static boolean isLeftToPeople(Migration last, MigrationPolicy policy) {
        return last.status() == Status.APPROVED
                || last.status() == Status.PLANNED
                        && (policy == MigrationPolicy.PLAN_ONLY
                                || policy != MigrationPolicy.ALL && last.changeClass() == ChangeClass.DESTRUCTIVE);
    }

    private long tableVersion(SchemaBinding binding) {
        return services.storage()
                .call(storage -> storage.tables().get(binding.table()).version());
    }

    private void gauge(TableId table, int changes) {
        gauged.add(table);
        services.meters()
                .runIfBound(meters -> drift(meters).set(changes, table.project().value(), table.shortName()));
    }

    /** A table that follows no schema any more differs from none. */
    private void forgetOthers(List<SchemaBinding> bindings) {
        Set<TableId> bound = bindings.stream().map(SchemaBinding::table).collect(Collectors.toSet());
        for (TableId table : List.copyOf(gauged)) {
            if (!bound.contains(table)) {
                gauge(table, 0);
                gauged.remove(table);
            }
        }
    }

    private static Meters.Gauge drift(Meters meters) {
        return meters.gauge("ontology_drift", "Differences of a table from its schema", "project", "table");
    }

    @Override
    @Deactivate
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
