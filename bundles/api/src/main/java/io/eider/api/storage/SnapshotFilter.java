package io.eider.api.storage;

import java.util.Optional;

/**
 * Which snapshots; what is empty matches all.
 *
 * @param bucket name, exact
 * @param table name, exact
 * @param type exact; {@code auto} matches every automatic one
 */
public record SnapshotFilter(Optional<String> bucket, Optional<String> table, Optional<String> type) {}
