package io.eider.rest;

import io.eider.api.auth.Operation;
import io.eider.api.error.ApiException;
import io.eider.api.storage.ExportResult;
import io.eider.api.storage.ImportMode;
import io.eider.api.storage.ImportRequest;
import io.eider.api.storage.ImportResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What the REST front counts (storage contract, section 4). Every label value is one of a few. Thread-safe. */
final class RestMeters {
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE");
    private static final List<Double> REQUEST_SECONDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);
    private static final List<Double> IMPORT_SECONDS = List.of(0.1, 0.5, 1.0, 5.0, 30.0, 60.0, 300.0, 600.0);
    private static final List<Double> EXPORT_SECONDS = List.of(0.1, 0.5, 1.0, 5.0, 30.0, 60.0, 300.0);
    private static final List<Double> UPLOAD_SECONDS = List.of(0.1, 0.5, 1.0, 5.0, 30.0, 60.0);

    private static final List<Double> OPERATION_SECONDS =
            List.of(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0, 60.0, 300.0);
    private static final List<Double> SNAPSHOT_SECONDS = List.of(0.01, 0.1, 0.5, 1.0, 5.0, 30.0);
    private static final List<Double> SCHEMA_SECONDS = List.of(0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0);
    private static final List<Double> RESTORE_SECONDS = List.of(0.1, 0.5, 1.0, 5.0, 30.0, 60.0);

    private final Services services;
    private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();

    RestMeters(Services services) {
        this.services = services;
    }

    /** A request has come. */
    void begun(String method) {
        inFlight(method, 1);
    }

    /** A request was answered. */
    void ended(String method, String endpoint, int status, long nanos) {
        inFlight(method, -1);
        String label = method(method);
        services.meter(meters -> {
            meters.counter("duckdb_api_requests_total", "Requests", "method", "endpoint", "status_code")
                    .add(1, label, endpoint, String.valueOf(status));
            meters.histogram(
                            "duckdb_api_request_duration_seconds",
                            "Duration of requests",
                            REQUEST_SECONDS,
                            "method",
                            "endpoint")
                    .observe(seconds(nanos), label, endpoint);
        });
    }

    private void inFlight(String method, int step) {
        String label = method(method);
        int running = inFlight.computeIfAbsent(label, m -> new AtomicInteger()).addAndGet(step);
        services.meter(meters -> meters.gauge("duckdb_api_requests_in_flight", "Requests that run", "method")
                .set(running, label));
    }

    private static String method(String method) {
        return METHODS.contains(method) ? method : "other";
    }

    /** A fault that nobody foresaw. */
    void failed(String type, String endpoint) {
        services.meter(meters -> meters.counter("duckdb_api_errors_total", "Unforeseen faults", "type", "endpoint")
                .add(1, type, endpoint));
    }

    /**
     * Counts an import.
     *
     * @param sourceBytes tells the size of the imported file
     */
    ImportResult imported(ImportRequest request, Supplier<ImportResult> run, LongSupplier sourceBytes) {
        String format = format(request.format());
        String mode = request.mode() == ImportMode.FULL ? "full" : "incremental";
        long start = System.nanoTime();
        try {
            ImportResult result = run.get();
            long bytes = sourceBytes.getAsLong();
            services.meter(meters -> {
                meters.counter("duckdb_import_rows_total", "Rows imported").add(result.importedRows());
                meters.counter("duckdb_import_bytes_total", "Bytes of imported files", "format")
                        .add(bytes, format);
                meters.histogram("duckdb_import_duration_seconds", "Duration of imports", IMPORT_SECONDS, "format")
                        .observe(seconds(System.nanoTime() - start), format);
            });
            importEnded(format, mode, "success");
            return result;
        } catch (ApiException e) {
            importEnded(format, mode, "error");
            throw e;
        }
    }

    private void importEnded(String format, String mode, String status) {
        services.meter(meters -> meters.counter("duckdb_import_operations_total", "Imports", "format", "mode", "status")
                .add(1, format, mode, status));
    }

    /** Counts an export. */
    ExportResult exported(String wantedFormat, Supplier<ExportResult> run) {
        String format = format(wantedFormat);
        long start = System.nanoTime();
        try {
            ExportResult result = run.get();
            services.meter(meters -> {
                meters.counter("duckdb_export_rows_total", "Rows exported").add(result.rows());
                meters.histogram("duckdb_export_duration_seconds", "Duration of exports", EXPORT_SECONDS, "format")
                        .observe(seconds(System.nanoTime() - start), format);
            });
            exportEnded(format, "success");
            return result;
        } catch (ApiException e) {
            exportEnded(format, "error");
            throw e;
        }
    }

    private void exportEnded(String format, String status) {
        services.meter(meters -> meters.counter("duckdb_export_operations_total", "Exports", "format", "status")
                .add(1, format, status));
    }

    private static String format(String format) {
        return List.of("csv", "parquet").contains(format) ? format : "other";
    }

    /** An upload has brought its bytes. */
    void uploaded(long bytes, long nanos) {
        services.meter(meters -> {
            meters.counter("duckdb_files_uploads_total", "Uploads", "status").add(1, "success");
            meters.counter("duckdb_files_upload_bytes_total", "Bytes uploaded").add(bytes);
            meters.histogram("duckdb_files_upload_duration_seconds", "Duration of uploads", UPLOAD_SECONDS)
                    .observe(seconds(nanos));
        });
    }

    /** An upload has failed. */
    void uploadFailed() {
        services.meter(meters -> meters.counter("duckdb_files_uploads_total", "Uploads", "status")
                .add(1, "error"));
    }

    /** A download was sent. */
    void downloaded(long bytes) {
        services.meter(meters -> {
            meters.counter("duckdb_files_downloads_total", "Downloads", "status")
                    .add(1, "success");
            meters.counter("duckdb_files_download_bytes_total", "Bytes downloaded")
                    .add(bytes);
        });
    }

    /** A download was cut off. */
    void downloadFailed() {
        services.meter(meters -> meters.counter("duckdb_files_downloads_total", "Downloads", "status")
                .add(1, "error"));
    }

    /** Counts an operation of sharing. */
    <R> R shared(String operation, Supplier<R> run) {
        boolean done = false;
        try {
            R result = run.get();
            done = true;
            return result;
        } finally {
            String status = done ? "success" : "error";
            services.meter(meters -> meters.counter(
                            "duckdb_bucket_sharing_operations_total", "Operations of sharing", "operation", "status")
                    .add(1, operation, status));
        }
    }

    /** Counts a snapshot that somebody asked for. */
    <R> R snapshotTaken(Supplier<R> run) {
        long start = System.nanoTime();
        R result = run.get();
        services.meter(meters -> meters.histogram(
                        "duckdb_snapshot_create_duration_seconds", "Duration of snapshots", SNAPSHOT_SECONDS)
                .observe(seconds(System.nanoTime() - start)));
        return result;
    }

    /** An operation of the log has come to its end. */
    void operated(Operation operation, boolean isSuccess, Duration duration) {
        services.meter(meters -> {
            meters.counter("duckdb_operations_total", "Operations of the operations log", "operation", "status")
                    .add(1, operation.logName(), isSuccess ? "success" : "error");
            meters.histogram(
                            "duckdb_operation_duration_seconds",
                            "Duration of operations of the operations log",
                            OPERATION_SECONDS,
                            "operation")
                    .observe(seconds(duration.toNanos()), operation.logName());
        });
    }

    /** Counts a restore. */
    <R> R snapshotRestored(Supplier<R> run) {
        long start = System.nanoTime();
        R result = run.get();
        services.meter(meters -> {
            meters.counter("duckdb_snapshots_restored_total", "Snapshots restored")
                    .add(1);
            meters.histogram("duckdb_snapshot_restore_duration_seconds", "Duration of restores", RESTORE_SECONDS)
                    .observe(seconds(System.nanoTime() - start));
        });
        return result;
    }

    /** Counts a change of columns or of a primary key. */
    <R> R schemaChanged(String operation, Supplier<R> run) {
        long start = System.nanoTime();
        boolean done = false;
        try {
            R result = run.get();
            done = true;
            return result;
        } finally {
            String status = done ? "success" : "error";
            services.meter(meters -> {
                meters.counter("duckdb_schema_operations_total", "Changes of columns and keys", "operation", "status")
                        .add(1, operation, status);
                meters.histogram(
                                "duckdb_schema_operation_duration_seconds",
                                "Duration of changes of columns and keys",
                                SCHEMA_SECONDS,
                                "operation")
                        .observe(seconds(System.nanoTime() - start), operation);
            });
        }
    }

    /** A kept answer was given again. */
    void replayed() {
        services.meter(meters -> meters.counter("duckdb_idempotency_cache_hits_total", "Kept answers given again")
                .add(1));
    }

    /** A request with an idempotency key is executed. */
    void replayMissed() {
        services.meter(meters -> meters.counter(
                        "duckdb_idempotency_cache_misses_total", "Requests executed for their idempotency key")
                .add(1));
    }

    /** An idempotency key came with another request than before. */
    void replayRefused() {
        services.meter(meters -> meters.counter(
                        "duckdb_idempotency_conflicts_total", "Idempotency keys used with another request")
                .add(1));
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
