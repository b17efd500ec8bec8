package io.eider.rest.body;

import io.eider.api.id.BucketId;
import io.eider.api.storage.Bucket;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Bodies of buckets (storage contract, section 1.4). */
public final class BucketBodies {
    private BucketBodies() {}

    /** What a new bucket shall be. */
    public record BucketCreate(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String name,
            @Schema(nullable = true) String description) {
        /** Reads it. */
        public static BucketCreate read(JsonBody body) {
            body.limitSize("description");
            return new BucketCreate(
                    body.requiredString("name"), body.string("description").orElse(null));
        }
    }

    /** A bucket. */
    public record BucketResponse(
            String name,
            int tableCount,
            @Schema(nullable = true) String description,
            boolean isLinked,
            @Schema(nullable = true) String sourceProjectId,
            @Schema(nullable = true) String sourceBucketName) {
        /** As it is on the wire. */
        public static BucketResponse of(Bucket bucket) {
            return new BucketResponse(
                    bucket.id().name(),
                    bucket.tableCount(),
                    bucket.description().orElse(null),
                    bucket.linkedFrom().isPresent(),
                    bucket.linkedFrom().map(from -> from.project().value()).orElse(null),
                    bucket.linkedFrom().map(BucketId::name).orElse(null));
        }
    }

    /** Own buckets by name, then linked ones. */
    public record BucketListResponse(List<BucketResponse> buckets, int total) {
        /** As it is on the wire. */
        public static BucketListResponse of(List<Bucket> buckets) {
            return new BucketListResponse(
                    buckets.stream().map(BucketResponse::of).toList(), buckets.size());
        }
    }
}
