package io.eider.rest;

import static io.eider.api.auth.Operation.READ_SERVICE;

import io.eider.api.error.ApiException;
import io.eider.api.meter.Meters;
import io.eider.api.storage.SnapshotTrigger;
import io.eider.api.storage.StorageTotals;
import io.eider.rest.http.GuardedResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.core.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All meters as text (storage contract, section 4). */
@Path("/metrics")
@Tag(name = "service")
public final class MetricsResource {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsResource.class);
    private static final List<String> SNAPSHOT_TYPES = Stream.concat(
                    Stream.of("manual"), Arrays.stream(SnapshotTrigger.values()).map(SnapshotTrigger::snapshotType))
            .distinct()
            .toList();
    private static final Duration TOTALS_AGE = Duration.ofSeconds(5);

    private final Services services;
    private final Instant startedAt =
            ProcessHandle.current().info().startInstant().orElse(Instant.now());
    private final ReentrantLock lock = new ReentrantLock();
    private long totalsAt; // guarded by lock
    private boolean totalsKnown; // guarded by lock

    MetricsResource(Services services) {
        this.services = services;
    }

    /** The present values. */
    @GET
    @Streamed
    @Secured(READ_SERVICE)
    @Operation(
            operationId = "getMetrics",
            summary = "All meters for Prometheus",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "OK",
                            content = @Content(mediaType = "text/plain", schema = @Schema(type = "string"))))
    public void metrics(@Context HttpServletRequest request) {
        refreshTotals();
        services.scrape().run(scrape -> {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            try {
                scrape.write(text);
                GuardedResponse.of(request)
                        .takeOver(200, Map.of("Content-Type", scrape.contentType()))
                        .write(text.toByteArray());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A scrape shows what it can: that storage is missing shows in its gauges being old. */
    private void refreshTotals() {
        services.meter(this::countService);
        if (!services.storage().isBound() || !isDue()) {
            return;
        }
        countWorkspaces();
        try {
            services.storage().run(storage -> {
                StorageTotals totals = storage.backend().totals();
                String version = storage.backend().duckDbVersion();
                long answers = storage.replays().size();
                services.meter(meters -> {
                    count(meters, totals, version);
                    meters.gauge("duckdb_idempotency_cache_size", "Kept answers")
                            .set(answers);
                });
            });
        } catch (ApiException e) {
            LOG.warn("The gauges of the storage could not be read: {}", e.getMessage());
        }
    }

    private void countWorkspaces() {
        try {
            services.workspaces().runIfBound(workspaces -> {
                long count = workspaces.count();
                services.meter(meters -> meters.gauge("duckdb_workspaces_total", "Workspaces, expired ones too")
                        .set(count));
            });
        } catch (ApiException e) {
            LOG.warn("The workspaces could not be counted: {}", e.getMessage());
        }
    }

    private boolean isDue() {
        lock.lock();
        try {
            long now = System.nanoTime();
            boolean due = !totalsKnown || now - totalsAt > TOTALS_AGE.toNanos();
            if (due) {
                totalsAt = now;
                totalsKnown = true;
            }
            return due;
        } finally {
            lock.unlock();
        }
    }

    private void countService(Meters meters) {
        meters.gauge("duckdb_api_up", "Whether the service runs").set(1);
        meters.gauge("duckdb_api_start_time_seconds", "Start of the process, seconds since 1970")
                .set(startedAt.toEpochMilli() / 1e3);
    }

    private static void count(Meters meters, StorageTotals totals, String duckDbVersion) {
        meters.gauge("duckdb_api_service_info", "Versions", "version", "duckdb_version")
                .set(1, ServiceResource.API_VERSION, duckDbVersion);
        meters.gauge("duckdb_projects_total", "Projects").set(totals.projects());
        meters.gauge("duckdb_buckets_total", "Buckets of all projects").set(totals.buckets());
        meters.gauge("duckdb_tables_total", "Tables of all projects").set(totals.tables());
        meters.gauge("duckdb_files_total", "Registered files of all projects").set(totals.files());
        meters.gauge("duckdb_files_staging_count", "Uploads that are not registered yet")
                .set(totals.openUploads());
        meters.gauge("duckdb_branches_total", "Dev branches of all projects").set(totals.branches());
        meters.gauge("duckdb_branch_tables_total", "Tables that dev branches have for themselves")
                .set(totals.branchTables());
        meters.gauge("duckdb_bucket_shares_total", "Offers of buckets").set(totals.shares());
        meters.gauge("duckdb_bucket_links_total", "Linked buckets").set(totals.links());
        Meters.Gauge snapshots = meters.gauge("duckdb_snapshots_total", "Snapshots", "type");
        for (String type : SNAPSHOT_TYPES) {
            snapshots.set(totals.snapshots().getOrDefault(type, 0L), type);
        }
        meters.gauge("duckdb_snapshots_size_bytes", "Bytes of snapshots, which they may share with tables")
                .set(totals.snapshotBytes());
        Meters.Gauge sizes = meters.gauge("duckdb_storage_size_bytes", "Bytes on disk", "type");
        sizes.set(totals.metadataBytes(), "metadata");
        sizes.set(totals.tableBytes(), "tables");
        sizes.set(totals.stagingBytes(), "staging");
        sizes.set(totals.fileBytes(), "files");
    }
}
