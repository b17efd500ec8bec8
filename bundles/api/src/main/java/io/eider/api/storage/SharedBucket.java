package io.eider.api.storage;

import io.eider.api.id.BucketId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A bucket that another project offers.
 *
 * @param source the bucket
 * @param description its owner's words
 * @param sharedAt when it was offered
 * @param linkedAs names under which the project shows it already
 */
public record SharedBucket(BucketId source, Optional<String> description, Instant sharedAt, List<String> linkedAs) {
    /** Copies the list. */
    public SharedBucket {
        linkedAs = List.copyOf(linkedAs);
    }
}
