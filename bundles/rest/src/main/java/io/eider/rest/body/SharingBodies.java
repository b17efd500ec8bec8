package io.eider.rest.body;

import io.eider.api.id.ProjectId;
import io.eider.api.storage.SharedBucket;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Bodies of sharing and linking (storage contract, section 1.5). */
public final class SharingBodies {
    private SharingBodies() {}

    /** Whom to offer a bucket to. */
    public record BucketShare(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) String targetProjectId) {
        /** Reads it. */
        public static BucketShare read(JsonBody body) {
            return new BucketShare(body.requiredString("target_project_id"));
        }
    }

    /** Which bucket to show. */
    public record BucketLink(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String sourceProjectId,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String sourceBucketName) {
        /** Reads it. */
        public static BucketLink read(JsonBody body) {
            return new BucketLink(body.requiredString("source_project_id"), body.requiredString("source_bucket_name"));
        }
    }

    /** Whom a bucket is offered to. */
    public record BucketShareResponse(
            List<String> sharedWith,
            boolean isLinked,
            @Schema(nullable = true) String sourceProjectId,
            @Schema(nullable = true) String sourceBucketName) {
        /** As it is on the wire. */
        public static BucketShareResponse of(List<ProjectId> projects) {
            return new BucketShareResponse(
                    projects.stream().map(ProjectId::value).toList(), false, null, null);
        }
    }

    /** That reading is all a link gives. */
    public record GrantResponse(String status, String message, String bucketName) {
        /** As it is on the wire. */
        public static GrantResponse of(String bucket) {
            return new GrantResponse(
                    "success", "Readonly access is enforced via ATTACH READ_ONLY when linking buckets", bucket);
        }
    }

    /** A bucket that another project offers. */
    public record SharedBucketResponse(
            String sourceProjectId,
            String sourceBucketName,
            @Schema(nullable = true) String description,
            @Schema(format = "date-time") String sharedAt,
            List<String> linkedAs) {
        private static SharedBucketResponse of(SharedBucket shared) {
            return new SharedBucketResponse(
                    shared.source().project().value(),
                    shared.source().name(),
                    shared.description().orElse(null),
                    Json.timestamp(shared.sharedAt()),
                    shared.linkedAs());
        }
    }

    /** What other projects offer, by project and name. */
    public record SharedBucketListResponse(List<SharedBucketResponse> sharedBuckets, int count) {
        /** As it is on the wire. */
        public static SharedBucketListResponse of(List<SharedBucket> shared) {
            return new SharedBucketListResponse(
                    shared.stream().map(SharedBucketResponse::of).toList(), shared.size());
        }
    }
}
