package io.eider.storage;

import io.eider.storage.file.FileLimits;
import io.eider.storage.operation.OperationLimits;
import io.eider.storage.replay.ReplayLimits;
import java.time.Duration;

/**
 * The bounds of the storage.
 *
 * @param files of uploaded files
 * @param transfersAtOnce imports and exports that run at once
 * @param transfersWaiting imports and exports that wait for their turn
 * @param transferWait longest wait for a turn
 * @param previewsAtOnce previews that run at once
 * @param csvLineBytes longest line of a CSV file
 * @param snapshotsOnCascade whether dropping a bucket takes automatic snapshots of its tables
 * @param operations of the operations log
 * @param replays of kept answers
 * @param upkeepInterval between two rounds of the background
 */
public record StorageLimits(
        FileLimits files,
        int transfersAtOnce,
        int transfersWaiting,
        Duration transferWait,
        int previewsAtOnce,
        int csvLineBytes,
        boolean snapshotsOnCascade,
        OperationLimits operations,
        ReplayLimits replays,
        Duration upkeepInterval) {

    static StorageLimits of(StorageConfig config) {
        return new StorageLimits(
                new FileLimits(
                        config.upload_max_bytes(),
                        Duration.ofHours(config.upload_ttl_hours()),
                        config.upload_open_max()),
                config.transfer_concurrent_max(),
                config.transfer_queue_max(),
                Duration.ofSeconds(config.transfer_queue_seconds()),
                config.preview_concurrent_max(),
                config.import_csv_line_max_bytes(),
                config.snapshot_cascade(),
                new OperationLimits(
                        config.operations_queue_max(),
                        Duration.ofDays(config.operations_retention_days()),
                        config.operations_rows_max()),
                new ReplayLimits(
                        Duration.ofSeconds(config.replay_ttl_seconds()),
                        config.replay_answers_max(),
                        config.replay_bytes_max()),
                Duration.ofSeconds(config.upkeep_interval_seconds()));
    }
}
