package io.eider.api.storage;

import io.eider.api.id.SnapshotId;
import io.eider.api.id.TableId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A table version kept on purpose.
 *
 * @param id {@code snap_{table}_{YYYYMMDD}_{HHMMSS}_{mmm}}, UTC
 * @param table where it was taken
 * @param type {@code manual}, {@code auto_predrop}, {@code auto_pretruncate}, {@code auto_predrop_column}
 * @param rowCount its rows
 * @param sizeBytes length of its file, which it shares with the table until that changes
 * @param createdAt when it was taken
 * @param expiresAt when it will be removed
 * @param description the owner's words
 * @param columns the full definition of the table
 * @param primaryKey names of key columns in key order
 */
public record Snapshot(
        SnapshotId id,
        TableId table,
        String type,
        long rowCount,
        long sizeBytes,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<String> description,
        List<Column> columns,
        List<String> primaryKey) {
    /** Copies the lists. */
    public Snapshot {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }
}
