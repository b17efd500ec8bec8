package io.eider.rest.body;

import io.eider.api.storage.Page;
import io.eider.api.storage.Snapshot;
import io.eider.api.storage.Table;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Bodies of snapshots (storage contract, section 1.12). */
public final class SnapshotBodies {
    private SnapshotBodies() {}

    /** What to take a snapshot of. */
    public record SnapshotCreate(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String bucket,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String table,
            @Schema(nullable = true) String description) {
        /** Reads it. */
        public static SnapshotCreate read(JsonBody body) {
            body.limitSize("description");
            return new SnapshotCreate(
                    body.requiredString("bucket"),
                    body.requiredString("table"),
                    body.string("description").orElse(null));
        }
    }

    /** Where to restore it to; its own place if nothing is said. */
    public record SnapshotRestore(
            @Schema(nullable = true) String targetBucket, @Schema(nullable = true) String targetTable) {
        /** Reads it. */
        public static SnapshotRestore read(JsonBody body) {
            return new SnapshotRestore(
                    body.string("target_bucket").orElse(null),
                    body.string("target_table").orElse(null));
        }
    }

    /** A snapshot. */
    public record SnapshotResponse(
            String id,
            String projectId,
            String bucketName,
            String tableName,
            String snapshotType,
            long rowCount,
            long sizeBytes,
            @Schema(format = "date-time") String createdAt,
            @Schema(nullable = true) String createdBy,
            @Schema(nullable = true, format = "date-time") String expiresAt,
            @Schema(nullable = true) String description) {
        /** As it is on the wire. */
        public static SnapshotResponse of(Snapshot snapshot) {
            return new SnapshotResponse(
                    snapshot.id().value(),
                    snapshot.table().project().value(),
                    snapshot.table().bucket().name(),
                    snapshot.table().name(),
                    snapshot.type(),
                    snapshot.rowCount(),
                    snapshot.sizeBytes(),
                    Json.timestamp(snapshot.createdAt()),
                    null,
                    snapshot.expiresAt().map(Json::timestamp).orElse(null),
                    snapshot.description().orElse(null));
        }
    }

    /** A snapshot with the definition of its table. */
    public record SnapshotDetailResponse(
            String id,
            String projectId,
            String bucketName,
            String tableName,
            String snapshotType,
            long rowCount,
            long sizeBytes,
            @Schema(format = "date-time") String createdAt,
            @Schema(nullable = true) String createdBy,
            @Schema(nullable = true, format = "date-time") String expiresAt,
            @Schema(nullable = true) String description,
            List<SnapshotColumn> schemaColumns,
            List<String> primaryKey) {
        /** As it is on the wire. */
        public static SnapshotDetailResponse of(Snapshot snapshot) {
            SnapshotResponse plain = SnapshotResponse.of(snapshot);
            return new SnapshotDetailResponse(
                    plain.id(),
                    plain.projectId(),
                    plain.bucketName(),
                    plain.tableName(),
                    plain.snapshotType(),
                    plain.rowCount(),
                    plain.sizeBytes(),
                    plain.createdAt(),
                    plain.createdBy(),
                    plain.expiresAt(),
                    plain.description(),
                    snapshot.columns().stream()
                            .map(column -> new SnapshotColumn(column.name().value(), column.type(), column.nullable()))
                            .toList(),
                    snapshot.primaryKey());
        }
    }

    /** A column of a snapshot. */
    public record SnapshotColumn(String name, String type, boolean nullable) {}

    /** Snapshots, newest first. */
    public record SnapshotListResponse(List<SnapshotResponse> snapshots, long total) {
        /** As it is on the wire. */
        public static SnapshotListResponse of(Page<Snapshot> page) {
            return new SnapshotListResponse(
                    page.items().stream().map(SnapshotResponse::of).toList(), page.total());
        }
    }

    /** Where a snapshot was restored to. */
    public record RestoreResponse(RestoredTable restoredTo, long rowCount) {
        /** As it is on the wire. */
        public static RestoreResponse of(Table table) {
            return new RestoreResponse(
                    new RestoredTable(table.id().bucket().name(), table.id().name()), table.rowCount());
        }
    }

    /** A table's place. */
    public record RestoredTable(String bucket, String table) {}
}
