package io.eider.api.storage;

import java.time.Instant;
import java.util.Optional;

/**
 * Which operations; what is empty matches all.
 *
 * @param operation exact
 * @param status exact
 * @param resourceType exact
 * @param resourceId exact
 * @param requestId exact
 * @param since begun at or after
 * @param until begun before
 */
public record OperationFilter(
        Optional<String> operation,
        Optional<OperationRecord.Status> status,
        Optional<String> resourceType,
        Optional<String> resourceId,
        Optional<String> requestId,
        Optional<Instant> since,
        Optional<Instant> until) {}
