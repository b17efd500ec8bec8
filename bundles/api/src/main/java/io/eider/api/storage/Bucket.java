package io.eider.api.storage;

import io.eider.api.id.BucketId;
import java.time.Instant;
import java.util.Optional;

/**
 * A bucket.
 *
 * @param id names it
 * @param tableCount its tables
 * @param description the owner's words
 * @param createdAt when it was made
 * @param linkedFrom the bucket of another project that it shows; empty for an own one
 */
public record Bucket(
        BucketId id, int tableCount, Optional<String> description, Instant createdAt, Optional<BucketId> linkedFrom) {}
