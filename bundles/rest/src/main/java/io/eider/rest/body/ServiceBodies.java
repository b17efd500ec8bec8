package io.eider.rest.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.eider.api.storage.StorageHealth;
import io.eider.api.storage.StoragePaths;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bodies about the service itself (storage contract, section 1.1). */
public final class ServiceBodies {
    private ServiceBodies() {}

    /** Where to go from the root. */
    public record ServiceResponse(
            String service, String version, String health, @Schema(nullable = true) String docs) {}

    /** Whether data can be read and written. */
    public record HealthResponse(String status, String version, boolean storageAvailable, HealthDetails details) {
        /** From the storage's own report. */
        public static HealthResponse of(String version, StorageHealth health) {
            return new HealthResponse("healthy", version, health.isAvailable(), HealthDetails.of(health));
        }
    }

    /** Each directory; and how many tables are broken, if any are. Names are not told: the caller is anybody. */
    public record HealthDetails(
            boolean dataDir,
            boolean duckdbDir,
            boolean filesDir,
            boolean snapshotsDir,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Schema(nullable = true) Integer brokenTables) {
        static HealthDetails of(StorageHealth health) {
            int broken = health.brokenTables().size();
            return new HealthDetails(
                    health.dataDir(),
                    health.duckdbDir(),
                    health.filesDir(),
                    health.snapshotsDir(),
                    broken == 0 ? null : broken);
        }
    }

    /** The four directories by name, for the details of an error. */
    public static Map<String, Object> directories(StorageHealth health) {
        Map<String, Object> directories = new LinkedHashMap<>();
        directories.put("data_dir", health.dataDir());
        directories.put("duckdb_dir", health.duckdbDir());
        directories.put("files_dir", health.filesDir());
        directories.put("snapshots_dir", health.snapshotsDir());
        return directories;
    }

    /** Whether the process runs, or is ready to serve. */
    public record ProbeResponse(String status) {}

    /** What became of a call to the backend. */
    public record BackendResponse(
            boolean success, String message, @Schema(nullable = true) StoragePathsResponse storagePaths) {}

    /** Where data lies. */
    public record StoragePathsResponse(String dataDir, String duckdbDir, String filesDir, String snapshotsDir) {
        /** Absolute paths as text. */
        public static StoragePathsResponse of(StoragePaths paths) {
            return new StoragePathsResponse(
                    paths.dataDir().toString(),
                    paths.duckdbDir().toString(),
                    paths.filesDir().toString(),
                    paths.snapshotsDir().toString());
        }
    }
}
